import { directoryOf } from "../attribute/directory.ts";
import type { Notice } from "../model/notice.ts";
import type { CreationRow } from "../model/outcome.ts";
import type { OwnerNamed } from "../model/own-event.ts";
import type { Settings } from "../model/settings.ts";
import type { StoredExemption } from "../model/stored-exemption.ts";
import type { Answer, UnownedCase } from "../model/unowned-case.ts";
import { approversFor, claimOf, provenTeam } from "./claims.ts";

/** What an answer brings about, in this order. Each may be done any number of times. */
export type Effect =
  | { type: "name"; naming: OwnerNamed }
  | { type: "exempt"; exemption: Omit<StoredExemption, "version"> }
  /** The execution that holds the case looks at `pending`. */
  | { type: "wake" }
  | { type: "notify"; notice: Notice };

/** One answer of the case, recorded or the same as a recorded one. */
export interface Given {
  unowned: UnownedCase;
  answer: Answer;
  row: CreationRow | undefined;
  settings: Settings;
}

/** Whether the execution has to carry it out. A rejection leaves the case as it was. */
export const isDecisive = ({ verdict, choice }: Pick<Answer, "verdict" | "choice">): boolean =>
  verdict === "accepted" && choice !== "reject";

/** Only from what is recorded: after a crash they are the same. */
export const effectsOf = (given: Given): readonly Effect[] => {
  const { answer } = given;
  if (answer.verdict === "refused") return [];
  if (answer.verdict === "waiting") return asksOf(given);
  return [
    ...namesOf(given),
    ...exemptionsOf(given),
    ...(isDecisive(answer) ? [{ type: "wake" } as const] : []),
    ...told(given),
  ];
};

const before = ({ unowned, answer }: Given): readonly Answer[] => {
  const index = unowned.answers.findIndex((other) => isSame(other, answer));
  return index < 0 ? unowned.answers : unowned.answers.slice(0, index);
};

/** One press of one person: a message that is delivered again has the time of its receipt. */
export const isSame = (a: Answer, b: Pick<Answer, "at" | "slackUser" | "choice">): boolean =>
  a.at === b.at && a.slackUser === b.slackUser && a.choice === b.choice;

const namesOf = (given: Given): readonly Effect[] => {
  const { unowned, answer, row } = given;
  if (!isDecisive(answer) || answer.owner === undefined) return [];
  const naming: OwnerNamed = {
    id: `named:${unowned.id}:${answer.at}`,
    resource: unowned.creation.resource,
    eventId: row?.eventId ?? unowned.creation.eventId,
    owner: answer.owner,
    at: answer.at,
    by: words(given, answer.owner.studiouserid),
  };
  return [{ type: "name", naming }];
};

/** Whose words made the owner. */
const words = (given: Given, owner: string): string => {
  const { person } = given.answer;
  if (person !== owner) return `${owner} in Slack, confirmed by ${person}`;
  const { assigners } = claimOf(owner, before(given));
  return `${owner} in Slack${assigners.length === 0 ? "" : `, named by ${assigners.join(" and ")}`}`;
};

const exemptionsOf = ({ unowned, answer }: Given): readonly Effect[] => {
  const { until, reason } = answer;
  if (answer.choice !== "keep" || until === undefined || reason === undefined) return [];
  const { arn } = unowned.creation.resource;
  return [{ type: "exempt", exemption: { arn, until, reason, by: answer.person, at: answer.at, source: "slack" } }];
};

/**
 * Who has to say something: the person who was picked, else the approvers. Each gets a notice of their own, in person: in a
 * channel it would stand before people who may not answer, and a team need not have one.
 */
const asksOf = (given: Given): readonly Effect[] => {
  const { answer, unowned, settings } = given;
  const owner = answer.owner?.studiouserid;
  if (owner === undefined) return [];
  const hasSpoken = claimOf(owner, [...before(given), answer]).word !== undefined;
  const ground = { ...given, kind: unowned.creation.resource.kind, now: answer.at };
  const asked = hasSpoken ? approversFor(owner, ground) : [owner];
  return asked
    .filter((person) => person !== answer.person && directoryOf(settings).isPerson(person))
    .map((person) => ({ type: "notify", notice: askNotice(given, owner, person) }));
};

/** Asked once for each claimant; after a rejection once more. */
const round = (given: Given, owner: string): string => {
  const isRejection = ({ choice, verdict, owner: about }: Answer): boolean =>
    choice === "reject" && verdict === "accepted" && about?.studiouserid === owner;
  const rejections = before(given).filter(isRejection).length;
  return rejections === 0 ? "" : `#${rejections}`;
};

const askNotice = (given: Given, owner: string, person: string): Notice => {
  const { kind } = given.unowned.creation.resource;
  const isOwn = owner === person;
  return {
    ...noticeOf(given, person),
    id: `owner-wanted#${given.unowned.id}#${owner}#${person}${round(given, owner)}`,
    type: "owner-wanted",
    title: isOwn ? `Is this ${kind} yours?` : `Is this ${kind} ${owner}'s?`,
    detail: isOwn ? `${given.answer.person} says that it is yours.` : `${owner} says that it is theirs.`,
    remediation: "Confirm it only if you know it: the owner's tags decide who may use it, and who pays for it.",
    choices: ["confirm", "reject"],
    claimant: owner,
  };
};

/** Whoever spoke for this owner hears what became of it. */
const told = (given: Given): readonly Effect[] => {
  const { answer, settings } = given;
  const owner = answer.owner?.studiouserid;
  if (owner === undefined) return [];
  const { word, assigners } = claimOf(owner, before(given));
  const people = new Set([...(word ? [owner] : []), ...assigners]);
  return [...people]
    .filter((person) => person !== answer.person && directoryOf(settings).isPerson(person))
    .map((person) => ({ type: "notify", notice: answeredNotice(given, owner, person) }));
};

const answeredNotice = (given: Given, owner: string, person: string): Notice => {
  const { unowned, answer } = given;
  const not = answer.choice === "reject" ? " not" : "";
  return {
    ...noticeOf(given, person),
    id: `answered#${unowned.id}#${answer.at}#${person}`,
    type: "answered",
    severity: "info",
    title: `${answer.person} says that this ${unowned.creation.resource.kind} is${not} ${owner}'s`,
    detail: answer.choice === "reject" ? "It still has no owner." : "Its owner's tags are being written.",
    remediation: "",
  };
};

const noticeOf = (
  { unowned, answer, row }: Given,
  person: string,
): Omit<Notice, "id" | "type" | "title" | "detail" | "remediation"> => ({
  severity: "medium",
  resource: unowned.creation.resource,
  team: provenTeam(row),
  studiouserid: undefined,
  at: answer.at,
  facts: {},
  since: unowned.creation.at,
  caseId: unowned.id,
  person,
});
