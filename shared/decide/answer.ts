import { isApprover, isApproverOfAny } from "../attribute/approver.ts";
import { directoryOf } from "../attribute/directory.ts";
import type { Choice } from "../model/notice.ts";
import type { CreationRow } from "../model/outcome.ts";
import type { Settings } from "../model/settings.ts";
import { epochOf, isoAt, secondsOf } from "../model/time.ts";
import type { Answer, UnownedCase } from "../model/unowned-case.ts";
import { plainText } from "../notify/plain-text.ts";
import { kindNamed } from "../sagemaker/kinds.ts";
import { approversFor, type Claim, claimOf, type Ground, isEnoughAlone, mayApprove, provenTeam } from "./claims.ts";
import { pastOf, planFor } from "./grace.ts";

/** What a person pressed. */
export interface Asked {
  choice: Choice;
  /** `assign`: who was picked; `confirm` and `reject`: whose claim it is. */
  of?: string;
  /** `keep` */
  until?: string;
  reason?: string;
}

export interface Question {
  unowned: UnownedCase;
  /** The ledger's row of the creation. */
  row: CreationRow | undefined;
  /** The ledger has a later creation of this name: what is there now is another resource. */
  isReplaced?: boolean;
  /** Of the directory, and still there. */
  person: string;
  asked: Asked;
  settings: Settings;
  /** ISO 8601 */
  now: string;
}

/** How an answer is taken, and what it leaves different. `why` is a sentence for the person. */
export type Ruling = Pick<Answer, "verdict" | "why" | "after" | "owner" | "until" | "reason">;

const unchanged = "nothing";

const refused = (why: string): Ruling => ({ verdict: "refused", why, after: unchanged });

/** Judges one answer. What an accepted or waiting one brings about is in `answer-effects.ts`. */
export const decideAnswer = (question: Question): Ruling => {
  const { asked, unowned } = question;
  if (question.isReplaced) return refused("It is too late: its name was used again, by another resource.");
  if (asked.choice === "undo") return rules.undo(question);
  const { end, act, pending } = unowned;
  if (end) return refused(`It is too late: this ended on ${day(end.at)} (${end.how}).`);
  if (act) return refused(`It is too late: it was ${pastOf(act.action)} on ${day(act.at)}.`);
  if (pending && !mayFollow(pending, question))
    return refused(`${pending.person} has answered already: ${pending.after}.`);
  const owner = question.row?.owner.studiouserid?.value;
  if (owner !== undefined) return refused(`An owner has been found meanwhile: ${owner}.`);
  return rules[asked.choice](question);
};

/** A stop that has not been made yet can still be averted, or be approved where it waits for that. */
const mayFollow = (pending: Answer, { asked, person, settings, now }: Question): boolean => {
  if (pending.choice !== "stop") return false;
  const approves = (who: string): boolean => isApproverOfAny(who, settings, now);
  return asked.choice !== "stop" || (approves(person) && !approves(pending.person));
};

const day = (iso: string): string => iso.slice(0, 10);

const groundOf = ({ unowned, row, settings, now }: Question): Ground => ({
  kind: unowned.creation.resource.kind,
  row,
  settings,
  now,
});

/** The proven team's people, and who approves for it or for all. */
const maySpeak = ({ person, row, settings, now }: Question): boolean => {
  const team = provenTeam(row);
  const isOwn = row?.owner.studiouserid?.value === person;
  const isTeams = team !== undefined && directoryOf(settings).teamOf(person) === team;
  return isOwn || isTeams || isApprover(person, team, settings, now);
};

const whoMay = ({ row }: Question): string => {
  const team = provenTeam(row);
  return team === undefined ? "an approver" : `somebody of the team ${team}, or an approver`;
};

const claim = (question: Question): Ruling => {
  const { person, unowned } = question;
  const said = claimOf(person, unowned.answers);
  if (said.rejectedBy !== undefined && said.rejectedBy !== person)
    return refused(`${said.rejectedBy} has said that it is not yours.`);
  return ownWord(question, said);
};

/** A person says: mine. Whoever assigned it and may approve has approved. */
const ownWord = (question: Question, said: Claim): Ruling => {
  const { person } = question;
  const owner = ownerOf(person, question);
  const ground = groundOf(question);
  if (owner === undefined) return refused("Your team is not in the directory, so nothing can be yours.");
  const approver = said.assigners.find((assigner) => mayApprove(assigner, person, ground));
  if (approver !== undefined) return owned(owner, `It is yours: ${approver} said so too.`);
  if (isEnoughAlone(person, ground)) return owned(owner, `It is yours: the evidence agrees on the team ${owner.team}.`);
  const approvers = approversFor(person, ground);
  if (approvers.length === 0) return refused("An approver other than you has to confirm this, and there is none.");
  const why = `It is yours as soon as an approver confirms it: ${approvers.join(", ")}.`;
  return { verdict: "waiting", why, after: unchanged, owner };
};

const owned = (owner: NonNullable<Answer["owner"]>, why: string): Ruling => ({
  verdict: "accepted",
  why,
  owner,
  after: `team=${owner.team} studiouserid=${owner.studiouserid}`,
});

const ownerOf = (person: string, { settings }: Question): Answer["owner"] => {
  const team = directoryOf(settings).teamOf(person);
  return team === undefined ? undefined : { team, studiouserid: person };
};

const assign = (question: Question): Ruling => {
  const { person, asked, settings, now, unowned } = question;
  const picked = asked.of ?? "";
  if (picked === person) return claim(question);
  const owner = ownerOf(picked, question);
  const { hasLeft, teamOf } = directoryOf(settings);
  if (owner === undefined || hasLeft(picked, now)) return refused("That person is not in the directory.");
  const isColleague = teamOf(person) === owner.team;
  if (!isColleague && !maySpeak(question) && !isApprover(person, owner.team, settings, now))
    return refused(`Only somebody of ${picked}'s team or of the proven one, or an approver, can say whose it is.`);
  const said = claimOf(picked, unowned.answers);
  if (said.rejectedBy !== undefined && said.rejectedBy !== person)
    return refused(`${said.rejectedBy} has said that it is not ${picked}'s.`);
  if (namedBy(person, unowned).size >= mostNamed) return refused(`You have named ${mostNamed} people already.`);
  // The other half is there: this is the approver's word.
  if (said.word && mayApprove(person, picked, groundOf(question))) return owned(owner, `It is ${picked}'s.`);
  const why = said.word ? `${picked} has said so; an approver has to confirm it.` : `${picked} is asked to confirm it.`;
  return { verdict: "waiting", why, after: unchanged, owner };
};

/** Each is asked by a message. */
const mostNamed = 5;

const namedBy = (person: string, { answers }: UnownedCase): ReadonlySet<string | undefined> => {
  const named = answers.filter((answer) => answer.person === person && answer.verdict === "waiting");
  return new Set(named.flatMap(({ choice, owner }) => (choice === "assign" ? owner?.studiouserid : [])));
};

const confirm = (question: Question): Ruling => {
  const { person, asked, unowned, settings, now } = question;
  const claimant = asked.of ?? "";
  const said = claimOf(claimant, unowned.answers);
  if (claimant === person) {
    const isAsked = said.assigners.length > 0 || said.word !== undefined;
    return isAsked ? ownWord(question, said) : refused("Nobody says any more that it is yours.");
  }
  const owner = ownerOf(claimant, question);
  if (owner === undefined || directoryOf(settings).hasLeft(claimant, now))
    return refused("That person is not in the directory any more.");
  if (!mayApprove(person, claimant, groundOf(question)))
    return refused(`Only an approver can confirm that it is ${claimant}'s.`);
  return said.word ? owned(owner, `It is ${claimant}'s.`) : refused(`${claimant} does not say that it is theirs.`);
};

const reject = (question: Question): Ruling => {
  const { person, asked, unowned } = question;
  const claimant = asked.of ?? "";
  const said = claimOf(claimant, unowned.answers);
  const owner = ownerOf(claimant, question);
  if (owner === undefined || (said.word === undefined && said.assigners.length === 0))
    return refused("Nobody says that any more.");
  if (claimant !== person && !mayApprove(person, claimant, groundOf(question)))
    return refused(`Only ${claimant} or an approver can say that it is not ${claimant}'s.`);
  return { verdict: "accepted", why: `It is not ${claimant}'s. It still has no owner.`, after: unchanged, owner };
};

const longestReason = 500;

const keep = (question: Question): Ruling => {
  const { asked, settings, now } = question;
  if (!maySpeak(question)) return refused(`Only ${whoMay(question)} can keep it without an owner.`);
  const { until = "", reason = "" } = asked;
  const last = day(isoAt((epochOf(now) ?? 0) + secondsOf(settings.exemptionsMax) * 1000));
  if (!isDay(until)) return refused("Choose the day until which it is kept, then press again.");
  if (until < day(now)) return refused(`${until} is over: choose a day from ${day(now)} to ${last}.`);
  if (until > last) return refused(`${until} is too far away: the settings allow until ${last}.`);
  const given = plainText(reason.trim(), longestReason);
  if (given === "") return refused("Say why it is kept, then press again.");
  return {
    verdict: "accepted",
    why: `It is kept until ${until}.`,
    after: `exempt until ${until}`,
    until,
    reason: given,
  };
};

/** `2027-02-30` is none. */
const isDay = (text: string): boolean => {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? epochOf(text) : undefined;
  return ms !== undefined && day(isoAt(ms)) === text;
};

const stop = (question: Question): Ruling => {
  const { unowned, settings } = question;
  const { creation } = unowned;
  if (!maySpeak(question)) return refused(`Only ${whoMay(question)} can have it stopped.`);
  // Whether its owner has left is for the execution to say, which asks the evidence again.
  const plan = planFor({ creation, orphaned: false, deployedAt: creation.at, settings, asked: true });
  if (plan.action === "none") return refused(`It cannot be stopped: ${plan.why}.`);
  if (settings.mode !== "enforce") return refused(`The settings' mode is ${settings.mode}: nothing is stopped.`);
  const done = pastOf(plan.action);
  return { verdict: "accepted", why: `It will be ${done} now.`, after: `to be ${done}` };
};

const undo = (question: Question): Ruling => {
  const { unowned } = question;
  const { kind } = unowned.creation.resource;
  if (!maySpeak(question)) return refused(`Only ${whoMay(question)} can undo this.`);
  const { end, act, pending } = unowned;
  if (end) return refused(`It is too late: this ended on ${day(end.at)} (${end.how}).`);
  if (pending?.choice === "undo") return refused(`${pending.person} has asked for this already.`);
  // Its own stop is what lets the execution act before the time: it must not be taken away under its hands.
  if (act && pending?.choice === "stop") return refused("It is being stopped: undo that when it is done.");
  if (act === undefined) return refused("There is nothing to undo: nothing was done.");
  if (act.action === "delete") return refused("A deletion cannot be undone.");
  if (!kindNamed(kind)?.undo) return refused(`AWS cannot start a stopped ${kind} again.`);
  return { verdict: "accepted", why: "It will be started again.", after: "to be started" };
};

const rules: Record<Choice, (question: Question) => Ruling> = { claim, assign, confirm, reject, keep, stop, undo };
