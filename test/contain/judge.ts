import { endedPhases, type Incident, type Snapshot } from "#shared/model/incident.ts";
import type { RoleImage } from "#shared/model/role-image.ts";
import { containment } from "#shared/names.ts";
import { isStamped } from "#shared/restore/ours.ts";
import type { Credential } from "./iam.ts";
import { differing, isChangedByNewcomers, isOfTheRole, theirs, watchRestore } from "./judge-restored.ts";
import type { Schedule } from "./schedules.ts";
import type { IncidentStage } from "./stage.ts";

/** What must never be, looked at whenever IAM or the row changes. */
export interface Judge {
  look(): void;
  end(): Promise<readonly string[]>;
  snapshot(row: Incident): Promise<Snapshot | undefined>;
}

const watched: readonly Incident["phase"][] = ["contained"];

/**
 * From `contained` on nothing of the vendor may act: its role's sessions, and what they took or made as far as CloudTrail has
 * told. Where IAM is later than the ladder's patience, or CloudTrail is, it has to be noticed instead: `disturbed`, or `failed`.
 */
export const judgeOn = (schedule: Schedule, stage: IncidentStage, note: (what: string) => void): Judge => {
  const { iam, world } = stage;
  const violations: string[] = [];
  const breaches: { at: string; what: string }[] = [];
  const answered = new Set<string>();
  let row: Incident | undefined;
  const violate = (what: string): void => {
    if (!violations.includes(what)) note(`VIOLATION ${what}`);
    violations.push(what);
  };

  /** IAM's own times, as its answers had them. */
  iam.listen((_, when) => void (when === "after" && answered.add(iam.time())));

  const acting = (): readonly Credential[] =>
    theirs(iam, schedule).filter((each) => iam.mayWithin(schedule.enforcement, each, "s3:GetObject"));
  const mayNow = (each: Credential): boolean => iam.mayWithin(0, each, "s3:GetObject");
  const isStrict = schedule.isPatient && schedule.linksAfter === 0;

  watchRestore({ iam, schedule, now: () => Date.parse(world.now()), violate }, () => row);

  const look = (): void => {
    checkStamp();
    if (!row || !watched.includes(row.phase) || row.restore) return;
    for (const each of acting()) {
      if (isStrict) violate(`${each.key} may act while it is contained`);
      // What IAM enforces late, and nobody undid, is seen by the signals where a session makes use of it.
      if (isOfTheRole(each, schedule) && mayNow(each)) breaches.push({ at: world.now(), what: each.key });
    }
  };
  const checkStamp = (): void => {
    const document =
      iam.role(schedule.role.name)?.inline.find(({ name }) => name === containment.revoke)?.document ?? "";
    const at = /"aws:TokenIssueTime":"([^"]+)"/.exec(document)?.[1];
    if (at !== undefined && !at.startsWith("2001-") && !answered.has(at))
      violate(`the stamp ${at} is no time of IAM's`);
  };

  const { save } = stage.world.incidents;
  stage.world.incidents = {
    ...stage.world.incidents,
    save: async (next) => {
      await save(next);
      const before = row?.phase;
      row = next;
      if (before !== next.phase) note(`the incident is ${next.phase}: ${next.why}`);
      look();
      if (before !== "restored" && next.phase === "restored") await checkRestored(next);
    },
  };

  const snapshot = async ({ snapshot: pointer }: Incident): Promise<Snapshot | undefined> =>
    pointer && (JSON.parse(await stage.evidence.edge.get(pointer)) as Snapshot);

  const checkRestored = async (restored: Incident): Promise<void> => {
    const kept = (await snapshot(restored))?.image;
    if (!kept) return violate("restored without a snapshot");
    const differs = differing(iam, schedule, { kept, restored });
    if (differs) violate(`restored, and not as it was: ${differs}`);
    // What a containment that was broken off had not reached yet, and what CloudTrail has not told, is left to people.
    const isReached = isStrict && restored.rungs.some(({ rung, status }) => rung === "minted" && status !== "waiting");
    // Who takes the role again once it is open is not from before.
    const isOld = (each: Credential): boolean => !("issuedAt" in each) || each.issuedAt < (restored.cutAt ?? "");
    if (isChangedByNewcomers(iam, schedule.role, restored)) {
      isUndone = isStampGone(iam.role(schedule.role.name), restored);
      return;
    }
    for (const each of acting().filter(isOld))
      if (isReached || (isOfTheRole(each, schedule) && (schedule.isPatient || mayNow(each))))
        violate(`${each.key} may act after the restore`);
  };

  /** Somebody new took the deny of old sessions away before the restore was recorded: then it is seen at its next look. */
  let isUndone = false;
  const isStampGone = (live: RoleImage | undefined, { restoreRungs = [], cutAt = "" }: Incident): boolean =>
    live !== undefined &&
    restoreRungs.some(({ rung, status }) => rung === "sessions" && status === "done") &&
    !isStamped(live, cutAt);

  const end = async (): Promise<readonly string[]> => {
    const last = await stage.row();
    if (!last) return [...violations, "there is no incident"];
    checkEnd(last);
    return [...new Set(violations)];
  };
  const tells = ["vendor-containment-failed", "vendor-restore-refused"];
  /** Each line: whether it is wrong, and what it says. */
  const wrongAtTheEnd = (last: Incident): readonly (readonly [boolean, string])[] => {
    const { phase, disturbed, why, number, holder } = last;
    const isNoticed = phase === "failed" || disturbed.length > 0;
    const isTold = [...stage.outbox.values()].some(({ type }) => tells.includes(type));
    return [
      [breaches.length > 0 && !isNoticed, `${breaches[0]?.what} could act while it was contained, and nobody noticed`],
      [isUndone && !isNoticed, "old sessions were freed as it was put back, and nobody noticed"],
      [["opened", "containing", "restoring"].includes(phase), `it is ${phase} still: ${why}`],
      [phase === "failed" && !isTold, `it failed (${why}), and nobody was told`],
      [number !== 1, "there is a second incident"],
      [holder !== undefined && !endedPhases.includes(phase), `it is ${phase}, and somebody holds it still`],
    ];
  };
  const checkEnd = (last: Incident): void => {
    for (const [isWrong, what] of wrongAtTheEnd(last)) if (isWrong) violate(what);
    if (last.phase === "contained") for (const each of acting()) checkLeft(each, last);
  };
  /** What was made by a session has to be denied, or said to a person. */
  const checkLeft = (each: Credential, last: Incident): void => {
    const ids = "user" in each ? [each.key, each.user] : [each.roleArn, `${each.roleId}:${each.name}`];
    const isSaid = last.reached.some(
      ({ id, of, sessions = [], status }) =>
        status !== "denied" && ids.some((name) => id.endsWith(name) || of === name || sessions.includes(name)),
    );
    if (!isSaid) violate(`${each.key} may act at the end, and it is ${last.phase}`);
  };

  return { look, end, snapshot };
};
