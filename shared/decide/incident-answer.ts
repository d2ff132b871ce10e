import { isApprover } from "../attribute/approver.ts";
import { directoryOf } from "../attribute/directory.ts";
import { asksForWhole } from "../contain/reach/reached.ts";
import { parseArn } from "../model/arn.ts";
import type { Contract } from "../model/contract.ts";
import {
  endedPhases,
  type Incident,
  type IncidentAnswer,
  type IncidentChoice,
  type RungId,
  rungIds,
} from "../model/incident.ts";
import type { Settings } from "../model/settings.ts";
import { secondsBetween } from "../model/time.ts";
import { isApproved, voicesNeeded, whyNot } from "./containment-turn.ts";

/** What somebody says to an incident. */
export interface IncidentWord {
  choice: IncidentChoice;
  /** Of `go-on`; absent: whatever waits. */
  of?: "begin" | RungId;
  /** Of Slack a person of the directory, whom Slack has named; of an operator the ARN that they say they have. */
  by: string;
  via: "slack" | "operator";
  /** Of `restore`. */
  all?: boolean;
  acceptDrift?: boolean;
}

export interface WordQuestion {
  word: IncidentWord;
  incident: Incident;
  contract: Contract | undefined;
  settings: Settings;
  /** ISO 8601 */
  now: string;
}

export type WordRuling = Pick<IncidentAnswer, "verdict" | "why" | "of"> & {
  /** Of a restore that is accepted: what it does. */
  restore?: Extent;
};

const refused = (why: string): WordRuling => ({ verdict: "refused", why });

/** What is to be approved next: the beginning, or the first rung that waits. Undefined: nothing waits. */
export const waitsFor = (incident: Incident): "begin" | RungId | undefined => {
  if (incident.phase === "held") return "begin";
  const climbed = incident.rungs.filter(({ status }) => status === "done" || status === "skipped");
  const open = rungIds.filter((rung) => !climbed.some((line) => line.rung === rung));
  return open.find((rung) => whyNot(incident, rung) !== undefined);
};

/** Judges one word. A `waiting` one counts when another person says the same within a day. */
export const decideWord = (question: WordQuestion): WordRuling => {
  const { incident, word, contract, settings, now } = question;
  if (endedPhases.includes(incident.phase)) return refused(`It is too late: this incident is ${incident.phase}.`);
  if (word.via === "slack" && !isApprover(word.by, contract?.team, settings, now)) return refused(whoMay(contract));
  return rules[word.choice](question);
};

const whoMay = (contract: Contract | undefined): string =>
  contract?.team === undefined
    ? "Only an approver of all teams can say this."
    : `Only an approver of the team ${contract.team}, or of all teams, can say this.`;

/** Denying a whole role for its chained sessions hurts others: it is asked for by itself, and keeps no other rung waiting. */
const nextOf = (incident: Incident, { of }: IncidentWord): "begin" | RungId | undefined => {
  const whole = asksForWhole(incident) ? "chained" : undefined;
  return of === "chained" && whole !== undefined ? whole : (waitsFor(incident) ?? whole);
};

const goOn = (question: WordQuestion): WordRuling => {
  const { incident, word } = question;
  if (incident.phase === "restoring" || incident.phase === "restored")
    return refused("It is too late: the role is being put back. Ask for a new containment.");
  const next = nextOf(incident, word);
  if (next === undefined) return refused("Nothing waits for a word.");
  if (word.of !== undefined && word.of !== next) {
    const isOver = isApproved(incident.answers, word.of);
    return refused(isOver ? `${word.of} has been approved already.` : `The next thing that waits is ${next}.`);
  }
  const of = next === "begin" ? "The containment begins." : `It goes on with ${next}.`;
  return { ...voiced(question, of, next).ruling, of: next };
};

/** One person's no is enough: it only leaves things as they are. */
const stopHere = ({ incident }: WordQuestion): WordRuling => {
  if (incident.phase === "held") return { verdict: "accepted", why: "It is closed: nothing was done to the role." };
  if (incident.phase === "restoring" || incident.phase === "restored" || incident.phase === "failed")
    return refused(`It does not go on by itself: it is ${incident.phase}.`);
  if (waitsFor(incident) === undefined && incident.phase === "contained")
    return refused("All that was to be done is done: restore takes it back.");
  return { verdict: "accepted", why: "It stays as it is: what was done to the role stands, and nothing follows." };
};

const restore = (question: WordQuestion): WordRuling => {
  const { phase, restore: asked, holder } = question.incident;
  const isHeld = holder?.kind === "restore" && secondsBetween(question.now, holder.until) > 0;
  if (phase === "opened" || phase === "held") return refused("There is nothing to put back: nothing was done yet.");
  if (phase === "restored" && !question.word.all) return refused("The role is back already.");
  // One that died is begun again.
  if (phase === "restoring" && asked && isHeld) return refused(`${asked.by} has asked for this already.`);
  return voicedRestore(question);
};

/** What two people asked for is what both did: one voice alone widens nothing. */
const voicedRestore = (question: WordQuestion): WordRuling => {
  const { ruling, second } = voiced(question, "The role is put back as its snapshot has it.", undefined);
  if (ruling.verdict !== "accepted") return ruling;
  const own = extentOf(question.word);
  if (second === undefined) return { ...ruling, restore: own };
  const other = extentOf(second);
  const restore = { all: own.all && other.all, acceptDrift: own.acceptDrift && other.acceptDrift };
  const alone = extents.filter(([key]) => own[key] !== other[key]).map(([, option]) => option);
  const why = `${ruling.why} Only one of you asked for ${alone.join(" and for ")}: it is done without.`;
  return { ...ruling, ...(alone.length > 0 ? { why } : {}), restore };
};

/** How far a restore goes. */
type Extent = Pick<NonNullable<Incident["restore"]>, "all" | "acceptDrift">;
const extents = [
  ["all", "--all"],
  ["acceptDrift", "--accept-drift"],
] as const;
const extentOf = ({ all = false, acceptDrift = false }: Pick<IncidentWord, "all" | "acceptDrift">): Extent => ({
  all,
  acceptDrift,
});
const isSameExtent = (one: Extent, other: Extent): boolean => extents.every(([key]) => one[key] === other[key]);

const rules: Record<IncidentChoice, (question: WordQuestion) => WordRuling> = {
  "go-on": goOn,
  "stop-here": stopHere,
  restore,
};

/** Seconds for which one person's word waits for another's. */
const patience = 86_400;

/** Accepted where as many people agree as the contract asks for. `second`: the other one's word. */
const voiced = (
  question: WordQuestion,
  why: string,
  of: "begin" | RungId | undefined,
): { ruling: WordRuling; second?: IncidentAnswer } => {
  const { word, contract, settings } = question;
  if (voicesNeeded(contract) === 1 || !canHaveSecond(question)) return { ruling: { verdict: "accepted", why } };
  const before = waitingWords(question, of);
  const own = voiceOf(word.by, settings);
  const second = before.findLast(({ by }) => !isSameVoice(voiceOf(by, settings), own));
  if (second) return { ruling: { verdict: "accepted", why: `${why} ${second.by} said so too.` }, second };
  const last = before.at(-1);
  if (last && isSameExtent(extentOf(last), extentOf(word)))
    return { ruling: refused("You have said so already: the contract asks for two people, so another one has to.") };
  const wait = "The contract asks for two people: another approver has to say the same within a day.";
  return { ruling: { verdict: "waiting", why: wait } };
};

/** Each word counts once: those of before the last that was accepted have had their effect. */
const waitingWords = (
  { word, incident, now }: WordQuestion,
  of: "begin" | RungId | undefined,
): readonly IncidentAnswer[] => {
  const said = incident.answers.filter((answer) => answer.choice === word.choice && answer.of === of);
  return said
    .slice(said.findLastIndex(({ verdict }) => verdict === "accepted") + 1)
    .filter(({ verdict, at }) => verdict === "waiting" && secondsBetween(at, now) < patience);
};

/** Where there is no Slack nobody but operators can speak, and those are one voice: a role must not stay shut for that. */
const canHaveSecond = ({ word, settings }: WordQuestion): boolean =>
  word.via === "slack" || settings.notices.slack !== undefined;

interface Voice {
  isOperator: boolean;
  person: string | undefined;
}

/**
 * Slack says who pressed. Of an operator Lambda does not tell who it is, so whatever ARNs they give, all of them are one voice, and
 * never that of the person whose ARN it is.
 */
const voiceOf = (by: string, settings: Settings): Voice => {
  const arn = parseArn(by);
  return arn === undefined
    ? { isOperator: false, person: by }
    : { isOperator: true, person: personOf(arn.resource, settings) };
};

const isSameVoice = (one: Voice, other: Voice): boolean =>
  (one.isOperator && other.isOperator) || (one.person !== undefined && one.person === other.person);

const personOf = (resource: string, settings: Settings): string | undefined => {
  const parts = resource.split("/");
  const name = parts.at(-1) ?? "";
  const directory = directoryOf(settings);
  if (parts[0] === "user") return directory.byIamUser(name);
  return parts[0] === "assumed-role" ? directory.byUserName(name) : undefined;
};
