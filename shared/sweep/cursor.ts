import { StaleRow } from "../model/errors.ts";
import type { Tags } from "../model/tags.ts";
import { tagMap } from "../model/tags.ts";
import { secondsAt, stateKey, sweepPartKey } from "../record/keys.ts";
import type { Table } from "../record/table.ts";
import type { Listed } from "./listing.ts";
import type { Learnt } from "./pace.ts";

/** How far one list, the tags of one region or one kind of record has been read. */
export interface Progress {
  /** Of the next page. */
  token?: string;
  pages: number;
  isDone: boolean;
  /** Why it could not be read to its end: everything else goes on. */
  failed?: string;
}

export interface Counts {
  resources: number;
  news: number;
  missed: number;
  calls: number;
  throttled: number;
}

/** Where a sweep is. One row: a run that was ended in the middle goes on from here. */
export interface Cursor {
  /** ISO 8601 */
  startedAt: string;
  endedAt?: string;
  /** By what is read: `us-east-1 ListModels`, `us-east-1 GetResources`, `us-east-1 LookupEvents CreateModel`. */
  progress: Readonly<Record<string, Progress>>;
  /** Parts stored so far of what was read. */
  parts: number;
  /** Resources judged so far, in the order of their ARNs. */
  judged: number;
  counts: Counts;
  /** What AWS was found to serve of each operation: kept from sweep to sweep. */
  learnt: Readonly<Record<string, Learnt>>;
  /** ISO 8601: CloudTrail's history has been compared with the ledger until then. */
  comparedUntil?: string;
  version: number;
}

/** What was read since the last part was stored. */
export interface Part {
  listed: readonly Listed[];
  tagged: readonly (readonly [arn: string, tags: Tags])[];
}

export interface CursorStore {
  load(): Promise<Cursor | undefined>;
  /** Stores the next version. `StaleRow`: another run is at work. */
  save(cursor: Cursor): Promise<Cursor>;
  loadParts(cursor: Cursor): Promise<readonly Part[]>;
  /** Answers the cursor that counts it. It holds only once that cursor is saved. */
  savePart(cursor: Cursor, part: Part): Promise<Cursor>;
}

/** A new sweep; what the last one learnt stays. */
export const begin = (startedAt: string, last?: Cursor): Cursor => ({
  startedAt,
  progress: {},
  parts: 0,
  judged: 0,
  counts: { resources: 0, news: 0, missed: 0, calls: 0, throttled: 0 },
  learnt: last?.learnt ?? {},
  ...(last?.comparedUntil === undefined ? {} : { comparedUntil: last.comparedUntil }),
  version: last?.version ?? 0,
});

/** DynamoDB takes 400 KB an item, keys and all. */
const sizeLimit = 300_000;
/** Seconds: a sweep that nobody goes on with is forgotten; what it learnt of AWS a little later. */
const keep = { parts: 3 * 86_400, cursor: 30 * 86_400 };

/** The cursor in the ledger's table. Not `toDocument`: it cuts long texts and lists, and a token must stay whole. */
export const cursorStore = (table: Pick<Table, "get" | "put">): CursorStore => {
  const key = stateKey("sweep");
  return {
    load: async () => {
      const item = await table.get(key);
      return item && (JSON.parse(item.document) as Cursor);
    },
    save: async (cursor) => {
      const next = { ...cursor, version: cursor.version + 1 };
      const condition = cursor.version === 0 ? ({ absent: true } as const) : { version: cursor.version };
      const ttl = secondsAt(cursor.startedAt, "startedAt") + keep.cursor;
      const item = { ...key, document: cursorText(next), version: next.version, ttl };
      const { stored } = await table.put(item, condition);
      if (!stored) throw new StaleRow(`another run of the sweep went on from version ${cursor.version}`);
      return next;
    },
    loadParts: async ({ startedAt, parts }) => {
      const items = await Promise.all(
        Array.from({ length: parts }, (_, number) => table.get(sweepPartKey(startedAt, number))),
      );
      return items.flatMap((item) => (item ? [parsePart(item.document)] : []));
    },
    savePart: async (cursor, part) => {
      let { parts } = cursor;
      const ttl = secondsAt(cursor.startedAt, "startedAt") + keep.parts;
      for (const document of partTexts(part))
        await table.put({ ...sweepPartKey(cursor.startedAt, parts++), document, ttl });
      return { ...cursor, parts };
    },
  };
};

/** Tokens of AWS may have 8 KB. Too many of those: the longest are given up, and their lists read once more. */
export const cursorText = (cursor: Cursor): string => {
  const text = JSON.stringify(cursor);
  if (Buffer.byteLength(text) <= sizeLimit) return text;
  const [longest] = Object.entries(cursor.progress).toSorted(
    ([, a], [, b]) => (b.token?.length ?? 0) - (a.token?.length ?? 0),
  );
  if (longest?.[1].token === undefined) return text;
  const { [longest[0]]: _, ...progress } = cursor.progress;
  return cursorText({ ...cursor, progress });
};

/** A part in pieces that an item can hold. */
const partTexts = (part: Part): readonly string[] => {
  if (part.listed.length + part.tagged.length === 0) return [];
  const text = JSON.stringify(part);
  if (Buffer.byteLength(text) <= sizeLimit || part.listed.length + part.tagged.length === 1) return [text];
  const [a, b] = [Math.ceil(part.listed.length / 2), Math.ceil(part.tagged.length / 2)];
  return [
    ...partTexts({ listed: part.listed.slice(0, a), tagged: part.tagged.slice(0, b) }),
    ...partTexts({ listed: part.listed.slice(a), tagged: part.tagged.slice(b) }),
  ];
};

const parsePart = (document: string): Part => {
  const { listed, tagged } = JSON.parse(document) as Part;
  return { listed, tagged: tagged.map(([arn, tags]) => [arn, tagMap(Object.entries(tags))] as const) };
};

/** For a sweep by hand: nothing is kept. */
export const noStore: CursorStore = {
  load: async () => undefined,
  save: async (cursor) => ({ ...cursor, version: cursor.version + 1 }),
  loadParts: async () => [],
  savePart: async (cursor) => cursor,
};
