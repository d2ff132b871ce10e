import { plainText } from "#shared/notify/plain-text.ts";
import type { PolicyDecision, StatementRef } from "#shared/policy/model.ts";
import type { SimulationCase } from "#shared/policy/simulation.ts";
import { statementName } from "#shared/policy/statement-name.ts";

/** One line of machine output. */
export const jsonLine = ({ decision, statement }: PolicyDecision): string =>
  JSON.stringify({
    decision,
    statement: statement ? { policy: statement.policy, index: statement.index, sid: statement.sid ?? null } : null,
  });

/** Fixed, as the table is printed while it is read. */
const widths = [8, 12, 36, 24];
const columns = (cells: readonly string[]): string =>
  cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ");

export const heading = columns(["case", "decision", "action", "statement", "resource"]);

/** The same for people; `number` is its line. */
export const row = ({ id, request }: SimulationCase, { decision, statement }: PolicyDecision, number: number): string =>
  columns([
    ...[plainText(id ?? String(number), 60), decision, plainText(request.action, 80)],
    ...[plainText(statementText(statement), 120), plainText(request.resource.arn, 200)],
  ]);

const statementText = (statement: StatementRef | undefined): string =>
  statement === undefined ? "-" : `${statement.policy} ${statementName(statement)}`;

/** How many of each decision. */
export const totals = (counts: ReadonlyMap<string, number>, unread: number): string => {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const each = [...counts].map(([decision, count]) => `${count} ${decision}`);
  const rest = unread === 0 ? "" : `; ${unread} lines could not be read`;
  return `${all} cases${each.length === 0 ? "" : `: ${each.join(", ")}`}${rest}`;
};
