import type { Claim, Ledger, RoundRow } from "../edges.ts";
import { PoisonRecord, StaleRow } from "../model/errors.ts";
import { type CreationRow, isFinal } from "../model/outcome.ts";
import { tagMap } from "../model/tags.ts";
import { secondsBetween } from "../model/time.ts";
import { kindNamed } from "../sagemaker/kinds.ts";
import { toDocument } from "./document.ts";
import { claimKey, creationKey, creationPrefix, resourceKey, roundsKey, secondsAt, sortableTime } from "./keys.ts";
import { sessionStore } from "./sessions.ts";
import type { Item, Table } from "./table.ts";

/** The ledger over a table. `keep`: seconds for which a creation stays after it was made. */
export const ledgerOver = (table: Table, { keep }: { keep: number }): Ledger => {
  const claim: Ledger["claim"] = async (wanted, seen) => {
    const item = await table.get(claimKey(wanted.arn));
    const last = item && (JSON.parse(item.document) as Claim);
    if (last?.eventId === wanted.eventId) return true;
    const isSeen = last === undefined || seen.some(({ announcements }) => announcements.includes(last.eventId));
    const isHeld = !isSeen && secondsBetween(last.at, wanted.at) < claimHeld;
    const condition = item ? { version: item.version ?? 0 } : ({ absent: true } as const);
    return !isHeld && (await table.put(claimItem(wanted, (item?.version ?? 0) + 1), condition)).stored;
  };

  const open: Ledger["open"] = async (row) => {
    const item = toItem(row, keep);
    const answer = await table.put(item, { absent: true });
    if (answer.stored) return row;
    const there = answer.there ?? (await table.get(item));
    if (!there) throw new StaleRow(`the ledger's row of ${row.eventId} came and went`);
    return toRow(there);
  };

  const update: Ledger["update"] = async (next) => {
    const { stored } = await table.put(toItem(next, keep), { version: next.version - 1 });
    if (!stored) throw new StaleRow(`version ${next.version - 1} of ${next.eventId} is no longer the newest`);
  };

  const saveRounds: Ledger["saveRounds"] = async (row) => {
    const condition = row.version <= 1 ? ({ absent: true } as const) : { version: row.version - 1 };
    const { stored } = await table.put(roundsItem(row, keep), condition);
    if (!stored) throw new StaleRow(`version ${row.version - 1} of the rounds of ${row.arn} is no longer the newest`);
  };

  return {
    claim,
    open,
    update,
    saveRounds,
    creations: async (arn) => (await table.under(resourceKey(arn), creationPrefix)).map(toRow),
    byEvent: async (eventId) => {
      const [item] = await table.index("byEvent", eventId);
      return item && toRow(item);
    },
    unsettledBefore: async (at) => (await table.index("open", "open", sortableTime(at))).map(toRow),
    rounds: async (arn) => {
      const item = await table.get(roundsKey(arn));
      return item && (JSON.parse(item.document) as RoundRow);
    },
    saveSession: sessionStore(table).save,
  };
};

/** Seconds after which whoever claimed and left no row has crashed. */
const claimHeld = 30;

const claimItem = (claim: Claim, version: number): Item => ({
  ...claimKey(claim.arn),
  document: toDocument(claim),
  version,
  ttl: secondsAt(claim.at, "at") + 3_600,
});

const toItem = (row: CreationRow, keep: number): Item => {
  const { arn, kind } = row.resource;
  const { team, studiouserid } = row.owner;
  if (row.eventId === "") throw new PoisonRecord("a creation has no eventID");
  return {
    ...creationKey(arn, row.createdAt, row.eventId),
    document: toDocument(row),
    version: row.version,
    ...(staysGuarded(row) ? {} : { ttl: secondsAt(row.createdAt, "createdAt") + keep }),
    createdAt: sortableTime(row.createdAt),
    eventId: row.eventId,
    type: "creation",
    kind,
    outcome: row.outcome,
    ...(team ? { team: team.value } : {}),
    ...(studiouserid ? { studiouserid: studiouserid.value } : {}),
    ...(isFinal(row.outcome) ? {} : { open: "open" }),
  };
};

/** What outlives the retention, and opens by its tags, keeps its row as long as it has an owner: the guard reads it. */
const staysGuarded = ({ resource, owner, outcome }: CreationRow): boolean =>
  kindNamed(resource.kind)?.grantsAccess === true && owner.studiouserid !== null && outcome !== "gone";

const toRow = ({ document }: Item): CreationRow => {
  const row = JSON.parse(document) as CreationRow;
  return { ...row, intent: tagMap(Object.entries(row.intent)), replaced: tagMap(Object.entries(row.replaced)) };
};

const roundsItem = (row: RoundRow, keep: number): Item => ({
  ...roundsKey(row.arn),
  document: toDocument(row),
  version: row.version,
  ttl: Math.max(0, ...row.rounds.map(({ startedAt }) => secondsAt(startedAt, "startedAt"))) + keep,
});
