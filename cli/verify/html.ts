import { plainText } from "#shared/notify/plain-text.ts";
import type { StatementRef } from "#shared/policy/model.ts";
import { statementPlace } from "#shared/policy/statement-name.ts";
import type { Chain, Violation } from "#shared/verify/model.ts";
import { escapeHtml } from "../report/escape-html.ts";
import { unscopable } from "./json.ts";
import type { Proof } from "./proof.ts";
import { type Share, type SummaryRow, states, summaryOf } from "./summary.ts";

/** Names come from policies and accounts: shown as they are, never as mark-up. */
const safe = (text: string): string => escapeHtml(plainText(text, 400));

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? "<p>None.</p>"
    : [
        `<div class="wide"><table><thead><tr>${head.map((text) => `<th>${safe(text)}</th>`).join("")}</tr></thead><tbody>`,
        ...rows.map((row) => `<tr>${row.map((text) => `<td>${safe(text)}</td>`).join("")}</tr>`),
        "</tbody></table></div>",
      ].join("\n");

/** It says the same without its colour: a sign goes before the number. */
const shareCell = ({ state, asked, allowed }: Share): string => {
  if (asked === 0) return '<td class="none"></td>';
  const isRight = allowed === (state === "own" ? asked : 0);
  const word = state === "own" ? "allowed of the team's own work" : "allowed of what must be denied";
  return `<td class="${isRight ? "right" : "wrong"}" title="${allowed} of ${asked} ${word}">${isRight ? "✓" : "✗"} ${allowed}/${asked}</td>`;
};

const matrix = (rows: readonly SummaryRow[]): string =>
  [
    '<div class="wide"><table class="matrix"><thead>',
    `<tr><th>who</th><th>does</th>${states.map((state) => `<th>${safe(state)}</th>`).join("")}</tr></thead><tbody>`,
    ...rows.map(
      ({ actor, level, shares }, index) =>
        `<tr${rows[index - 1]?.actor === actor ? "" : ' class="first"'}><td>${rows[index - 1]?.actor === actor ? "" : actor}</td><td>${level}</td>${shares.map(shareCell).join("")}</tr>`,
    ),
    "</tbody></table></div>",
  ].join("\n");

const nameOf = (ref: StatementRef | undefined): string => (ref === undefined ? "no statement" : statementPlace(ref));

/** One line for each statement and action: whom and what it opens. */
const violationTable = (all: readonly Violation[]): string => {
  const groups = Map.groupBy(all, ({ statement, cell, decision }) =>
    JSON.stringify([nameOf(statement), cell.action, decision]),
  );
  return table(
    ["statement", "action", "answer", "who", "tags", "cells"],
    [...groups.values()]
      .toSorted((one, other) => other.length - one.length)
      .map((of) => [
        ...[nameOf(of[0]?.statement), of[0]?.cell.action ?? "", of[0]?.decision ?? ""],
        [...new Set(of.map(({ cell }) => cell.actor))].join(", "),
        [...new Set(of.map(({ cell }) => cell.requestTags ?? cell.resourceTags ?? "none"))].join(", "),
        String(of.length),
      ]),
  );
};

const chainItem = ({ goal, known, steps, statements }: Chain): string =>
  [
    `<section class="chain"><h3>${safe(goal)}${known === undefined ? "" : ` <small>${safe(known)}</small>`}</h3><ol>`,
    ...steps.map(({ principal, action, resource, with: brings }, index) => {
      const more = brings === undefined ? "" : ` <em>${safe(brings)}</em>`;
      return `<li><b>${safe(action)}</b> on <code>${safe(resource)}</code>${more}<br><small>${safe(principal)}; by ${safe(nameOf(statements[index]))}</small></li>`;
    }),
    "</ol></section>",
  ].join("\n");

const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #d8dee4; --soft: #f3f4f6; --right: #d7f0dd; --wrong: #ffd4d0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #15181c; --line: #333a42; --soft: #22272e; --right: #17402a; --wrong: #6b211c; } }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 0; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; }
th { white-space: nowrap; }
.matrix td, .matrix th { white-space: nowrap; overflow-wrap: normal; border: 1px solid var(--line); }
.matrix .first td { border-top: 2px solid var(--ink); } .right { background: var(--right); } .wrong { background: var(--wrong); font-weight: 600; }
code { background: var(--soft); padding: .1rem .3rem; overflow-wrap: anywhere; } summary { cursor: pointer; }
.chain { border: 1px solid var(--line); padding: .6rem 1rem; margin: .8rem 0; } ol { margin: .4rem 0 0; padding-left: 1.4rem; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } tr, .chain { break-inside: avoid; } }
`;

const lintRows = ({ lint }: Proof): readonly (readonly string[])[] =>
  lint.map(({ rule, severity, statement, line, what, remedy }) => [
    ...[`${statement.policy}:${line}`, statement.sid ?? "", severity, rule, what, remedy],
  ]);

const openRows = ({ matrix: { open }, ledger }: Proof): readonly (readonly string[])[] =>
  [...unscopable(open)].map(([action, by]) => {
    const entry = ledger?.entries.find(({ actions }) => actions.includes(action));
    return [action, nameOf(by), entry?.owner ?? "nobody", entry?.expires ?? "", entry?.reason ?? ""];
  });

const driftRows = ({ drift = [] }: Proof): readonly (readonly string[])[] =>
  drift.map(({ statement, effect, pattern, action }) => [nameOf(statement), effect, pattern, action ?? "new"]);

/** One page that needs nothing else: no script, no font, no picture from elsewhere. `at`: when it was proven. */
export const asHtml = (proof: Proof, at: string): string => {
  const { matrix: found, chains } = proof;
  const totals = `${found.cells} cells: ${found.violations.length} violations, ${found.missing.length} missing; ${chains.length} chains`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Sagewarden: who can touch whose</title>
<style>${style}</style>
</head>
<body>
<h1>Who can touch whose</h1>
<p><b>${totals}.</b> ${safe(at)}.</p>
<h2>The matrix</h2>
<p>Allowed of what was asked: under <b>own</b> of what a team works with, elsewhere of what must be denied.</p>
${matrix(summaryOf(proof))}
<h2>Open, though it must be denied</h2>
${violationTable(found.violations)}
<h2>Denied, though it is the team's own work</h2>
${violationTable(found.missing)}
<h2>Chains of calls that end at another team's</h2>
${chains.length === 0 ? "<p>None.</p>" : chains.map(chainItem).join("\n")}
<h2>Statements that say less than they seem to</h2>
${table(["where", "statement", "severity", "rule", "what", "remedy"], lintRows(proof))}
<h2>Caught by a wildcard since it was accepted</h2>
${table(["statement", "effect", "wildcard", "action"], driftRows(proof))}
<h2>Cannot be scoped, so it is open to every team</h2>
<details><summary>${unscopable(found.open).size} actions</summary>
${table(["action", "statement", "accepted by", "until", "because"], openRows(proof))}
</details>
</body>
</html>
`;
};
