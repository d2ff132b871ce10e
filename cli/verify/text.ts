import { plainText } from "#shared/notify/plain-text.ts";
import { rowOf } from "#shared/verify/cells/rows.ts";
import { explainChain } from "#shared/verify/chains/explain.ts";
import { actorIds, type Cell, tagStates, type Violation } from "#shared/verify/model.ts";
import { textTable, wordTable } from "../text-table.ts";
import { unscopable } from "./json.ts";
import type { Proof } from "./proof.ts";

/** For people: the matrix in short, what opened it, and the chains. */
export const asText = (proof: Proof): string => {
  const { violations, missing, open } = proof.matrix;
  return [
    `allowed of what is asked; under "own" of what a team works with, elsewhere of what must be denied\n\n${summary(proof)}`,
    ...section("open, though it must be denied", groups(violations)),
    ...section("denied, though it is the team's own work", groups(missing)),
    ...section("chains of calls that end at another team's", proof.chains.flatMap(explainChain)),
    ...section("statements that say less than they seem to", lintTable(proof.lint)),
    ...section("caught by a wildcard, and accepted by nobody: --accept-drift", driftTable(proof.drift)),
    ...section("the ledger of what cannot be scoped", ledgerLines(proof.ledger)),
    ...section("cannot be scoped, so it is open to every team", unscoped(open)),
  ].join("\n\n");
};

const section = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${heading}:\n${lines.join("\n")}`];

const levels = ["Read", "List", "Tagging", "Write", "Create"] as const;
type Level = (typeof levels)[number];

const levelOf = ({ action, requestTags }: Cell): Level => {
  if (requestTags !== undefined) return "Create";
  const { level } = rowOf(action);
  return level === "Permissions management" ? "Write" : level;
};

const summary = ({ cells, matrix }: Proof): string => {
  const asked = tally(cells);
  const failed = tally([...matrix.violations, ...matrix.missing].map(({ cell }) => cell));
  const share = (key: string, state: string): string => {
    const all = asked.get(key) ?? 0;
    const wrong = failed.get(key) ?? 0;
    return all === 0 ? "" : `${state === "own" ? all - wrong : wrong}/${all}`;
  };
  const states = [...tagStates, "none", "own+guarded", "unrelated"] as const;
  const rows = actorIds.flatMap((actor) =>
    levels.map((level) => [actor, level, ...states.map((state) => share(`${actor} ${level} ${state}`, state))]),
  );
  return textTable(
    ["who", "does", ...states],
    rows.filter((row) => row.slice(2).some((each) => each !== "")),
    { left: true },
  );
};

/** Of the team's own what it works with, of everything else what must be denied. */
const tally = (cells: readonly Cell[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    const state = cell.requestTags ?? cell.resourceTags;
    if (state === undefined || cell.wanted !== (state === "own" ? "allowed" : "denied")) continue;
    const key = `${cell.actor} ${levelOf(cell)} ${state}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
};

/** By the statement that decided. */
const groups = (violations: readonly Violation[]): readonly string[] => {
  const byStatement = Map.groupBy(violations, ({ decision, statement }) =>
    statement === undefined
      ? `no statement (${decision})`
      : `${statement.policy}, ${statement.sid ?? `statement ${statement.index}`}${decision === "ambiguous" ? " (AWS's answer is not known)" : ""}`,
  );
  const sorted = [...byStatement].toSorted(([, one], [, other]) => other.length - one.length);
  if (sorted.length === 0) return [];
  const rows = sorted.map(([name, of]) => [
    ...[name, String(of.length), few(of.map(({ cell }) => cell.actor)), few(of.map(({ cell }) => cell.action))],
    few(of.map(({ cell }) => cell.requestTags ?? cell.resourceTags ?? "none")),
  ]);
  return [wordTable(["statement", "cells", "who", "actions", "tags"], rows)];
};

const lintTable = (findings: Proof["lint"]): readonly string[] => {
  if (findings.length === 0) return [];
  const rows = findings.map(({ rule, severity, statement, line, what }) => [
    ...[
      `${statement.policy}:${line}`,
      statement.sid ?? `statement ${statement.index}`,
      severity,
      rule,
      plainText(what, 300),
    ],
  ]);
  return [wordTable(["where", "statement", "severity", "rule", "what"], rows)];
};

const driftTable = (drift: Proof["drift"] = []): readonly string[] => {
  if (drift.length === 0) return [];
  const rows = drift.map(({ statement, effect, pattern, action }) => [
    ...[statement.policy, statement.sid ?? `statement ${statement.index}`, effect, pattern],
    action ?? "the wildcard is new",
  ]);
  return [wordTable(["document", "statement", "effect", "wildcard", "action"], rows)];
};

const ledgerLines = (ledger: Proof["ledger"]): readonly string[] => [
  ...(ledger?.unlisted ?? []).map((action) => `open, and not in it: ${action}`),
  ...(ledger?.expired ?? []).map(
    ({ actions, owner, expires }) => `expired on ${expires}, ${plainText(owner, 100)}: ${few(actions)}`,
  ),
  ...(ledger?.unused ?? []).map((action) => `in it, and not open: ${action}`),
];

const shown = 6;

const few = (names: readonly string[]): string => {
  const all = [...new Set(names)];
  const first = all.slice(0, shown).join(", ");
  return all.length > shown ? `${first}, … (${all.length})` : first;
};

const unscoped = (open: readonly Violation[]): readonly string[] => {
  const actions = [...unscopable(open).keys()].map((action) => action.replace("sagemaker:", "")).toSorted();
  return actions.length === 0 ? [] : [`${actions.length} actions: ${actions.join(", ")}`];
};
