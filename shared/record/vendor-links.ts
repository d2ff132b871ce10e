import { StaleRow } from "../model/errors.ts";
import type { WantedMap } from "../model/vendor-link.ts";
import type { Link } from "../vendors/watch/links.ts";
import { toDocument } from "./document.ts";
import { linkKey, secondsAt, stateKey, vendorRoleKey, vendorRolePrefixes, vendorRowKey } from "./keys.ts";
import type { Item, Table } from "./table.ts";

/** Whose chained sessions and minted principals are. */
export interface Links {
  /** The first of these ids that belongs to a watched role. */
  linked(ids: readonly string[]): Promise<Link | undefined>;
  /** The first role that took or made something keeps it. */
  save(link: Link): Promise<void>;
  /** Of one watched role, the newest first, at most `most`. */
  of(role: string, most?: number): Promise<readonly Link[]>;
}

export const linksOver = (table: Table, { keep }: { keep: number }): Links => ({
  linked: async (ids) => {
    const items = await Promise.all(ids.map((id) => table.get(linkKey(id))));
    return items.flatMap((item) => (item ? [toLink(item)] : []))[0];
  },
  save: async (link) => {
    const rest = { document: toDocument(link), ttl: secondsAt(link.at, "at") + keep };
    for (const key of [vendorRowKey(link.role, "link", link.at, link.id), linkKey(link.id)])
      await table.put({ ...key, ...rest }, { absent: true });
  },
  of: async (role, most) => (await table.under(vendorRoleKey(role).pk, vendorRolePrefixes.link, most)).map(toLink),
});

const toLink = ({ document }: Item): Link => JSON.parse(document) as Link;

/** What is to be heard of, in one row: whoever writes the rules reads what others wrote a moment ago. */
export interface WatchListStore {
  read(): Promise<WantedMap>;
  /** Reads, changes and writes until nobody else wrote in between. False: `change` left it as it was. */
  change(change: (wanted: WantedMap) => WantedMap): Promise<boolean>;
}

/** Times that others may be faster. */
const tries = 5;

export const watchListOver = (table: Table): WatchListStore => {
  const read = async (): Promise<{ wanted: WantedMap; item: Item | undefined }> => {
    const item = await table.get(stateKey("watched"));
    return { item, wanted: item ? (JSON.parse(item.document) as WantedMap) : {} };
  };
  return {
    read: async () => (await read()).wanted,
    change: async (change) => {
      for (let attempt = 0; attempt < tries; attempt++) {
        const { item, wanted } = await read();
        const document = toDocument(change(wanted));
        if (document === (item?.document ?? "{}")) return false;
        const next = { ...stateKey("watched"), document, version: (item?.version ?? 0) + 1 };
        const { stored } = await table.put(next, item ? { version: item.version ?? 0 } : { absent: true });
        if (stored) return true;
      }
      throw new StaleRow("others change the list of watched principals");
    },
  };
};
