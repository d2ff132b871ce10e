import { BadInput } from "../model/errors.ts";
import { type Settings, settingsSchema } from "../model/settings.ts";
import { crossCheck, type Known } from "./cross-checks.ts";
import { type Position, readDocument, type SettingsDocument } from "./document.ts";
import { describeIssues, valueAt } from "./issues.ts";
import { keyPairProblems } from "./key-pairs.ts";
import { type Problem, pathText } from "./words.ts";

/** Enough to mend; the rest is counted. */
const shown = 50;

interface Line {
  position: Position;
  text: string;
}

const refuse = (lines: readonly Line[], file: string): never => {
  const sorted = lines.toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
  const texts = sorted
    .slice(0, shown)
    .map(({ position, text }) => `${file}:${position.line}:${position.column}: ${text}`);
  const rest = sorted.length - texts.length;
  throw new BadInput([...texts, ...(rest > 0 ? [`${file}: and ${rest} more`] : [])].join("\n"));
};

const lineOf = ({ path, at, message }: Problem, document: SettingsDocument): Line => ({
  position: document.locate(path, at),
  text: path.length === 0 ? message : `${pathText(path)}: ${message}`,
});

/** `__proto__` is no name: an object would lose it, and with it whatever was said there. */
const hiddenKeys = (value: unknown, path: readonly PropertyKey[] = []): Problem[] => {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => hiddenKeys(item, [...path, index]));
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "__proto__"
      ? [{ path: [...path, key], at: "key" as const, message: "this key cannot be used; allowed: any other name" }]
      : hiddenKeys(inner, [...path, key]),
  );
};

/** These two play no part in the cross checks: a wrong one does not hide what else is wrong. */
const standIns: Readonly<Record<string, unknown>> = { mode: "observe", region: "us-east-1" };

/** The value without what is wrong, to look at the rest of it. Undefined where leaving out is not enough. */
const withoutProblems = (value: unknown, problems: readonly Problem[]): Settings | undefined => {
  const copy: unknown = structuredClone(value);
  for (const { path } of problems) {
    const parent = valueAt(copy, path.slice(0, -1));
    const key = path.at(-1);
    if (typeof parent !== "object" || parent === null || Array.isArray(parent) || key === undefined) return undefined;
    Reflect.deleteProperty(parent, key);
  }
  const result = settingsSchema.safeParse({ ...standIns, ...(copy as object) });
  return result.success ? result.data : undefined;
};

const check = (document: SettingsDocument, known: Known): Settings | readonly Problem[] => {
  const hidden = hiddenKeys(document.value);
  if (hidden.length > 0) return hidden;
  const result = settingsSchema.safeParse(document.value);
  const pairs = keyPairProblems(document.value);
  const issues = result.success ? [] : describeIssues(result.error.issues, settingsSchema, document.value);
  const wrong = [
    ...pairs,
    ...issues.filter(({ path }) => !pairs.some((pair) => pathText(pair.path) === pathText(path))),
  ];
  const settings = result.success ? result.data : withoutProblems(document.value, wrong);
  const places = new Set(wrong.map(({ path }) => pathText(path)));
  const further = settings === undefined ? [] : crossCheck(settings, known);
  const problems = [...wrong, ...further.filter(({ path }) => !places.has(pathText(path)))];
  return result.success && problems.length === 0 ? result.data : problems;
};

/**
 * The settings in a YAML (or JSON) text, with their defaults. `file` is only for messages.
 * Throws BadInput with one line for each problem: `file:line:column: key: what was found; what is allowed; the nearest name`.
 */
export const parseSettings = (text: string, file: string, known: Known = {}): Settings => {
  const document = readDocument(text);
  if (!("locate" in document)) {
    return refuse(
      document.map(({ position, message }) => ({ position, text: message })),
      file,
    );
  }
  const settings = check(document, known);
  if (!Array.isArray(settings)) return settings as Settings;
  return refuse(
    settings.map((problem) => lineOf(problem, document)),
    file,
  );
};
