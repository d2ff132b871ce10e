import type { Severity } from "../../model/finding.ts";
import type { NamedPolicy, Statement, StatementRef } from "../../policy/model.ts";
import type { ActionRow, TypeRow } from "../catalogue.ts";
import type { ActionNames } from "../expand.ts";

/** What IAM has. Of some services names alone are known, of the catalogue's actions all. */
export interface LintGround {
  names: ActionNames;
  rows: ReadonlyMap<string, ActionRow>;
  /** By `service:type`. */
  types: ReadonlyMap<string, TypeRow>;
  globalKeys: readonly string[];
}

/** One statement, where it stands. */
export interface Spot {
  statement: Statement;
  policy: NamedPolicy;
  ground: LintGround;
}

/** A way in which a statement says less than it seems to. */
export interface LintRule {
  /** The name of its file. */
  id: string;
  severity: Readonly<Record<Statement["effect"], Severity>>;
  remedy: string;
  /** What is wrong, one line for each; none: it is sound, or does not concern this rule. */
  find(spot: Spot): readonly string[];
}

export interface LintFinding {
  rule: string;
  severity: Severity;
  statement: StatementRef;
  /** From 1, in the document as pretty-printed JSON. */
  line: number;
  what: string;
  remedy: string;
}
