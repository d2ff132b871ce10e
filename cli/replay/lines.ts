import { parseArn } from "#shared/model/arn.ts";
import type { Owner } from "#shared/model/owner.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import type { Judged } from "./judge.ts";

/** One line of machine output, as `sweep` writes it too. */
export const jsonLine = ({ creation: { eventId, eventName, resource }, decision }: Judged): string => {
  const { attribution, verdict, write, reason } = decision;
  const { team, studiouserid } = attribution.owner;
  return JSON.stringify({
    eventID: eventId,
    eventName,
    resource,
    owner: { team, studiouserid },
    decision: verdict,
    tags: write,
    reason,
  });
};

const headings = ["time", "resource", "owner", "decision", "reason"] as const;

/** The same for people: one line a creation, columns as wide as they need, nothing that could steer a terminal. */
export const table = (judged: readonly Judged[]): string => {
  const rows = [headings, ...judged.map(row)];
  const widths = headings.map((_, column) =>
    rows.reduce((widest, cells) => Math.min(60, Math.max(widest, cells[column]?.length ?? 0)), 0),
  );
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join("  ");
  return rows.map(line).join("\n");
};

const row = ({ creation, decision }: Judged): readonly string[] =>
  [
    creation.at,
    parseArn(creation.resource.arn)?.resource ?? creation.resource.arn,
    ownerText(decision.attribution.owner),
    decision.verdict,
    decision.reason,
  ].map((text) => plainText(text, 2_000));

const ownerText = ({ team, studiouserid }: Owner): string => `${team?.value ?? "-"}/${studiouserid?.value ?? "-"}`;

/** How many of each decision, for people. */
export const totals = (judged: readonly Judged[], records: number): string => {
  const counts = Map.groupBy(judged, ({ decision }) => decision.verdict);
  const each = [...counts].map(([verdict, of]) => `${of.length} ${verdict}`);
  return `${records} records, ${judged.length} creations${each.length === 0 ? "" : `: ${each.join(", ")}`}`;
};
