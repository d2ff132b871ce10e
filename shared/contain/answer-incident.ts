import { decideWord, type IncidentWord } from "../decide/incident-answer.ts";
import type { Incident, IncidentAnswer } from "../model/incident.ts";
import type { IncidentStore } from "../record/incidents.ts";
import { rosterOf } from "../vendors/watch/roster.ts";
import { executionOf } from "./incident-id.ts";
import type { IncidentEdges } from "./open-incident.ts";
import { stir } from "./stir.ts";
import { whileStale } from "./while-stale.ts";

export interface AnswerEdges extends Omit<IncidentEdges, "incidents"> {
  incidents: Pick<IncidentStore, "current" | "save">;
}

export interface AnswerRequest extends IncidentWord {
  role: string;
  /** Absent: the role's newest. */
  incident?: string;
  /** ISO 8601, when it was said: a second delivery of one word is the same word. */
  at: string;
}

export interface Answered {
  incident: Incident | undefined;
  answer: Pick<IncidentAnswer, "verdict" | "why">;
}

/**
 * One person's word: judged on what is there now, recorded with its verdict by one conditional write, and carried to whoever acts on
 * it. All that follows is made from what is recorded, so a delivery that ends anywhere and comes again ends the same.
 */
export const answerIncident = async (request: AnswerRequest, edges: AnswerEdges): Promise<Answered> => {
  const { row, answer } = await whileStale(() => recorded(request, edges));
  if (row !== undefined && answer.verdict === "accepted") await carryOut(row, request, edges);
  return { incident: row, answer };
};

interface Recorded {
  /** With the answer, where it was recorded. */
  row: Incident | undefined;
  answer: Answered["answer"];
}

const recorded = async (request: AnswerRequest, edges: AnswerEdges): Promise<Recorded> => {
  const there = await edges.incidents.current(request.role);
  const isThere = there !== undefined && (request.incident === undefined || request.incident === there.id);
  if (!isThere) return { row: there, answer: tooLate };
  const known = there.answers.find((answer) => isThat(answer, request));
  if (known) return { row: there, answer: known };
  const next = withWord(there, request, edges);
  if (next.row !== there) await edges.incidents.save(next.row);
  return next;
};

const tooLate = {
  verdict: "refused" as const,
  why: "It is too late: this incident is over, or nothing is known of it.",
};

const isThat = ({ at, by, choice }: IncidentAnswer, request: AnswerRequest): boolean =>
  at === request.at && by === request.by && choice === request.choice;

/** Refusals leave room for the words that count. */
const most = { refused: 30, waiting: 60, accepted: 90 };

const withWord = (
  there: Incident,
  { role, incident: _, at, ...word }: AnswerRequest,
  { settings, now }: AnswerEdges,
): { row: Incident; answer: IncidentAnswer } => {
  const { by, choice } = word;
  const { contract } = rosterOf(settings).ofRole(role);
  const { restore, ...ruling } = decideWord({ word, incident: there, contract, settings, now: now() });
  const answer: IncidentAnswer = { at, by, choice, ...askedFor(word), ...ruling };
  if (there.answers.length >= most[answer.verdict])
    return { row: there, answer: answer.verdict === "refused" ? answer : { ...answer, ...unheard } };
  const row = {
    ...there,
    answers: [...there.answers, answer],
    ...(restore ? { restore: { by, at, ...restore } } : {}),
    version: there.version + 1,
  };
  return { row, answer };
};

const askedFor = ({ choice, all, acceptDrift }: IncidentWord): Pick<IncidentAnswer, "all" | "acceptDrift"> =>
  choice === "restore" ? { ...(all ? { all } : {}), ...(acceptDrift ? { acceptDrift } : {}) } : {};

const unheard = {
  verdict: "refused" as const,
  why: "Too much has been said about this already: ask whoever runs Sagewarden.",
};

/** The containing run lets go at its next step, and the restore waits for that. */
const carryOut = async (row: Incident, { choice }: AnswerRequest, edges: AnswerEdges): Promise<void> => {
  if (choice !== "restore") return stir(row, "wake", edges);
  const payload = { role: row.role, incident: row.id, again: row.version };
  await edges.start("restore", executionOf(payload), payload);
  if (row.callback) await edges.wake(row.callback.id);
};
