/** The ledger's table as data: the stack creates it from this, `shared/aws/dynamodb.ts` speaks to it. All keys are strings. */
export const table = {
  partitionKey: "pk",
  sortKey: "sk",
  /** Seconds since 1970; DynamoDB deletes the item within two days after. */
  expiry: "ttl",
  indexes: [
    /** Holds only what is under way: creations that settle, notices on their way, cases of unowned resources, findings that are there. */
    { name: "open", partitionKey: "open", sortKey: "createdAt" },
    /** All of one type by time, for reports: `creation`, `case`, `notice`, `signal`, watched roles by their last act, `exemption` by its last day. */
    { name: "byType", partitionKey: "type", sortKey: "createdAt" },
    { name: "byEvent", partitionKey: "eventId" },
  ],
} as const;

export type IndexName = (typeof table.indexes)[number]["name"];

export interface Key {
  pk: string;
  sk: string;
}

/** Flat: what the indexes and filters need, and the rest as one JSON document, in which a key such as `__proto__` is only a key. */
export interface Item extends Key {
  document: string;
  /** Of the items that more than one delivery changes. */
  version?: number;
  ttl?: number;
  open?: "open" | "notice" | "case" | "digest" | "finding" | "incident";
  type?: "creation" | "case" | "notice" | "exemption" | "signal" | "vendor-role" | "incident";
  createdAt?: string;
  eventId?: string;
  kind?: string;
  outcome?: string;
  team?: string;
  studiouserid?: string;
}

/** Stored only if the key is free, or if the item there has this version. */
export type Condition = { absent: true } | { version: number };

/** The few things that the ledger does with its table. */
export interface Table {
  /** Strongly consistent. */
  get(key: Key): Promise<Item | undefined>;
  /** `refused` carries the item that is there, where it is known. */
  put(item: Item, condition?: Condition): Promise<{ stored: true } | { stored: false; there: Item | undefined }>;
  /** The items whose sort key begins so, the greatest first, at most `most`. Strongly consistent. */
  under(pk: string, prefix: string, most?: number): Promise<readonly Item[]>;
  /** Of one index, in its order. May lag by a second. `before`: only sort keys less than this; `from`: not less than this. */
  index(name: IndexName, partition: string, before?: string, from?: string): Promise<readonly Item[]>;
}
