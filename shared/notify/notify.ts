import type { Notice } from "../model/notice.ts";
import { epochOf } from "../model/time.ts";
import { toDocument } from "../record/document.ts";
import { noticeKey } from "../record/keys.ts";
import type { Table } from "../record/table.ts";
import { type Publication, publicationOf } from "./publication.ts";

/** Seconds for which a notice's id is remembered. */
const remembered = 30 * 86_400;

interface Means {
  table: Table;
  publish(publication: Publication): Promise<void>;
}

/** Publishes a notice unless one of its id was published. A crash between the two tells people twice, never not at all. */
export const notifyOnce = async (notice: Notice, { table, publish }: Means): Promise<void> => {
  const key = noticeKey(notice.id);
  if (await table.get(key)) return;
  await publish(publicationOf(notice));
  const ttl = Math.floor((epochOf(notice.at) ?? 0) / 1000) + remembered;
  await table.put({ ...key, document: toDocument({ type: notice.type, at: notice.at }), ttl });
};
