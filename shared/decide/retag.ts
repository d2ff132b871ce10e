import { isApprover } from "../attribute/approver.ts";
import { isProvisioner } from "../attribute/request-tags.ts";
import { retagRules } from "../detect/index.ts";
import { findingsOf } from "../detect/rule.ts";
import type { Retag } from "../model/activity.ts";
import type { Finding } from "../model/finding.ts";
import { type Answer, type Owner, type OwnerTag, ownerTags } from "../model/owner.ts";
import { inDirectory, type Settings } from "../model/settings.ts";
import { opponentOf } from "./rounds.ts";

/**
 * What to do about AddTags or DeleteTags by somebody else.
 * nothing: no guarded tag is touched, or it has its recorded value · accept: a declared provisioner, or an approver for
 * a resource that nobody owns, names a valid owner · restore: put the recorded owner back · back-off: a provisioner's
 * second round, put back later · stop: its third, never again · tell: nobody is recorded for these keys, so there is nothing to put back.
 */
export type RetagAction = "nothing" | "accept" | "restore" | "back-off" | "stop" | "tell";

export const isGuarded = (key: string, settings: Settings): boolean => settings.tags[key]?.guarded ?? false;

const isOwnerKey = (key: string): boolean => (ownerTags as readonly string[]).includes(key);

/**
 * Keys that differ from a guarded one only in case. Conditions on `aws:ResourceTag/studiouserid` match keys in any case, so
 * `StudioUserId` beside the real tag is somebody's second key to the door.
 */
export const lookalikes = (keys: readonly string[], settings: Settings): readonly string[] =>
  keys.filter((key) => !isOwnerKey(key) && isOwnerKey(key.toLowerCase()) && isGuarded(key.toLowerCase(), settings));

/** The guarded keys that the call gave another value than the recorded owner's, or removed, and look-alikes it added. */
export const changedKeys = (retag: Retag, recorded: Owner, settings: Settings): readonly string[] => {
  const wanted = (key: string): string | undefined => recorded[key as OwnerTag]?.value;
  const isOurs = (key: string): boolean => isOwnerKey(key) && isGuarded(key, settings);
  const added = Object.keys(retag.added);
  const set = added.filter((key) => isOurs(key) && retag.added[key] !== wanted(key));
  const removed = retag.removed.filter((key) => isOurs(key) && wanted(key) !== undefined);
  return [...new Set([...set, ...removed, ...lookalikes(added, settings)])].sort();
};

interface Case {
  retag: Retag;
  recorded: Owner;
  /** The person behind the change, where proven. */
  author: Owner;
  /** The principal's how-many-th round on this resource this is. */
  round: number;
  settings: Settings;
}

export interface RetagDecision {
  action: RetagAction;
  changed: readonly string[];
  /** With `accept`: the owner from now on. */
  owner: Owner;
  findings: readonly Finding[];
}

export const decideRetag = ({ retag, recorded, author, round, settings }: Case): RetagDecision => {
  const changed = changedKeys(retag, recorded, settings);
  if (changed.length === 0) return { action: "nothing", changed, owner: recorded, findings: [] };

  const provisioner = isProvisioner(retag.principal, { recorded: retag, settings });
  const named = namedOwner(retag, recorded, settings);
  if (named && (provisioner || mayClaim(author, recorded, named, retag, settings))) {
    return { action: "accept", changed, owner: named, findings: [] };
  }
  const findings = findingsOf(
    retagRules,
    { retag, recorded, changed, round, isProvisioner: provisioner },
    retag.resource.arn,
  );
  const isRestorable = changed.some((key) => recorded[key.toLowerCase() as OwnerTag] !== null);
  if (!isRestorable) return { action: "tell", changed, owner: recorded, findings };
  return { action: provisioner ? provisionerAction(round) : "restore", changed, owner: recorded, findings };
};

const provisionerAction = (round: number): RetagAction => {
  if (round <= 1) return "restore";
  return round === 2 ? "back-off" : "stop";
};

/** The owner that the call names, when it is a valid one: a person of the directory, in that person's team. */
const namedOwner = (retag: Retag, recorded: Owner, settings: Settings): Owner | undefined => {
  if (retag.removed.some(isOwnerKey) || lookalikes(Object.keys(retag.added), settings).length > 0) return undefined;
  const answer = (tag: OwnerTag): Answer | null => {
    const value = Object.hasOwn(retag.added, tag) ? retag.added[tag] : undefined;
    if (value === undefined) return recorded[tag];
    const field = `AddTags by ${opponentOf(retag)}`;
    return { value, evidence: { resolver: "request-tags", field, strength: "corroborated" } };
  };
  const owner = { team: answer("team"), studiouserid: answer("studiouserid") };
  const person = owner.studiouserid && inDirectory(settings.people, owner.studiouserid.value);
  if (!person || !owner.team || inDirectory(settings.teams, owner.team.value) === undefined) return undefined;
  return person.team === owner.team.value ? owner : undefined;
};

/** Nobody is recorded, and an approver names the owner. Anybody else's word waits for an approver. */
const mayClaim = (author: Owner, recorded: Owner, named: Owner, { at }: Retag, settings: Settings): boolean => {
  if (recorded.studiouserid !== null || named.team === null) return false;
  const person = author.studiouserid?.value;
  return person !== undefined && isApprover(person, named.team.value, settings, at);
};
