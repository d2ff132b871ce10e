import { roleNameOf, snapshotOf } from "../contain/ground.ts";
import { closedTrust } from "../contain/policies.ts";
import type { IncidentWorld } from "../contain/world.ts";
import type { Incident, Snapshot } from "../model/incident.ts";
import type { RoleImage } from "../model/role-image.ts";
import { digestOf } from "../record/clean-audits.ts";
import { contractsOf } from "../vendors/contract.ts";
import { type HeldBack, heldBackOf } from "./hold-back.ts";
import { livingTrust } from "./living-trust.ts";
import { allOf, nothingHeld, targetOf } from "./target.ts";

/** What a restore goes by. The snapshot is read for each step: no step's answer, which Lambda keeps, may hold what is in it. */
export interface Look {
  row: Incident;
  snapshot: Snapshot;
  /** What the role will be. */
  target: RoleImage;
  heldBack: readonly HeldBack[];
  /** What it would be without being asked for all. */
  narrow: RoleImage;
  /** Undefined: IAM knows no such role. May be older than the role's last change. */
  live: RoleImage | undefined;
  /** IAM's time of that read. */
  at: string;
}

/** Why a snapshot cannot be used. `EvidenceForged` is thrown where it is not the one that was taken. */
export class NoSnapshot extends Error {
  override name = "NoSnapshot";
}

/** By name: evidence may come over any edge. */
export const isUnusable = (error: unknown): error is Error =>
  error instanceof NoSnapshot || (error instanceof Error && error.name === "EvidenceForged");

export const lookAt = async (world: IncidentWorld, row: Incident): Promise<Look> => {
  const [{ value: live, at }, snapshot] = await Promise.all([
    world.roles.read(roleNameOf(row.role)),
    snapshotOf(row, world),
  ]);
  if (snapshot === undefined) throw new NoSnapshot("no snapshot was taken of it");
  if (snapshot.image.arn !== row.role || snapshot.image.id !== row.roleId)
    throw new NoSnapshot(`the snapshot is of ${snapshot.image.arn} (${snapshot.image.id})`);
  return { row, live, at, snapshot, ...(await aimOf(world, row, snapshot)) };
};

/** All that it depends on is fixed while a restore goes on: who comes in the middle of it finds the same. */
const aimOf = async (
  { settings, place, cleanAudit }: IncidentWorld,
  row: Incident,
  snapshot: Snapshot,
): Promise<Pick<Look, "target" | "heldBack" | "narrow">> => {
  const contracts = contractsOf(settings, place);
  const wary = heldBackOf(snapshot, {
    clean: await cleanAudit(row.role),
    contract: contracts.find(({ vendor }) => vendor === row.vendor),
    ...{ contracts, settings, place, now: row.restore?.at ?? row.openedAt, digest: digestOf },
  });
  const judged = row.restore?.all ? nothingHeld : wary;
  const target = targetOf(snapshot.image, judged);
  const lost = new Set(lostOf(row).map(({ what }) => what));
  const narrow = targetOf(snapshot.image, wary);
  const isRefused = row.restoreRungs?.some(({ rung, status }) => rung === "trust" && status === "refused");
  return {
    heldBack: [...allOf(judged), ...lostOf(row)],
    narrow: { ...narrow, trust: trustNow(row, narrow.trust) },
    target: {
      ...target,
      attached: target.attached.filter((arn) => !lost.has(arn)),
      profiles: target.profiles.filter((profile) => !lost.has(profileLost(profile))),
      // IAM did not take it back: nobody gets in, and that is what the role is.
      trust: isRefused ? closedTrust() : trustNow(row, target.trust),
    },
  };
};

/** Without the principals that IAM did not take back, as they are gone. */
export const trustNow = ({ restoreRungs }: Incident, trust: string): string =>
  isWithoutDead(restoreRungs) ? (livingTrust(trust)?.trust ?? trust) : trust;

/** Whether the trust policy came back without principals that are gone. */
export const isWithoutDead = (lines: Incident["restoreRungs"]): boolean =>
  lines?.some(({ rung, evidence }) => rung === "trust" && evidence.without !== undefined) ?? false;

/** Why something that was on the role cannot come back. */
export const lostWhy = "it is not there any more";
export const profileLost = (profile: string): string => `instance profile ${profile}`;

const lostOf = ({ heldBack = [] }: Incident): readonly HeldBack[] => heldBack.filter(({ why }) => why === lostWhy);
