import { attribute } from "#shared/attribute/index.ts";
import type { Principal } from "#shared/model/activity.ts";
import { parseArn } from "#shared/model/arn.ts";
import type { Settings } from "#shared/model/settings.ts";
import { tagKeysOf } from "#shared/model/tag-keys.ts";
import { isFields } from "#shared/normalise/fields.ts";
import { readPrincipal } from "#shared/normalise/principal.ts";
import { readRecorded } from "#shared/normalise/record.ts";
import { knowledgeOf } from "../replay/lookups.ts";
import { collectTimeline } from "../replay/timeline.ts";
import type { TrailItem } from "../trail-files.ts";
import type { WhoReads } from "./ask.ts";

interface Call {
  principal: Principal;
  at: string;
  account: string;
  region: string;
  partition: string;
}

/** The first call with the key that a record shows. */
const callWith = (record: unknown, accessKeyId: string): Call | undefined => {
  if (!isFields(record) || readPrincipal(record).accessKeyId !== accessKeyId) return undefined;
  return readRecorded(record);
};

async function* noting(items: AsyncIterable<TrailItem>, note: (record: unknown) => void): AsyncGenerator<TrailItem> {
  for await (const item of items) {
    if (item.type === "record") note(detailOf(item.record));
    yield item;
  }
}

/** EventBridge's envelope, or the record itself. */
const detailOf = (record: unknown): unknown => (isFields(record) && isFields(record.detail) ? record.detail : record);

/** What CloudTrail files tell of a key. Nothing of the broker is in them, and nothing of IAM. */
export const readsOfFiles = async (
  accessKeyId: string,
  items: AsyncIterable<TrailItem>,
  settings: Settings,
  report: (message: string) => void,
  now: string,
): Promise<{ reads: WhoReads; isDamaged: boolean; records: number }> => {
  let call: Call | undefined;
  const note = (record: unknown): void => {
    call ??= orNothing(() => callWith(record, accessKeyId));
  };
  const { sessions, changes, isDamaged, records } = await collectTimeline(noting(items, note), report);
  const session = sessions.find((each) => each.accessKeyId === accessKeyId);
  const arn = parseArn(session?.roleArn ?? session?.issuedTo.arn ?? "");
  const account = arn?.account || session?.issuedTo.account || call?.account || "";
  const knowledge = knowledgeOf(sessions, tagKeysOf(settings));
  for (const change of changes) {
    if (change.type === "retag") knowledge.learnRetag(change);
    else knowledge.learnCreation(change, (await attribute(change, settings, knowledge.of(change.account))).owner);
  }
  const reads: WhoReads = {
    ...{ from: "files", lookups: knowledge.of(account), now, notes: [], caller: () => call },
    ...{ issue: async () => undefined, user: async () => undefined, accountOf: async () => undefined },
    place: { account, region: call?.region ?? "us-east-1", partition: arn?.partition ?? call?.partition ?? "aws" },
  };
  return { reads, isDamaged, records };
};

/** A record that cannot be used is told about where it is read for its own sake. */
const orNothing = <T>(read: () => T | undefined): T | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};
