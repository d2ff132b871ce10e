import { BadInput } from "../../model/errors.ts";
import { readDocument, type SettingsDocument } from "../../settings/document.ts";
import { describeIssues } from "../../settings/issues.ts";
import { type Path, type Problem, pathText, quoted } from "../../settings/words.ts";
import { type EstateForm, estateForm } from "./form.ts";

/** A `verify.json` that was understood, and how to complain about a place in it. */
export interface ReadEstate {
  form: EstateForm;
  refuse(problems: readonly Problem[]): never;
}

/** Enough to mend; the rest is counted. */
const shown = 50;

/** Throws BadInput with one line for each problem: `file:line:column: key: what was found; what is allowed`. */
export const parseEstate = (text: string, file: string): ReadEstate => {
  const document = readDocument(text);
  if (!("locate" in document)) {
    throw new BadInput(
      document.map(({ position: { line, column }, message }) => `${file}:${line}:${column}: ${message}`).join("\n"),
    );
  }
  const refuse = refuser(document, file);
  const result = estateForm.safeParse(document.value);
  if (!result.success) return refuse(describeIssues(result.error.issues, estateForm, document.value));
  const problems = crossCheck(result.data);
  return problems.length > 0 ? refuse(problems) : { form: result.data, refuse };
};

const refuser =
  (document: SettingsDocument, file: string) =>
  (problems: readonly Problem[]): never => {
    const lines = problems.slice(0, shown).map(({ path, at, message }) => {
      const { line, column } = document.locate(path, at);
      return `${file}:${line}:${column}: ${path.length === 0 ? message : `${pathText(path)}: ${message}`}`;
    });
    const rest = problems.length - lines.length;
    throw new BadInput([...lines, ...(rest > 0 ? [`${file}: and ${rest} more`] : [])].join("\n"));
  };

const crossCheck = (form: EstateForm): readonly Problem[] => [
  ...doubles(form.roles, "name", ["roles"]),
  ...doubles(form.roles, "arn", ["roles"]),
  ...form.roles.flatMap(({ sessions, tags }, index) => [
    ...doubles(sessions, "name", ["roles", index, "sessions"]),
    ...spellings(tags, ["roles", index, "tags"]),
    ...sessions.flatMap((session, at) => spellings(session.tags, ["roles", index, "sessions", at, "tags"])),
  ]),
  ...sameTeam(form),
  ...foreign(form),
];

const doubles = <Key extends "name" | "arn">(
  items: readonly Readonly<Record<Key, string>>[],
  key: Key,
  path: Path,
): readonly Problem[] =>
  items.flatMap((item, index) => {
    const first = items.findIndex((other) => other[key] === item[key]);
    const message = `${quoted(item[key])} is ${pathText([...path, first, key])} as well; allowed: each once`;
    return first === index ? [] : [{ path: [...path, index, key], at: "value" as const, message }];
  });

/** A role's tag keys mind no case, and a session takes one key once. */
const spellings = (tags: Readonly<Record<string, string>>, path: Path): readonly Problem[] => {
  const keys = Object.keys(tags);
  return keys.flatMap((key, index) => {
    const first = keys.findIndex((other) => other.toLowerCase() === key.toLowerCase());
    const message = `${quoted(key)} is ${quoted(keys[first] ?? "")} in another spelling; allowed: each key once`;
    return first === index ? [] : [{ path: [...path, key], at: "key" as const, message }];
  });
};

const sameTeam = ({ teams: { own, other } }: EstateForm): readonly Problem[] =>
  own === other
    ? [
        {
          path: ["teams", "other"],
          at: "value",
          message: `found ${quoted(other)}; allowed: another team than teams.own`,
        },
      ]
    : [];

const foreign = ({ roles, account, partition }: EstateForm): readonly Problem[] =>
  roles.flatMap(({ arn }, index) => {
    const start = `arn:${partition}:iam::${account}:role/`;
    const message = `found ${quoted(arn)}; allowed: a role of this account, ${start}…`;
    return arn.startsWith(start) ? [] : [{ path: ["roles", index, "arn"], at: "value" as const, message }];
  });
