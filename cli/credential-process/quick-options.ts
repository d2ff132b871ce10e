/** Of the options that every lending verb has, or every verb: those with one value, and those that come again. */
const single = new Map([
  ["--role", "role"],
  ["--account", "account"],
  ["--profile", "profile"],
  ["--mfa-serial", "mfaSerial"],
  ["--external-id", "externalId"],
  ["--duration", "duration"],
  ["--session-name", "sessionName"],
  ["--source-identity", "sourceIdentity"],
  ["--session-policy", "sessionPolicy"],
  ["--config", "config"],
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
  const options: Record<string, string | true | readonly string[]> = {};
  const rest = [...argv];
  for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
    if (name === "--tags") {
      options.tags = true;
      continue;
    }
    const [one, more, value] = [single.get(name), repeated.get(name), rest.shift()];
    if (value === undefined || value.startsWith("-")) return undefined;
    if (one !== undefined) options[one] = value;
    else if (more !== undefined) options[more] = [...((options[more] as readonly string[] | undefined) ?? []), value];
    else return undefined;
  }
  return options;
};
