import { isApprover } from "../attribute/approver.ts";
import { directoryOf } from "../attribute/directory.ts";
import type { CreationRow } from "../model/outcome.ts";
import { inDirectory, type Settings } from "../model/settings.ts";
import type { Answer } from "../model/unowned-case.ts";
import { kindNamed } from "../sagemaker/kinds.ts";

/** What has been said about one person who may be the owner. */
export interface Claim {
  /** The person's own word: nobody becomes an owner without it. */
  word?: Answer;
  /** Who said that it belongs to this person, the person apart. */
  assigners: readonly string[];
  /** Whoever took the claim back, or denied it. */
  rejectedBy?: string;
}

const none: Claim = { assigners: [] };

/** What has been said about this person, in the order of the answers. A rejection ends what was said before it. */
export const claimOf = (owner: string, answers: readonly Answer[]): Claim => {
  let claim = none;
  for (const answer of answers) {
    if (answer.owner?.studiouserid !== owner || answer.verdict === "refused") continue;
    claim = heard(claim, answer);
  }
  return claim;
};

const heard = (claim: Claim, answer: Answer): Claim => {
  const { person, choice, owner } = answer;
  if (choice === "reject") return { assigners: [], rejectedBy: person };
  const isOwn = person === owner?.studiouserid;
  if (!isOwn && choice !== "assign") return claim;
  const { rejectedBy, ...rest } = claim;
  // Whoever said no may think again.
  const said = rejectedBy === undefined || rejectedBy === person ? rest : claim;
  if (isOwn) return { ...said, word: claim.word ?? answer };
  return claim.assigners.includes(person) ? said : { ...said, assigners: [...claim.assigners, person] };
};

/** A team that something else than a person's word proves. */
export const provenTeam = (row: CreationRow | undefined): string | undefined => {
  const team = row?.owner.team;
  return team && team.evidence.resolver !== "person" ? team.value : undefined;
};

/** What the word of one person is held against. */
export interface Ground {
  kind: string;
  row: CreationRow | undefined;
  settings: Settings;
  /** ISO 8601 */
  now: string;
}

/** A claim is enough alone where evidence agrees on the team, and the resource's tags open nothing to anybody. */
export const isEnoughAlone = (owner: string, { kind, row, settings }: Ground): boolean => {
  const team = directoryOf(settings).teamOf(owner);
  return team !== undefined && team === provenTeam(row) && kindNamed(kind)?.grantsAccess === false;
};

/**
 * Whether this person's word makes another's claim good: an approver of all, or of the claimant's team. Where evidence proves
 * another team, that team's resource would go: only an approver of all may say so.
 */
export const mayApprove = (person: string, owner: string, { row, settings, now }: Ground): boolean => {
  const [team, proven] = [directoryOf(settings).teamOf(owner), provenTeam(row)];
  const theirs = proven === undefined || proven === team ? team : undefined;
  return person !== owner && isApprover(person, theirs, settings, now);
};

/** Asked at most, the team's own first: each gets a message. */
const mostAsked = 10;

export const approversFor = (owner: string, ground: Ground): readonly string[] => {
  const { settings } = ground;
  const team = directoryOf(settings).teamOf(owner) ?? "";
  const all = [...(inDirectory(settings.teams, team)?.approvers ?? []), ...settings.approvers];
  return [...new Set(all)].filter((person) => mayApprove(person, owner, ground)).slice(0, mostAsked);
};
