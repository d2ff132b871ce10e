import { plainText } from "#shared/notify/plain-text.ts";
import { statementName, statementPlace } from "#shared/policy/statement-name.ts";
import { explainChain } from "#shared/verify/chains/explain.ts";
import type { Violation } from "#shared/verify/model.ts";
import { textTable, wordTable } from "../text-table.ts";
import { unscopable } from "./json.ts";
import type { Proof } from "./proof.ts";
import { states, summaryOf } from "./summary.ts";

/** For people: the matrix in short, what opened it, and the chains. */
export const asText = (proof: Proof): string => {
  const { violations, missing, open } = proof.matrix;
  return [
    `allowed of what is asked; under "own" of what a team works with, elsewhere of what must be denied\n\n${summary(proof)}`,
    ...section("roles that are not there, so nothing was asked of whoever has them", proof.absent.map(absentLine)),
    ...section("open, though it must be denied", groups(violations)),
    ...section("denied, though it is the team's own work", groups(missing)),
    ...section("chains of calls that end at another team's", proof.chains.flatMap(explainChain)),
    ...section("AWS's policy simulator says something else, so nobody knows", oracleTable(proof.oracle)),
    ...section("granted, and neither a cell nor a chain asks it", unaskedTable(proof.unasked)),
    ...section("statements that say less than they seem to", lintTable(proof.lint)),
    ...section("caught by a wildcard, and accepted by nobody: --accept-drift", driftTable(proof.drift)),
    ...section("the ledger of what cannot be scoped", ledgerLines(proof.ledger)),
    ...section("cannot be scoped, so it is open to every team", unscoped(open)),
  ].join("\n\n");
};

const absentLine = ({ team, kind }: Proof["absent"][number]): string =>
  `${plainText(team, 100)}: ${kind === "team" ? "a role of its people" : "an execution role"}`;

const section = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${heading}:\n${lines.join("\n")}`];

const summary = (proof: Proof): string =>
  textTable(
    ["who", "does", ...states],
    summaryOf(proof).map(({ actor, level, shares }) => [
      ...[actor, level],
      ...shares.map(({ asked, allowed }) => (asked === 0 ? "" : `${allowed}/${asked}`)),
    ]),
    { left: true },
  );

/** By the statement that decided. */
const groups = (violations: readonly Violation[]): readonly string[] => {
  const byStatement = Map.groupBy(violations, ({ decision, statement }) =>
    statement === undefined
      ? `no statement (${decision})`
      : `${statementPlace(statement)}${decision === "ambiguous" ? " (AWS's answer is not known)" : ""}`,
  );
  const sorted = [...byStatement].toSorted(([, one], [, other]) => other.length - one.length);
  if (sorted.length === 0) return [];
  const rows = sorted.map(([name, of]) => [
    ...[
      name,
      String(of.length),
      few(of.map(({ cell }) => cell.actor)),
      few(of.map(({ role = "" }) => plainText(role, 100))),
    ],
    ...[
      few(of.map(({ cell }) => cell.action)),
      few(of.map(({ cell }) => cell.requestTags ?? cell.resourceTags ?? "none")),
    ],
  ]);
  return [wordTable(["statement", "cells", "who", "roles", "actions", "tags"], rows)];
};

const unaskedTable = (unasked: Proof["unasked"]): readonly string[] => {
  if (unasked.length === 0) return [];
  const rows = unasked.map(({ role, statement, pattern, resource, actions, isGrave }) => [
    ...[plainText(role, 100), statementPlace(statement)],
    ...[isGrave ? "high" : "", plainText(pattern, 100), plainText(resource, 200), few(actions)],
  ]);
  return [wordTable(["role", "statement", "severity", "pattern", "resource", "actions"], rows)];
};

const lintTable = (findings: Proof["lint"]): readonly string[] => {
  if (findings.length === 0) return [];
  const rows = findings.map(({ rule, severity, statement, line, what }) => [
    ...[`${statement.policy}:${line}`, statementName(statement), severity, rule, plainText(what, 300)],
  ]);
  return [wordTable(["where", "statement", "severity", "rule", "what"], rows)];
};

const driftTable = (drift: Proof["drift"] = []): readonly string[] => {
  if (drift.length === 0) return [];
  const rows = drift.map(({ statement, effect, pattern, action }) => [
    ...[statement.policy, statementName(statement), effect, pattern],
    action ?? "the wildcard is new",
  ]);
  return [wordTable(["document", "statement", "effect", "wildcard", "action"], rows)];
};

const oracleTable = (oracle: Proof["oracle"]): readonly string[] => {
  if (oracle === undefined || oracle.disagreements.length === 0) return [];
  const rows = oracle.disagreements
    .slice(0, mostDisagreements)
    .map(({ cell, resource, own, theirs }) => [
      ...[cell.actor, cell.action, cell.requestTags ?? cell.resourceTags ?? "none", own.decision, theirs],
      `${plainText(resource, 300)}${own.statement ? `, by ${statementPlace(own.statement)}` : ""}`,
    ]);
  const more = oracle.disagreements.length - rows.length;
  const table = wordTable(["who", "action", "tags", "we say", "AWS says", "of"], rows);
  return more > 0 ? [table, `… and ${more} more: --json has all`] : [table];
};

const ledgerLines = (ledger: Proof["ledger"]): readonly string[] => [
  ...(ledger?.unlisted ?? []).map((action) => `open, and not in it: ${action}`),
  ...(ledger?.expired ?? []).map(
    ({ actions, owner, expires }) => `expired on ${expires}, ${plainText(owner, 100)}: ${few(actions)}`,
  ),
  ...(ledger?.unused ?? []).map((action) => `in it, and not open: ${action}`),
];

const shown = 6;
const mostDisagreements = 30;

const few = (names: readonly string[]): string => {
  const all = [...new Set(names)];
  const first = all.slice(0, shown).join(", ");
  return all.length > shown ? `${first}, … (${all.length})` : first;
};

const unscoped = (open: readonly Violation[]): readonly string[] => {
  const actions = [...unscopable(open).keys()].map((action) => action.replace("sagemaker:", "")).toSorted();
  return actions.length === 0 ? [] : [`${actions.length} actions: ${actions.join(", ")}`];
};
