import { classify } from "../act/classify.ts";
import type { EvidenceCall } from "../contain/document/calls.ts";
import { evidenceCall } from "../contain/document/evidence-call.ts";
import type { IncidentWorld } from "../contain/world.ts";
import { lastPart } from "../model/arn.ts";
import { PoisonRecord } from "../model/errors.ts";
import { regionsOf, type Settings } from "../model/settings.ts";
import { isoSecondsAt } from "../model/time.ts";
import type { VendorAct } from "../model/vendor-act.ts";
import { readVendorAct } from "../normalise/vendor-act.ts";
import { type AccessLookup, walkRecords } from "../vendors/access/walk.ts";
import { changedRole, takenRole } from "../vendors/watch/links.ts";
import { lookupPage } from "./cloudtrail.ts";

/** One page of LookupEvents, of an attribute and since a time, the newest first; each record as CloudTrail's JSON text. */
export type LookupPage = (asked: {
  region: string;
  key: "ResourceName" | "AccessKeyId";
  value: string;
  since: string;
  token: string | undefined;
}) => Promise<{ records: readonly string[]; next: string | undefined }>;

export interface CallReads {
  page: LookupPage;
  /** ms since 1970 */
  clock(): number;
  sleep(ms: number): Promise<void>;
}

/** CloudTrail answers two of these calls a second in one region; an invocation has 60 seconds. */
const pace = { ms: 500, budget: 40_000, rest: 2_000, refusals: 4 };
const most = 5_000;

/**
 * What CloudTrail has of a role since a time: who took it, who changed it, what its sessions and these keys did, and what the keys
 * did that those were given or made. Never throws for what cannot be read: `unseen` says it, each a sentence.
 */
export const incidentCalls = async (
  { role, keys, since }: Parameters<IncidentWorld["calls"]>[0],
  regions: readonly string[],
  reads: CallReads,
): ReturnType<IncidentWorld["calls"]> => {
  const walk = paced(since, reads);
  const place = { arn: role, name: lastPart(role) };
  const { records, isComplete } = await walkRecords(place, regions, walk.lookup, keys);
  const { acts, damaged } = actsIn(records);
  const mine = acts.filter((act) => act.at >= since && isAbout(act, role, walk.keys));
  const calls = mine.map(evidenceCall).toSorted(byTime);
  return {
    calls: calls.slice(-most),
    unseen: [
      ...blindSpots(regions, { since, until: isoSecondsAt(reads.clock()) }),
      ...walk.unseen(),
      ...(isComplete && calls.length <= most ? [] : ["There was more than was asked for: the trail's files have it."]),
      ...(damaged === 0 ? [] : [`${damaged} records could not be read.`]),
    ],
  };
};

const byTime = (one: EvidenceCall, other: EvidenceCall): number =>
  one.at === other.at ? 0 : one.at < other.at ? -1 : 1;

/** LookupEvents at CloudTrail's pace, as long as the time lasts; what it does not answer is noted. */
const paced = (since: string, { page, clock, sleep }: CallReads) => {
  const began = clock();
  const last = new Map<string, number>();
  const failures = new Map<string, string>();
  const keys = new Set<string>();
  let isCut = false;
  const inTurn = async (region: string): Promise<boolean> => {
    if (clock() - began > pace.budget) isCut = true;
    if (isCut || failures.has(region)) return false;
    const wait = (last.get(region) ?? Number.NEGATIVE_INFINITY) + pace.ms - clock();
    if (wait > 0) await sleep(wait);
    last.set(region, clock());
    return true;
  };
  /** Undefined: there is no time left, or the region does not answer. */
  const answerOf = async (asked: Parameters<LookupPage>[0]): Promise<Awaited<ReturnType<LookupPage>> | undefined> => {
    for (let refusals = 1; await inTurn(asked.region); refusals++) {
      try {
        return await page(asked);
      } catch (error) {
        const { kind, reason } = classify(error);
        // Others ask, too: the account has two calls a second for all.
        if (kind === "transient" && refusals < pace.refusals) await sleep(pace.rest);
        else failures.set(asked.region, reason);
      }
    }
    return undefined;
  };
  const lookup: AccessLookup = async (region, { key, value, most: enough }) => {
    const found: unknown[] = [];
    let token: string | undefined;
    if (key === "AccessKeyId") keys.add(value);
    do {
      const answer = await answerOf({ region, key, value, since, token });
      found.push(...(answer?.records ?? []).flatMap(parsed));
      token = answer?.next;
    } while (token !== undefined && found.length < enough);
    return found.slice(0, enough);
  };
  const unseen = (): readonly string[] => [
    ...[...failures].map(([region, why]) => `${region} could not be asked: ${why}.`),
    ...(isCut
      ? [`After ${pace.budget / 1000} s CloudTrail had not answered all: some sessions' calls are missing.`]
      : []),
  ];
  return { lookup, keys, unseen };
};

const parsed = (text: string): readonly unknown[] => {
  try {
    return [JSON.parse(text)];
  } catch {
    return [undefined];
  }
};

/** Each once: a record is found by several of its names. */
const actsIn = (records: readonly unknown[]): { acts: readonly VendorAct[]; damaged: number } => {
  const acts = new Map<string, VendorAct>();
  let damaged = 0;
  for (const record of records) {
    try {
      const act = readVendorAct(record);
      if (act === undefined) damaged += 1;
      else acts.set(`${act.eventId} ${act.region}`, act);
    } catch (error) {
      if (!(error instanceof PoisonRecord)) throw error;
      damaged += 1;
    }
  }
  return { acts: [...acts.values()], damaged };
};

/** By the role's sessions, by a session's or made key, or about the role itself. */
const isAbout = (act: VendorAct, role: string, keys: ReadonlySet<string>): boolean => {
  const { accessKeyId, session } = act.principal;
  if (session?.roleArn === role || (accessKeyId !== undefined && keys.has(accessKeyId))) return true;
  const changed = changedRole(act);
  return takenRole(act) === role || (changed !== undefined && changed.name === lastPart(role));
};

/** What nobody could have seen by this way, whatever was answered. */
const blindSpots = (regions: readonly string[], asked: { since: string; until: string }): readonly string[] => [
  `LookupEvents was asked for ${asked.since} to ${asked.until} in ${regions.join(", ")}; other regions are not seen.`,
  "LookupEvents has no data events: what was read, written or deleted in buckets, tables and functions is in a trail's files only.",
  "Records come up to 15 minutes after the call: the last minutes before this was written may be missing.",
  "A refused AssumeRole from another account is not recorded here.",
  "What functions, machines and notebooks did that the vendor had started is recorded under their own roles.",
];

/** As `IncidentWorld.calls`, of the settings' regions and of us-east-1, where IAM's records are. */
export const liveIncidentCalls = (settings: Settings): IncidentWorld["calls"] => {
  const regions = [...new Set([...regionsOf(settings), "us-east-1"])];
  return (asked) =>
    incidentCalls(asked, regions, {
      page: lookupPage,
      clock: () => Date.now(),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
};
