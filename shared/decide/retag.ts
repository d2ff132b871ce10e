import { isApprover } from "../attribute/approver.ts";
import { isProvisioner } from "../attribute/request-tags.ts";
import { retagRules } from "../detect/index.ts";
import { findingsOf } from "../detect/rule.ts";
import type { Retag } from "../model/activity.ts";
import type { Finding } from "../model/finding.ts";
import type { Answer, Owner, OwnerTag } from "../model/owner.ts";
import { inDirectory, type Settings } from "../model/settings.ts";
import { lookalikeOf, ownerTagOf, tagKeysOf, tagsOfOwner } from "../model/tag-keys.ts";
import { opponentOf } from "./rounds.ts";

/**
 * What to do about AddTags or DeleteTags by somebody else.
 * nothing: no guarded tag is touched, or it has its recorded value · accept: a declared provisioner, or an approver for
 * a resource that nobody owns, names a valid owner · restore: put the recorded owner back · back-off: a provisioner's
 * second round, put back later · stop: its third, never again · tell: nobody is recorded for these keys, so there is nothing to put back.
 */
export type RetagAction = "nothing" | "accept" | "restore" | "back-off" | "stop" | "tell";

const isGuarded = (tag: OwnerTag | undefined, { tags }: Settings): boolean =>
  tag !== undefined && (tags[tag]?.guarded ?? false);

/** Keys that differ from a guarded one only in case. */
export const lookalikes = (keys: readonly string[], settings: Settings): readonly string[] =>
  keys.filter((key) => isGuarded(lookalikeOf(key, tagKeysOf(settings)), settings));

/** The guarded keys that the call gave another value than the recorded owner's, or removed, and look-alikes it added. */
export const changedKeys = (retag: Retag, recorded: Owner, settings: Settings): readonly string[] => {
  const keys = tagKeysOf(settings);
  const wanted = tagsOfOwner(recorded, keys);
  const isOurs = (key: string): boolean => isGuarded(ownerTagOf(key, keys), settings);
  const added = Object.keys(retag.added);
  const set = added.filter((key) => isOurs(key) && retag.added[key] !== wanted[key]);
  const removed = retag.removed.filter((key) => isOurs(key) && wanted[key] !== undefined);
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
  const keys = tagKeysOf(settings);
  const isRestorable = changed.some((key) => {
    const tag = ownerTagOf(key, keys) ?? lookalikeOf(key, keys);
    return tag !== undefined && recorded[tag] !== null;
  });
  if (!isRestorable) return { action: "tell", changed, owner: recorded, findings };
  return { action: provisioner ? provisionerAction(round) : "restore", changed, owner: recorded, findings };
};

const provisionerAction = (round: number): RetagAction => {
  if (round <= 1) return "restore";
  return round === 2 ? "back-off" : "stop";
};

/** The owner that the call names, when it is a valid one: a person of the directory, in that person's team. */
const namedOwner = (retag: Retag, recorded: Owner, settings: Settings): Owner | undefined => {
  const keys = tagKeysOf(settings);
  if (
    retag.removed.some((key) => ownerTagOf(key, keys) !== undefined) ||
    lookalikes(Object.keys(retag.added), settings).length > 0
  )
    return undefined;
  const answer = (tag: OwnerTag): Answer | null => {
    const value = Object.hasOwn(retag.added, keys[tag]) ? retag.added[keys[tag]] : undefined;
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
