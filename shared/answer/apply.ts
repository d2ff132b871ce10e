import { decideAnswer } from "../decide/answer.ts";
import { type Effect, effectsOf, isDecisive, isSame } from "../decide/answer-effects.ts";
import { exempted } from "../decide/exemption.ts";
import { rowOf, successorOf } from "../decide/same-creation.ts";
import type { Ledger } from "../edges.ts";
import { StaleRow } from "../model/errors.ts";
import type { Notice } from "../model/notice.ts";
import type { CreationRow } from "../model/outcome.ts";
import { type OwnEvent, ownEvents, ownSource } from "../model/own-event.ts";
import type { Settings } from "../model/settings.ts";
import type { StoredExemption } from "../model/stored-exemption.ts";
import { secondsBetween } from "../model/time.ts";
import type { Answer, UnownedCase } from "../model/unowned-case.ts";
import type { CaseStore } from "../record/cases.ts";
import type { ExemptionStore } from "../record/exemptions.ts";
import { applyIncidentPress, type IncidentParts } from "./apply-incident.ts";
import { identify, type SlackPeople } from "./identify.ts";
import { readIncidentPress } from "./read-incident-press.ts";
import { type Press, readPress } from "./read-press.ts";
import { askingReply, closedMessage, privateReply, type Reply } from "./reply.ts";

export interface ApplyParts extends IncidentParts {
  settings: Settings;
  cases: Pick<CaseStore, "get" | "update">;
  ledger: Pick<Ledger, "creations" | "update">;
  exemptions: ExemptionStore;
  slack: SlackPeople;
  /** Puts one of our own events on the queue of creations. */
  send(event: OwnEvent): Promise<void>;
  /** Ends the wait of the case's execution; one that waits no more is no error. */
  wake(callbackId: string, answer: Answer): Promise<unknown>;
  notify(notice: Notice): Promise<void>;
  /** To the press's `response_url`. What cannot be told any more is not an error. */
  respond(url: string, reply: Reply): Promise<void>;
}

/**
 * One answer: who, whether they may, and what it brings about. It counts from when it is recorded in its case, with the
 * decision, by one conditional write; all that follows is made from what is recorded. So a delivery that ends anywhere and
 * comes again ends the same.
 */
export const applyAnswer = async (message: unknown, parts: ApplyParts): Promise<void> => {
  const about = readIncidentPress(message);
  if (about !== undefined) return applyIncidentPress(about, parts);
  const press = readPress(message);
  if (press === undefined) return;
  if (press.isBare) return respond(press, [await furtherQuestion(press, parts)], parts);
  const taken = (await recorded(press, parts)) ?? (await record(press, parts));
  if (typeof taken === "string") return respond(press, [privateReply(press, taken)], parts);
  const { unowned, answer, row } = taken;
  for (const effect of effectsOf({ unowned, answer, row, settings: parts.settings }))
    await carryOut(effect, taken, parts);
  await respond(press, [closedMessage(press, answer, unowned), privateReply(press, answer.why)], parts);
};

/** Nothing is answered yet. */
const furtherQuestion = async (press: Press, { settings, slack }: ApplyParts): Promise<Reply> => {
  const who = await identify(press, settings, slack);
  return "refusal" in who ? privateReply(press, who.refusal) : askingReply(press);
};

interface Taken {
  /** With the answer, where it was recorded. */
  unowned: UnownedCase;
  answer: Answer;
  row: CreationRow | undefined;
}

/** What the ledger says of a case's creation. */
interface Known {
  row: CreationRow | undefined;
  /** Its name was used again: what is there now is another resource. */
  isReplaced: boolean;
}

/** What an earlier delivery recorded holds, whatever became of the person since. */
const recorded = async (press: Press, parts: ApplyParts): Promise<Taken | undefined> => {
  const unowned = await parts.cases.get(press.caseId);
  const answer = unowned && knownIn(unowned, press);
  return answer && { unowned, answer, row: (await knownOf(unowned, parts)).row };
};

const knownIn = ({ answers }: UnownedCase, { at, slackUser, asked }: Press): Answer | undefined =>
  answers.find((answer) => isSame(answer, { at, slackUser, choice: asked.choice }));

/** The case may move at the same time: its execution writes to it, and others press. */
const tries = 5;

/** Answers why not, where it is nobody's who could answer. */
const record = async (press: Press, parts: ApplyParts): Promise<Taken | string> => {
  const who = await identify(press, parts.settings, parts.slack);
  if ("refusal" in who) return who.refusal;
  for (let look = 0; look < tries; look++) {
    const unowned = await parts.cases.get(press.caseId);
    if (unowned === undefined) return "This is too old: nothing is known of it any more.";
    const known = await knownOf(unowned, parts);
    const taken = take(press, who.person, { unowned, ...known }, parts.settings);
    if (taken.unowned === unowned || (await isStored(taken.unowned, parts))) return taken;
  }
  throw new StaleRow(`the case ${press.caseId} moves on and on`);
};

const isStored = async (next: UnownedCase, { cases }: ApplyParts): Promise<boolean> => {
  try {
    await cases.update(next);
    return true;
  } catch (error) {
    if (error instanceof StaleRow) return false;
    throw error;
  }
};

const knownOf = async ({ creation }: UnownedCase, { ledger }: ApplyParts): Promise<Known> => {
  const rows = await ledger.creations(creation.resource.arn);
  const row = rowOf(creation, rows);
  return { row, isReplaced: successorOf({ createdAt: row?.createdAt ?? creation.at }, rows) !== undefined };
};

/**
 * A list of more than 200 would lose its middle in the table, a rejection perhaps. Refusals leave room for others' words, and
 * what decides the case is recorded in any event.
 */
const most = { refused: 100, waiting: 150, accepted: 150 };

const take = (press: Press, person: string, seen: Omit<Taken, "answer"> & Known, settings: Settings): Taken => {
  const { unowned, row, isReplaced } = seen;
  const { at, slackUser, asked } = press;
  const known = knownIn(unowned, press);
  if (known) return { unowned, answer: known, row };
  const ruling = decideAnswer({ unowned, row, isReplaced, person, asked, settings, now: at });
  const answer: Answer = { at, person, slackUser, choice: asked.choice, before: standing(row), ...ruling };
  if (isDecisive(answer)) return { unowned: withAnswer(unowned, answer, { pending: answer }), answer, row };
  if (isRepeated(answer, unowned)) return { unowned, answer, row };
  if (unowned.answers.length >= most[answer.verdict]) return { unowned, answer: unheard(answer), row };
  return { unowned: withAnswer(unowned, answer), answer, row };
};

const unheard = (answer: Answer): Answer => {
  if (answer.verdict === "refused") return answer;
  const why = "Too much has been said about this already: ask whoever runs Sagewarden.";
  return { ...answer, verdict: "refused", why };
};

const withAnswer = (unowned: UnownedCase, answer: Answer, change: Partial<UnownedCase> = {}): UnownedCase => ({
  ...unowned,
  ...change,
  answers: [...unowned.answers, answer],
  version: unowned.version + 1,
});

const standing = (row: CreationRow | undefined): string =>
  row === undefined
    ? "not in the ledger"
    : `${row.outcome}, team=${row.owner.team?.value ?? "-"} studiouserid=${row.owner.studiouserid?.value ?? "-"}`;

/** Pressed twice: what was heard last of this person is just that. */
const isRepeated = (answer: Answer, { answers }: UnownedCase): boolean => {
  const last = answers.findLast(
    ({ person, owner }) =>
      person === answer.person || (owner !== undefined && owner.studiouserid === answer.owner?.studiouserid),
  );
  if (last === undefined) return false;
  const { at: _, ...said } = answer;
  const { at: __, ...before } = last;
  return JSON.stringify(said) === JSON.stringify(before);
};

const carryOut = async (effect: Effect, { unowned, answer, row }: Taken, parts: ApplyParts): Promise<void> => {
  switch (effect.type) {
    case "name":
      return parts.send({ source: ownSource, "detail-type": ownEvents.named, detail: effect.naming });
    case "exempt":
      return exempt(effect.exemption, row, parts);
    case "wake":
      return wake(unowned, answer, parts);
    case "notify":
      return parts.notify(effect.notice);
  }
};

const exempt = async (wanted: Omit<StoredExemption, "version">, row: CreationRow | undefined, parts: ApplyParts) => {
  const there = await parts.exemptions.get(wanted.arn);
  const team = row?.owner.team?.value;
  const ours = { ...wanted, ...(team === undefined ? {} : { team }), version: (there?.version ?? 0) + 1 };
  // A later word, or its end, holds: also for the row.
  const isLater = there === undefined || secondsBetween(there.at, wanted.at) > 0;
  if (isLater) await parts.exemptions.put(ours);
  const next = row && exempted(row, isLater ? ours : there, wanted.at);
  if (next && next !== row) await parts.ledger.update(next);
};

/** Of the case as it is now: its execution waits elsewhere after each look, and needs no waking for what it has done. */
const wake = async ({ id }: UnownedCase, answer: Answer, { cases, wake: wakeUp }: ApplyParts): Promise<void> => {
  const now = await cases.get(id);
  const isPending = now?.pending !== undefined && isSame(now.pending, answer);
  if (isPending && now.callback) await wakeUp(now.callback.id, answer);
};

const respond = async (
  { responseUrl }: Press,
  replies: readonly (Reply | undefined)[],
  parts: ApplyParts,
): Promise<void> => {
  if (responseUrl === undefined) return;
  for (const reply of replies) if (reply) await parts.respond(responseUrl, reply);
};
