import type { OutboxRow } from "#shared/model/notice.ts";
import type { CreationRow } from "#shared/model/outcome.ts";
import { epochOf, isoAt } from "#shared/model/time.ts";
import type { UnownedCase } from "#shared/model/unowned-case.ts";
import type { Item, Table } from "#shared/record/table.ts";

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
  const of = (type: NonNullable<Item["type"]>, begin: string) => table.index("byType", type, undefined, begin);
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
