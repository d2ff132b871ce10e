import { classify } from "../act/classify.ts";
import { attribute } from "../attribute/index.ts";
import { decideCreation } from "../decide/creation.ts";
import { planFor, timesOf } from "../decide/grace.ts";
import { withRecorded } from "../decide/recorded-evidence.ts";
import { rowOf } from "../decide/same-creation.ts";
import { type Told, tellings, warnsOf } from "../decide/unowned-notices.ts";
import { type End, type Seen, turnOf } from "../decide/unowned-turn.ts";
import { PoisonRecord } from "../model/errors.ts";
import type { LiveResource } from "../model/live-resource.ts";
import { type OutboxRow, toldAt } from "../model/notice.ts";
import type { Tags } from "../model/tags.ts";
import { tagMap } from "../model/tags.ts";
import type { UnownedCase } from "../model/unowned-case.ts";
import type { CaseWorld } from "./world.ts";

/** A case that goes on. */
export interface Look extends Told {
  seen: Seen;
  /** Somebody who may do so asked for it to be stopped now. */
  isAsked: boolean;
  live: LiveResource;
  /** The first receipt, and what the clock starts by: that, or when a notice was held back. ISO 8601. */
  toldAt: string | undefined;
  heardAt: string | undefined;
}

export const caseOf = async (id: string, { cases }: CaseWorld): Promise<UnownedCase> => {
  const row = await cases.get(id);
  if (!row) throw new PoisonRecord(`there is no case ${id}`);
  return row;
};

/** Reads everything that may have changed: the case, the ledger, the evidence, the resource, its tags. Writes nothing. */
export const lookAt = async (id: string, world: CaseWorld): Promise<{ end: End } | Look> => {
  const { settings } = world;
  const row = await caseOf(id, world);
  const { creation } = row;
  const now = world.now();
  const reads = world.reads();
  const creations = await world.ledger.creations(creation.resource.arn);
  const attribution = await attribute(creation, settings, reads.lookups);
  const seen: Seen = {
    row,
    creations,
    attribution: withRecorded(attribution, creation, rowOf(creation, creations)),
    tags: await liveTags(creation.resource.arn, reads),
    live: await world.resource.read(creation.resource),
    exemption: await world.exemption(creation, now),
    settings,
    deployedAt: await world.deployedAt(),
  };
  const turn = turnOf(seen);
  if ("end" in turn) return turn;
  const successor = await world.successor();
  if (successor !== undefined) return { end: { how: "handed-over", detail: successor } };
  const { live, tags, deployedAt } = seen;
  if (!live) return { end: { how: "gone", detail: "it no longer exists" } };
  const isReal = settings.mode === "enforce" && !turn.asked;
  const warnedOf = isReal && turn.plan.action !== "none" ? turn.plan.action : undefined;
  const { toldAt: told, heardAt } = await receiptOf(row, warnedOf, world);
  const facts = { creation, orphaned: seen.attribution.orphaned.length > 0, deployedAt, settings };
  return {
    seen,
    row,
    live,
    now,
    settings,
    plan: turn.plan,
    isAsked: turn.asked,
    asked: planFor({ ...facts, asked: true }),
    toldAt: told,
    heardAt,
    actAt: timesOf(creation.at, heardAt ?? now, settings).actAt,
    decision: decideCreation({ creation, attribution: seen.attribution, current: tags, settings, now }),
  };
};

/** What takes no tags, or is gone, has none. */
const liveTags = async (arn: string, reads: ReturnType<CaseWorld["reads"]>): Promise<Tags> => {
  try {
    return await reads.tags(arn);
  } catch (error) {
    const { kind } = classify(error);
    if (kind === "gone" || kind === "not-taggable") return tagMap([]);
    throw error;
  }
};

/**
 * `held`: while the mode is observe nobody is told, and the clock runs all the same, to say what would have been done.
 * `warnedOf`: only who was told of this act counts; what was told when the settings said less does not.
 */
const receiptOf = async (
  row: UnownedCase,
  warnedOf: "stop" | "delete" | undefined,
  { outbox }: CaseWorld,
): Promise<{ toldAt: string | undefined; heardAt: string | undefined }> => {
  if (row.toldAt !== undefined && !warnedOf) return { toldAt: row.toldAt, heardAt: row.toldAt };
  const rows = await Promise.all(tellings(row).map((id) => outbox.get(id)));
  const told = rows.filter((each) => each !== undefined && (!warnedOf || warnsOf(each.notice, warnedOf)));
  const receipts = await Promise.all(told.map((each) => each && receiptIn(each, { outbox })));
  const first = receipts.filter((at) => at !== undefined).toSorted()[0];
  const held = told.find((each) => each?.state === "held")?.notice.at;
  return { toldAt: first, heardAt: first ?? held };
};

/** A grouped notice was told by its digest. */
const receiptIn = async (row: OutboxRow, { outbox }: Pick<CaseWorld, "outbox">): Promise<string | undefined> => {
  const digest = row.digest === undefined ? undefined : await outbox.get(row.digest);
  return toldAt(row) ?? (digest && toldAt(digest));
};
