import {
  type Answer,
  type Attribution,
  type Conflict,
  type Evidence,
  nobody,
  type Owner,
  type OwnerTag,
  type ResolverId,
} from "../model/owner.ts";
import type { Directory } from "./directory.ts";
import { isInDirectory, outside, shown } from "./owner-tags.ts";
import type { Claim, Found, Proof, Unproven } from "./resolver.ts";

/** What has been heard so far. */
export interface Heard {
  owner: Owner;
  /** Two proofs exclude each other: nobody is the owner, whatever else could be heard. */
  isExcluded: boolean;
  claims: readonly Claim[];
  conflicts: readonly Conflict[];
  unproven: readonly Unproven[];
}

export const nothingHeard: Heard = { owner: nobody, isExcluded: false, claims: [], conflicts: [], unproven: [] };

/** Adds what one resolver found: the first proof of a tag stays. */
export const hear = (before: Heard, resolver: ResolverId, found: Found, directory: Directory): Heard => {
  const heard = {
    ...before,
    claims: [...before.claims, ...(found.claims ?? [])],
    conflicts: [...before.conflicts, ...(found.conflicts ?? [])],
    unproven: [...before.unproven, ...(found.unproven ?? [])],
  };
  if (found.excluded) return { ...heard, owner: nobody, isExcluded: true };
  const studiouserid = before.owner.studiouserid ?? answer(resolver, found.studiouserid);
  const team = before.owner.team ?? answer(resolver, found.team);
  if (studiouserid === null) return { ...heard, owner: { team, studiouserid } };
  return reconcile({ ...heard, owner: { team, studiouserid } }, studiouserid, directory);
};

const answer = (resolver: Evidence["resolver"], proof: Proof | undefined): Answer | null =>
  proof ? { value: proof.value, evidence: { resolver, field: proof.field, strength: proof.strength } } : null;

/** The proven person's team is the directory's. Another proven team excludes both: neither is used. */
const reconcile = (heard: Heard, person: Answer, directory: Directory): Heard => {
  const { team } = heard.owner;
  const own = directory.teamOf(person.value);
  const field = `settings.people.${person.value}.team`;
  if (team === null) {
    const { resolver } = person.evidence;
    const derived = own === undefined ? null : answer(resolver, { value: own, field, strength: "derived" });
    return { ...heard, owner: { team: derived, studiouserid: person } };
  }
  if (team.value === own) return heard;
  // A provisioner's team: whoever runs the provisioner is not the owner.
  const isProvisioned = team.evidence.resolver === "request-tags" && person.evidence.resolver !== "request-tags";
  if (isProvisioned) return { ...heard, owner: { team, studiouserid: null } };
  const conflict: Conflict = {
    tag: "team",
    claimed: team.value,
    claimedIn: team.evidence.field,
    proven: null,
    provenIn: `${field}, the person of ${person.evidence.field}`,
  };
  return { ...heard, owner: nobody, isExcluded: true, conflicts: [...heard.conflicts, conflict] };
};

/** Whether a resolver could still prove something. */
export const isOpen = ({ owner, isExcluded }: Heard, tags: readonly OwnerTag[]): boolean =>
  !isExcluded && tags.some((tag) => owner[tag] === null);

/** Holds the claims against the proofs. `at` is the record's time. */
export const conclude = (heard: Heard, directory: Directory, at: string): Attribution => {
  const judged = heard.claims.map((claim) => judge(claim, heard, directory));
  const agreed = new Map(judged.flatMap(({ agrees }) => (agrees ? [[agrees.tag, agrees.answer]] : [])));
  const owner = {
    team: agreed.get("team") ?? heard.owner.team,
    studiouserid: agreed.get("studiouserid") ?? heard.owner.studiouserid,
  };
  const person = owner.studiouserid?.value;
  return {
    owner,
    conflicts: [...heard.conflicts, ...judged.flatMap(({ conflict }) => conflict ?? [])],
    unproven: [...heard.unproven, ...judged.flatMap(({ unproven }) => unproven ?? [])],
    orphaned: person !== undefined && directory.hasLeft(person, at) ? [{ tag: "studiouserid", value: person }] : [],
  };
};

interface Judgement {
  agrees?: { tag: OwnerTag; answer: Answer };
  conflict?: Conflict;
  unproven?: Unproven;
}

const judge = (claim: Claim, { owner, isExcluded }: Heard, directory: Directory): Judgement => {
  const { tag, value, field } = claim;
  const proof = owner[tag];
  if (proof === null) {
    if (!isInDirectory(directory, claim)) return { unproven: outside(claim) };
    const why = isExcluded ? "the proofs exclude each other" : "nothing proves who called";
    return { unproven: { tag, value: shown(value), why: `${why} (${field})` } };
  }
  const { resolver, field: provenIn } = proof.evidence;
  if (proof.value !== value) {
    return { conflict: { tag, claimed: shown(value), claimedIn: field, proven: proof.value, provenIn } };
  }
  // The owner of a parent is not evidence of the session: it stays the parent's.
  if (resolver === "lineage" || resolver === "request-tags") return {};
  const evidence = {
    resolver: "request-tags",
    field: `${field}, as ${resolver}: ${provenIn}`,
    strength: "corroborated",
  } as const;
  return { agrees: { tag, answer: { value, evidence } } };
};
