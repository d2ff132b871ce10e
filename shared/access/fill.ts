import { BadInput } from "../model/errors.ts";

type Value = string | readonly string[] | undefined;

const placeholder = /"<([a-z][a-z\d-]{0,63})>"|<([a-z][a-z\d-]{0,63})>/g;

/** These stand in condition keys and inside IAM's variables, where nothing can be escaped. */
const inKeys: readonly string[] = ["team-key", "user-key", "project-key", "oidc-provider"];

/** What AWS takes in a tag key. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
const plain = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,255}$/u;

/** `*` and `?` in these are wildcards; in all others they are text. */
const patterns: readonly string[] = ["oidc-subjects", "provisioners"];

/**
 * A policy document with a value for each placeholder. A value is text to JSON and to IAM: it can end no string, and it is no
 * variable and no wildcard. Throws BadInput, which names the document and the placeholder.
 */
export const fill = (document: string, text: string, values: Readonly<Record<string, Value>>): string => {
  const refuse = (name: string, what: string): never => {
    throw new BadInput(`${document}: <${name}>: ${what}`);
  };
  const valuesOf = (name: string): readonly string[] => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const given = typeof value === "string" ? [value] : (value ?? []);
    if (given.length === 0) return refuse(name, "nothing stands for it; allowed: a text, or a list that is not empty");
    if (given.includes("")) return refuse(name, "it is empty; allowed: a text of at least one character");
    if (inKeys.includes(name) && !given.every((each) => plain.test(each))) {
      return refuse(name, "it stands in condition keys; allowed: letters, digits, spaces and _.:/=+-@");
    }
    return patterns.includes(name) ? given.map(withoutVariables) : given.map(literal);
  };
  return text.replaceAll(placeholder, (_, whole: string | undefined, part: string) => {
    const name = whole ?? part;
    const [only = "", ...more] = valuesOf(name);
    if (whole !== undefined) return JSON.stringify(Array.isArray(values[name]) ? [only, ...more] : only);
    if (more.length > 0) return refuse(name, "a list stands for it, inside a text; allowed there: one text");
    return JSON.stringify(only).slice(1, -1);
  });
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars */
const literal = (value: string): string => value.replaceAll(/[$*?]/g, (character) => `\${${character}}`);

const withoutVariables = (value: string): string => value.replaceAll("$", () => literal("$"));
