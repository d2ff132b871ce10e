import type { Incident } from "#shared/model/incident.ts";
import type { RoleImage } from "#shared/model/role-image.ts";
import { containment } from "#shared/names.ts";
import type { Credential, MemoryIam, Session } from "./iam.ts";
import { rootOf } from "./links.ts";
import type { Schedule } from "./schedules.ts";

/** Sessions of the vendor's role itself that this containment answers for: a later one is the open role's. */
const oldSessions = (iam: MemoryIam, { role }: Schedule, { cutAt = "" }: Incident): readonly Session[] =>
  sessionsOf(iam, role).filter(({ issuedAt }) => issuedAt < cutAt);

const sessionsOf = (iam: MemoryIam, role: RoleImage): readonly Session[] =>
  iam.credentials().filter((each): each is Session => "roleArn" in each && each.roleArn === role.arn);

/** How the role differs from its snapshot when it is said to be restored. Undefined: in nothing that the restore answers for. */
export const differing = (
  iam: MemoryIam,
  { role }: Schedule,
  { kept, restored }: { kept: RoleImage; restored: Incident },
): string | undefined => {
  const live = iam.role(role.name);
  if (!live) return "there is no role";
  const held = new Set((restored.heldBack ?? []).map(({ what }) => what));
  const [one, other] = [comparable(kept, held), comparable(live, held)] as Readonly<Record<string, unknown>>[];
  const fields = Object.keys(one ?? {}).filter((key) => JSON.stringify(one?.[key]) !== JSON.stringify(other?.[key]));
  if (fields.length === 0 || isChangedByNewcomers(iam, role, restored)) return undefined;
  const lines = fields.map((key) => `${key}: ${JSON.stringify(one?.[key])} is ${JSON.stringify(other?.[key])}`);
  return lines.join("; ").slice(0, 600);
};

/** Whoever takes the role once it is open has its rights, and may change it before that is written down. */
export const isChangedByNewcomers = (iam: MemoryIam, role: RoleImage, { cutAt = "" }: Incident): boolean => {
  const newcomers = new Set(
    sessionsOf(iam, role)
      .filter(({ issuedAt }) => issuedAt >= cutAt)
      .map(({ key }) => key),
  );
  return iam.deeds.some(({ name, by, target }) => name !== "AssumeRole" && target === role.arn && newcomers.has(by));
};

/** What a restore gives back. */
const comparable = (image: RoleImage, held: ReadonlySet<string>) => {
  const { id, trust, boundary, maxSession, description, tags, profiles, inline, attached } = image;
  return {
    ...{ id, boundary, maxSession, description, tags, profiles },
    // Statements are held back one by one: shared/restore has the tests of that.
    trust: [...held].some((what) => what.startsWith("trust:")) ? undefined : trust,
    inline: inline.filter(({ name }) => name !== containment.revoke && !held.has(name)),
    attached: attached.filter((arn) => !held.has(arn)),
  };
};

/** ms between a restore's look at all of the role and the write that follows from it. */
const lookToWrite = 5_000;
const reads: readonly string[] = ["read", "managed", "readUser", "ownerOf"];

/**
 * None of a restore's own writes may wake a session from before, in whatever order IAM comes to enforce them. `row`: the
 * incident as it was saved last.
 */
export const watchRestore = (
  { iam, schedule, now, violate }: { iam: MemoryIam; schedule: Schedule; now(): number; violate(what: string): void },
  row: () => Incident | undefined,
): void => {
  let before: ReadonlySet<string> = new Set();
  const awake = (incident: Incident): ReadonlySet<string> =>
    new Set(
      oldSessions(iam, schedule, incident)
        .filter((each) => iam.mayInPieces(schedule.enforcement, each, "s3:GetObject"))
        .map(({ key }) => key),
    );
  /** What somebody else did since the restore may have looked is seen by its next look. */
  const isJustChanged = (): boolean =>
    iam.deeds.some(
      ({ name, target, ms }) =>
        name !== "AssumeRole" && target === schedule.role.arn && now() - ms <= schedule.reads + lookToWrite,
    );
  iam.listen(({ operation }, when) => {
    const incident = row();
    if (incident?.phase !== "restoring" || reads.includes(operation)) return;
    if (when === "before") before = awake(incident);
    else
      for (const key of awake(incident))
        if (!before.has(key) && schedule.isPatient && !isJustChanged())
          violate(`${operation} of the restore wakes ${key}`);
  });
};

export const isOfTheRole = (each: Credential, { role }: Schedule): boolean =>
  "roleArn" in each && each.roleArn === role.arn;

/** What the vendor's role has become: its sessions, and what they took and made. */
export const theirs = (iam: MemoryIam, { role }: Schedule): readonly Credential[] =>
  iam.credentials().filter(({ key }) => rootOf(iam, key) === role.arn);
