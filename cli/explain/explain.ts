import type { Ledger } from "#shared/edges.ts";
import type { CreationRow } from "#shared/model/outcome.ts";
import { regionsOf, type Settings } from "#shared/model/settings.ts";
import { names } from "#shared/names.ts";
import type { Judged } from "../replay/judge.ts";
import { loadSettings } from "../settings.ts";
import type { CommonOptions, Io } from "../verb.ts";
import { type Conversation, conversationOf } from "./conversation.ts";
import { type Explanation, explainJudged, explainRow } from "./explanation.ts";

export interface Found {
  /** Undefined: there is none. */
  explanation: Explanation | undefined;
  /** Where was looked, for people. */
  searched: string;
  /** A file could not be read to its end. */
  isDamaged: boolean;
}

/** What the ledger knows of this eventID or ARN; of an ARN's creations the newest. */
export const inLedger = async (
  subject: string,
  ledger: Pick<Ledger, "byEvent" | "creations">,
  talk: (row: CreationRow) => Promise<Conversation | null>,
): Promise<Explanation | undefined> => {
  const byEvent = subject.startsWith("arn:") ? undefined : await ledger.byEvent(subject);
  const all = await ledger.creations(byEvent?.resource.arn ?? subject);
  const row = byEvent ?? all[0];
  return row && explainRow(row, all, await talk(row));
};

/** What would be decided about this eventID or ARN; of an ARN's creations the newest. */
export const inFiles = (subject: string, judged: readonly Judged[]): Explanation | undefined => {
  const isSubject = ({ creation }: Judged) => creation.eventId === subject || creation.resource.arn === subject;
  const one = judged.findLast(isSubject);
  const arn = one?.creation.resource.arn;
  return one && explainJudged(one, judged.filter(({ creation }) => creation.resource.arn === arn).toReversed());
};

const fromLedger = async (subject: string, settings: Settings): Promise<Found> => {
  const [region = ""] = regionsOf(settings);
  const { deployedConversations, deployedLedger } = await import("#shared/aws/inspect/ledger.ts");
  const reads = deployedConversations({ region });
  const explanation = await inLedger(subject, deployedLedger({ region }), (row) =>
    conversationOf(row, reads, settings, new Date().toISOString()),
  );
  return { explanation, searched: `the ledger ${names.table} in ${region}`, isDamaged: false };
};

const fromFiles = async (subject: string, files: readonly string[], settings: Settings, io: Io): Promise<Found> => {
  const { attribute } = await import("#shared/attribute/index.ts");
  const { judge } = await import("../replay/judge.ts");
  const { collectTimeline } = await import("../replay/timeline.ts");
  const { readTrailFiles } = await import("../trail-files.ts");
  const timeline = await collectTimeline(readTrailFiles(files, io), io.err);
  const judged: Judged[] = [];
  for await (const one of judge(timeline, settings, attribute)) judged.push(one);
  const searched = `${files.join(", ")} (${timeline.records} records, ${judged.length} creations)`;
  return { explanation: inFiles(subject, judged), searched, isDamaged: timeline.isDamaged };
};

export const explain = async (
  subject: string,
  files: readonly string[],
  options: CommonOptions,
  io: Io,
): Promise<Found> => {
  const settings = await loadSettings(options, io);
  return files.length === 0 ? fromLedger(subject, settings) : fromFiles(subject, files, settings, io);
};
