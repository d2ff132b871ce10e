import type { LiveResource } from "../model/live-resource.ts";
import type { CreationRow } from "../model/outcome.ts";
import { type Attribution, ownerTags } from "../model/owner.ts";
import { inDirectory, type Settings } from "../model/settings.ts";
import { tagKeysOf } from "../model/tag-keys.ts";
import type { Tags } from "../model/tags.ts";
import { secondsBetween } from "../model/time.ts";
import type { CaseEnd, UnownedCase } from "../model/unowned-case.ts";
import { isNaming, type Plan, planFor } from "./grace.ts";
import { rowOf, successorOf } from "./same-creation.ts";

/** All that is known of a case at one look. */
export interface Seen {
  row: UnownedCase;
  /** The ledger's creations of this ARN, newest first. */
  creations: readonly CreationRow[];
  attribution: Attribution;
  /** The live tags. */
  tags: Tags;
  /** Undefined: there is no such resource. */
  live: LiveResource | undefined;
  /** Why it is exempt. */
  exemption: string | undefined;
  settings: Settings;
  deployedAt: string;
}

export interface End {
  /** `handed-over`: no end of the case, only of this execution; `detail` is the version that goes on. */
  how: CaseEnd | "handed-over";
  detail: string;
  /** Evidence came late: the creation has to be judged once more. */
  recheck?: true;
}

/** What a look comes to: the case is over, or it goes on with this plan. */
export type Turn = { end: End } | { plan: Plan; asked: boolean };

/** Pure: the same sight gives the same turn. What ends a case without an act is asked first. */
export const turnOf = (seen: Seen): Turn => {
  const end = answered(seen) ?? recorded(seen) ?? gone(seen) ?? owned(seen);
  if (end) return { end };
  const { row, attribution, settings, deployedAt } = seen;
  const asked = row.pending?.choice === "stop";
  const orphaned = attribution.orphaned.length > 0;
  return { asked, plan: planFor({ creation: row.creation, orphaned, deployedAt, settings, asked }) };
};

const answered = ({ row, exemption }: Seen): End | undefined => {
  if (row.end) return { how: row.end.how, detail: row.end.detail };
  const { pending } = row;
  if (pending && isNaming(pending)) return { how: "owned", detail: pending.why };
  if (pending?.choice === "keep") return { how: "kept", detail: pending.why };
  return exemption === undefined ? undefined : { how: "kept", detail: exemption };
};

/** What the ledger says by now. A creation that is still settling was announced before its row was stored. */
const recorded = ({ row, creations }: Seen): End | undefined => {
  const own = rowOf(row.creation, creations);
  const later = own && successorOf(own, creations);
  if (later) return { how: "gone", detail: `its name was used again by ${later.eventName} (${later.eventId})` };
  if (!own || own.outcome === "unowned" || own.outcome === "settling") return undefined;
  if (own.outcome === "exempt") return { how: "kept", detail: own.reason };
  if (own.outcome === "gone") return { how: "gone", detail: own.reason };
  const isProven = own.owner.studiouserid !== null;
  return { how: isProven ? "owned" : "left", detail: `the ledger says ${own.outcome}: ${own.reason}` };
};

/** Seconds by which SageMaker's time of making may lie after the record's: more, and the name was used again. */
const tolerance = 60 * 60;

const gone = ({ row, live }: Seen): End | undefined => {
  if (!live) return { how: "gone", detail: "it no longer exists" };
  if (live.phase === "deleting") return { how: "gone", detail: "it is being deleted" };
  const isOther = live.madeAt !== undefined && secondsBetween(row.creation.at, live.madeAt) > tolerance;
  return isOther ? { how: "gone", detail: `its name was used again at ${live.madeAt}` } : undefined;
};

const owned = ({ tags, attribution, settings }: Seen): End | undefined => {
  const { team, studiouserid } = attribution.owner;
  if (team && studiouserid && attribution.conflicts.length === 0)
    return {
      how: "owned",
      detail: `${studiouserid.evidence.resolver} proves ${studiouserid.value} by now`,
      recheck: true,
    };
  const keys = tagKeysOf(settings);
  const words = ownerTags.map((tag) => `${keys[tag]}=${tags[keys[tag]]}`).join(" ");
  return saysOwner(tags, settings) ? { how: "owned", detail: `it is tagged ${words}` } : undefined;
};

/** Somebody of the directory and their team: enough to leave it to them, though it proves nothing. */
export const saysOwner = (tags: Tags, settings: Settings): boolean => {
  const keys = tagKeysOf(settings);
  const person = inDirectory(settings.people, tags[keys.studiouserid] ?? "");
  return person !== undefined && person.left === undefined && person.team === tags[keys.team];
};
