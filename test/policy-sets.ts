import { readdirSync, readFileSync } from "node:fs";
import { estateFrom } from "../shared/verify/estate/estate.ts";
import { parseEstate } from "../shared/verify/estate/parse.ts";
import type { Estate } from "../shared/verify/model.ts";

/** The sets of policies under policies/ as estates, and what tests make of them. */

export type Statement = Readonly<Record<string, unknown>>;
interface Document {
  Version: string;
  Statement: readonly Statement[];
}

/** Other statements for some of a set's files, by name; all others stay. */
export type Change = Readonly<Record<string, (statements: readonly Statement[]) => readonly Statement[]>>;

/** `more` takes the place of what verify.json says. */
export const estateOf = (set: Set, change: Change = {}, more: object = {}): Estate => {
  const folder = folderOf(set);
  const read = (file: string): string => readFileSync(new URL(file, folder), "utf8");
  const form = JSON.stringify({ ...formOf(set), ...more });
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => [file, { text: changed(read(file), change[file]) }] as const);
  return estateFrom(parseEstate(form, "verify.json"), new Map(texts));
};

type Set = "as-published" | "studio";
const folderOf = (set: Set): URL => new URL(`../policies/${set}/`, import.meta.url);

/** What verify.json of a set says. */
export const formOf = (set: Set): { roles: readonly { kind: string }[]; values: object } =>
  JSON.parse(readFileSync(new URL("verify.json", folderOf(set)), "utf8"));

const changed = (text: string, change: Change[string] | undefined): string => {
  if (change === undefined) return text;
  const document: Document = JSON.parse(text);
  return JSON.stringify({ ...document, Statement: change(document.Statement) });
};

/** The statement of that name becomes another one; undefined: it goes. */
export const edit =
  (sid: string, to: (statement: Statement) => Statement | undefined): Change[string] =>
  (statements: readonly Statement[]): readonly Statement[] => {
    const found = statements.filter(({ Sid }) => Sid === sid);
    if (found.length === 0) throw new Error(`no statement ${sid}`);
    return statements.map((each) => (each.Sid === sid ? to(each) : each)).filter((each) => each !== undefined);
  };
