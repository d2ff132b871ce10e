/** Of the options that every lending verb has: those with one value, and those that come again. */
const single = new Map([
  ["--role", "role"],
  ["--account", "account"],
  ["--profile", "profile"],
  ["--mfa-serial", "mfaSerial"],
  ["--external-id", "externalId"],
  ["--duration", "duration"],
  ["--session-name", "sessionName"],
  ["--session-policy", "sessionPolicy"],
]);
const repeated = new Map([
  ["--chain", "chain"],
  ["--tag", "tag"],
]);

type Options = Readonly<Record<string, unknown>>;

/**
 * The options as the whole command line would read them, or nothing where it has to: an SDK waits for this verb, and loading the
 * parser takes half as long as Node to start. `--name value` only.
 */
export const quickOptions = (argv: readonly string[]): Options | undefined => {
  const options: Record<string, string | string[]> = {};
  for (let index = 0; index < argv.length; index += 2) {
    const [name = "", value] = argv.slice(index, index + 2);
    if (value === undefined || value.startsWith("-")) return undefined;
    const [one, more] = [single.get(name), repeated.get(name)];
    if (one !== undefined) options[one] = value;
    else if (more !== undefined) options[more] = [...(options[more] ?? []), value];
    else return undefined;
  }
  return options;
};
