import { BadInput } from "../model/errors.ts";

type Value = string | readonly string[] | undefined;
export type Values = Readonly<Record<string, Value>>;

const placeholder = /<([a-z][a-z\d-]{0,63})>/g;
/** `<team-lower>`: SageMaker writes names so in ARNs. */
const inLowerCase = /^(.+)-lower$/;
const alone = /^<([a-z][a-z\d-]{0,63})>$/;

/** These stand in condition keys and inside IAM's variables, where nothing can be escaped. */
const inKeys: readonly string[] = ["team-key", "user-key", "project-key", "oidc-provider"];

/** What AWS takes in a tag key. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
const plain = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,255}$/u;

/** `*` and `?` in these are wildcards; in all others they are text. */
const patterns: readonly string[] = ["oidc-subjects", "provisioners"];

/**
 * A policy document with a value for each placeholder, as JSON. A value is text to JSON and to IAM: it can end no string, and it
 * is no variable and no wildcard. Throws BadInput, which names the document and the placeholder.
 */
export const fill = (document: string, text: string, values: Values): string => {
  const valuesOf = (name: string): readonly string[] => {
    const [, of] = inLowerCase.exec(name) ?? [];
    if (of !== undefined) return valuesOf(of).map((each) => each.toLowerCase());
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const given = typeof value === "string" ? [value] : (value ?? []);
    const problem = problemOf(name, given);
    if (problem !== undefined) throw new BadInput(`${document}: <${name}>: ${problem}`);
    return patterns.includes(name) ? given.map(withoutVariables) : given.map(literal);
  };
  const inText = (written: string): string =>
    written.replaceAll(placeholder, (_, name: string) => {
      const [only = "", ...more] = valuesOf(name);
      if (more.length === 0) return only;
      throw new BadInput(`${document}: <${name}>: a list stands for it inside a text; allowed there: one text`);
    });
  /** A list takes the place of a whole text; in a list, its texts do. */
  const listOf = (written: unknown): readonly string[] | undefined => {
    const [, name] = (typeof written === "string" && alone.exec(written)) || [];
    return name !== undefined && Array.isArray(values[name]) ? valuesOf(name) : undefined;
  };
  const filled = (written: unknown): unknown => {
    if (typeof written === "string") return listOf(written) ?? inText(written);
    if (Array.isArray(written)) return written.flatMap((each) => filled(each));
    if (typeof written !== "object" || written === null) return written;
    const entries = Object.entries(written).map(([key, value]) => [inText(key), filled(value)] as const);
    if (new Set(entries.map(([key]) => key.toLowerCase())).size === entries.length) return Object.fromEntries(entries);
    throw new BadInput(`${document}: two keys become one; allowed: different tag keys, whatever their case`);
  };
  return JSON.stringify(filled(parsed(document, text)), null, 2);
};

const parsed = (document: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadInput(`${document}: this is no JSON; allowed: an IAM policy in JSON`);
  }
};

const problemOf = (name: string, given: readonly string[]): string | undefined => {
  if (given.length === 0) return "nothing stands for it; allowed: a text, or a list that is not empty";
  if (given.includes("")) return "it is empty; allowed: a text of at least one character";
  if (!inKeys.includes(name) || given.every((each) => plain.test(each))) return undefined;
  return "it stands in condition keys; allowed: letters, digits, spaces and _.:/=+-@";
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars */
const literal = (value: string): string => value.replaceAll(/[$*?]/g, (character) => `\${${character}}`);

const withoutVariables = (value: string): string => value.replaceAll("$", () => literal("$"));
