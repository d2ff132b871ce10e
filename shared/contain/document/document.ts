import type { Incident } from "../../model/incident.ts";
import type { EvidenceCall } from "./calls.ts";

/** What was done about one role, and what its sessions did: for people, insurers, courts. Texts of records are hostile; no secret is in it. */
export interface IncidentDocument {
  format: 1;
  /** ISO 8601, our own clock. */
  writtenAt: string;
  incident: Pick<
    Incident,
    | "id"
    | "role"
    | "roleId"
    | "number"
    | "vendor"
    | "openedAt"
    | "upTo"
    | "phase"
    | "why"
    | "brake"
    | "cutAt"
    | "containedAt"
    | "restoredAt"
    | "endedAt"
    | "causes"
    | "rungs"
    | "answers"
    | "disturbed"
    | "reached"
    | "restore"
    | "restoreRungs"
    | "heldBack"
  > & { exercise?: true };
  /** Where the role's image from before lies. */
  snapshot: { bucket: string; key: string; version: string; sha256: string } | null;
  window: { since: string; until: string };
  /** In the order of time. */
  calls: readonly EvidenceCall[];
  /** What the calls that succeeded were about: each with how often. */
  touched: readonly { name: string; calls: number }[];
  made: readonly { type: string; id: string; at: string; eventId: string }[];
  /** What was not visible, and why, each a sentence. */
  notVisible: readonly string[];
}

export interface Seen {
  calls: readonly EvidenceCall[];
  unseen: readonly string[];
}

const most = { touched: 1_000 };

export const documentOf = (
  incident: Incident,
  { calls, unseen }: Seen,
  { since, now }: { since: string; now: string },
): IncidentDocument => {
  const succeeded = calls.filter(({ errorCode }) => errorCode === undefined);
  return {
    format: 1,
    writtenAt: now,
    incident: told(incident),
    snapshot: pointerOf(incident),
    window: { since, until: now },
    calls,
    touched: counted(succeeded.flatMap(({ touched }) => touched)).slice(0, most.touched),
    made: succeeded.flatMap(({ made = [], at, eventId }) => made.map((one) => ({ ...one, at, eventId }))),
    notVisible: [...unseen, ...byReach(incident)],
  };
};

/** Without what runs need, and nobody else. */
const told = (incident: Incident): IncidentDocument["incident"] => {
  const { holder: _h, callback: _c, notices: _n, snapshot: _s, document: _d, version: _v, ...rest } = incident;
  return rest;
};

const pointerOf = ({ snapshot }: Incident): IncidentDocument["snapshot"] => {
  if (snapshot === undefined) return null;
  const { bucket, key, version, sha256 } = snapshot;
  return { bucket, key, version, sha256 };
};

const counted = (names: readonly string[]): IncidentDocument["touched"] => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, calls]) => ({ name, calls })).toSorted((a, b) => b.calls - a.calls);
};

const byReach = ({ reached, rungs }: Incident): readonly string[] => [
  ...reached
    .filter(({ status }) => status !== "denied")
    .map(({ type, id, status, why }) => `${type} ${id} is not denied (${status}): ${why}`),
  ...(rungs.some(({ rung }) => rung === "chained" || rung === "minted")
    ? []
    : ["Nobody looked for sessions that it took and for what it made: the containment did not go so far."]),
];
