/** What stands for a placeholder; a list takes the place of a whole text. */
export type Values = Readonly<Record<string, string | readonly string[]>>;

export type Filled = { text: string } | { missing: readonly string[] };

const placeholder = /<([a-z][a-z\d-]{0,63})>/g;

/** A policy document with `<account>` and its like replaced. Text that is no JSON stays as it is: the policy reader says what is wrong. */
export const fill = (text: string, values: Values): Filled => {
  const names = new Set([...text.matchAll(placeholder)].map(([, name = ""]) => name));
  const missing = [...names].filter((name) => !Object.hasOwn(values, name));
  if (missing.length > 0) return { missing };
  const whole = text.replaceAll(/"<([a-z][a-z\d-]{0,63})>"/g, (_, name: string) => JSON.stringify(values[name]));
  return {
    text: whole.replaceAll(placeholder, (_, name: string) => [values[name] ?? ""].flat().map(inText).join(",")),
  };
};

/** As it stands between the quotes of a JSON text. */
const inText = (value: string): string => JSON.stringify(value).slice(1, -1);
