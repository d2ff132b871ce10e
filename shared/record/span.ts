import type { Period } from "../decide/digest.ts";
import type { Ledger } from "../edges.ts";
import type { OutboxRow } from "../model/notice.ts";
import type { CreationRow } from "../model/outcome.ts";
import { epochOf, isoAt, secondsBetween } from "../model/time.ts";
import type { UnownedCase } from "../model/unowned-case.ts";
import type { ExemptionIndex } from "./exemptions.ts";
import type { Item, Table } from "./table.ts";

/** What the ledger holds of a span. */
export interface Seen {
  /** ISO 8601 */
  from: string;
  to: string;
  creations: readonly CreationRow[];
  /** Open, or ended in the span. */
  cases: readonly UnownedCase[];
  notices: readonly OutboxRow[];
}

const rowsOf = <Row>(items: readonly Item[]): readonly Row[] =>
  items.map(({ document }) => JSON.parse(document) as Row);

/** A case ends at the latest so long after it was opened: `actAfter` and two weeks without a receipt. Days. */
const longestCase = 60;

/** Reads a span of the ledger. */
export const readSpan = async (table: Pick<Table, "index">, from: string, to: string): Promise<Seen> => {
  const of = (type: NonNullable<Item["type"]>, begin: string) => table.index("byType", type, to, begin);
  const earlier = isoAt((epochOf(from) ?? 0) - longestCase * 86_400_000);
  const [creations, cases, open, notices] = await Promise.all([
    of("creation", from),
    of("case", earlier),
    table.index("open", "case", earlier),
    of("notice", from),
  ]);
  return {
    from,
    to,
    creations: rowsOf(creations),
    cases: rowsOf<UnownedCase>([...open, ...cases]).filter(({ end }) => end === undefined || end.at >= from),
    notices: rowsOf(notices),
  };
};

interface Stores {
  table: Pick<Table, "index">;
  ledger: Pick<Ledger, "creations">;
  exemptions: ExemptionIndex;
}

/** What a period's digest is made of (`shared/decide/digest.ts`): also the older creations of its cases, which say whose a case is. */
export const readPeriod = async (
  { table, ledger, exemptions }: Stores,
  { from, to }: { from: string; to: string },
): Promise<Pick<Period, "creations" | "cases" | "exemptions">> => {
  const { creations, cases } = await readSpan(table, from, to);
  const known = new Set(creations.map(({ eventId }) => eventId));
  const earlier: CreationRow[] = [];
  for (const { creation } of cases) {
    if (known.has(creation.eventId)) continue;
    const rows = await ledger.creations(creation.resource.arn);
    earlier.push(...rows.filter(({ eventId }) => eventId === creation.eventId));
  }
  const next = isoAt((epochOf(to) ?? 0) + secondsBetween(from, to) * 1000);
  const ending = await exemptions.ending(to.slice(0, 10), next.slice(0, 10));
  return { creations: [...creations, ...earlier], cases, exemptions: ending };
};
