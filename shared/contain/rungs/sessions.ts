import { isBefore } from "../../decide/stamp-again.ts";
import { ownArn } from "../../model/function-definition.ts";
import type { RoleImage } from "../../model/role-image.ts";
import { isWholeSeconds, secondsBetween } from "../../model/time.ts";
import { containment } from "../../names.ts";
import { sameDocument } from "../../policy/canonical.ts";
import { statementsIn } from "../../policy/document.ts";
import { isObject } from "../../policy/read-statement.ts";
import { lineOf, roleNameOf, roleOf, writable } from "../ground.ts";
import { revokeDocument } from "../policies.ts";
import { fitsInline, inlineRoom } from "../preflight.ts";
import { proofOf, secondsFrom, undenied } from "../proof.ts";
import type { Climbed, Ground, Rung } from "../rung.ts";
import type { IncidentWorld } from "../world.ts";

const policy = containment.revoke;

/** Denies all sessions that were issued before now: AWS's own way of revoking, on IAM's own clock. */
export const sessions: Rung = {
  id: "sessions",
  does: "Denies everything to sessions that were issued before now, by IAM's clock.",
  permissions: {
    contain: [
      {
        actions: ["iam:PutRolePolicy"],
        resources: [ownArn("iam", "", "role/*")],
        why: "Writes the Deny of older sessions, and the one of all sessions, into the role.",
      },
    ],
    restore: [
      {
        actions: ["iam:PutRolePolicy", "iam:DeleteRolePolicy"],
        resources: [ownArn("iam", "", "role/*")],
        why: "Stamps the Deny of older sessions anew, puts inline policies back, and takes ours away.",
      },
    ],
  },
  plan: (ground) => {
    const { live, at } = ground;
    if (live === undefined) return { status: "refused", detail: "there is no such role" };
    if (stampOf(ground) !== undefined) return { status: "done", detail: "older sessions are denied already" };
    if (!fitsInline(live, policy, revokeDocument(at))) return { status: "refused", detail: full(live) };
    return { status: "todo", detail: `write the inline policy ${policy}: sessions from before ${at} are denied` };
  },
  apply: (ground, world) => stamp(ground, world, "sessions", stampOf(ground)),
  verify: (ground, world) => verifyStamp(ground, world),
  undo: async ({ live, incident }, { roles }) => {
    if (!live?.inline.some(({ name }) => name === policy)) return `${policy} is not there`;
    await roles.deleteInline(roleNameOf(incident.role), policy);
    return `${policy} is taken away`;
  },
};

const full = (live: RoleImage): string =>
  `the role's inline policies leave ${Math.max(0, inlineRoom(live, policy))} characters, and ${policy} does not fit: the deny of all sessions covers the older ones too`;

/** The time of the stamp that stands there, where this incident wrote it: one from before the snapshot is an earlier restore's. */
const stampOf = (ground: Ground): string | undefined => {
  const { incident, at } = ground;
  const there = stampedAt(ground.live);
  const since = incident.cutAt ?? lineOf(incident, "snapshot")?.evidence.at;
  if (there === undefined || since === undefined || !isBefore(incident.abused, there)) return undefined;
  // In the future it would be nobody's but an adversary's; before the cut it would let sessions live again.
  return secondsBetween(since, there) >= 0 && secondsBetween(there, at) >= 0 ? there : undefined;
};

/** The time in our stamp, where it is exactly ours. */
export const stampedAt = (live: Pick<RoleImage, "inline"> | undefined): string | undefined => {
  const document = live?.inline.find(({ name }) => name === policy)?.document;
  if (document === undefined) return undefined;
  const at = timeIn(document);
  return at !== undefined && sameDocument(document, revokeDocument(at)) ? at : undefined;
};

/** In the form that we write: another may be no time to IAM, whose Deny then holds for nobody. */
const timeIn = (document: string): string | undefined => {
  let value: unknown = statementsIn(document)[0];
  for (const key of ["Condition", "DateLessThan", "aws:TokenIssueTime"]) {
    value = isObject(value) ? value[key] : undefined;
  }
  const [at] = [value].flat();
  return typeof at === "string" && isWholeSeconds(at) ? at : undefined;
};

/** Writes the stamp that will do, or the one of now, unless it is there. */
export const stamp = async (
  ground: Ground,
  { roles }: IncidentWorld,
  rung: "sessions" | "restamp",
  known: string | undefined,
): Promise<Climbed> => {
  const live = writable(ground);
  const at = known ?? ground.at;
  if (stampedAt(live) !== at) await roles.putInline(live.name, policy, revokeDocument(at));
  const detail = `${policy} denies sessions from before ${at}`;
  return { line: { rung, status: "done", evidence: { detail, at, policy } }, cutAt: at };
};

/** Read back, and asked of the evaluator for a session from before the cut. */
export const verifyStamp: Rung["verify"] = async (ground, world) => {
  const seen = roleOf(ground);
  if ("unknown" in seen) return seen.unknown;
  const { cutAt } = ground.incident;
  const there = stampedAt(seen.live);
  if (cutAt === undefined) return { holds: false, detail: "no cut was recorded" };
  if (there === undefined) return { holds: false, detail: `${policy} is not there, or is not ours` };
  if (secondsBetween(cutAt, there) < 0)
    return { holds: false, detail: `${policy} says ${there}, before the cut at ${cutAt}` };
  const may = undenied(await proofOf(seen.live, world.roles, world.place), secondsFrom(cutAt, -1));
  return may.length === 0
    ? { holds: true, detail: `read back; a session from before ${cutAt} is denied everything` }
    : { holds: false, detail: `a session from before ${cutAt} may still ${may.join(", ")}` };
};
