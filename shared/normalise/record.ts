import type { Recorded } from "../model/activity.ts";
import { PoisonRecord } from "../model/errors.ts";
import { recordedTime } from "../model/time.ts";
import { type Fields, fieldsAt, isFields, requireText, textAt } from "./fields.ts";
import { readPrincipal } from "./principal.ts";

/** Longest first: `us-isob-` begins with `us-iso`. */
const partitions: readonly (readonly [string, string])[] = [
  ["us-gov-", "aws-us-gov"],
  ["us-isob-", "aws-iso-b"],
  ["us-isof-", "aws-iso-f"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-iso-", "aws-iso"],
  ["eusc-", "aws-eusc"],
  ["cn-", "aws-cn"],
];

export const partitionOf = (region: string): string =>
  partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";

/** Failed calls carry `errorCode`; a few only `errorMessage`. `responseElements: null` proves nothing: some calls succeed with it. */
export const hasFailed = (record: Fields): boolean => present(record.errorCode) || present(record.errorMessage);

const present = (value: unknown): boolean => value !== undefined && value !== null;

export const idForm = /^[\w.:@/+=-]{1,128}$/;
export const accountForm = /^\d{12}$/;
export const regionForm = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;

/** What every activity carries. Throws `PoisonRecord` naming the field that cannot be used. */
export const readRecorded = (record: Fields): Recorded => {
  const at = recordedTime(record.eventTime);
  if (at === undefined) throw new PoisonRecord("eventTime: expected an ISO 8601 time");
  const region = requireText(record, "awsRegion", regionForm, "a region such as us-east-1");
  return {
    eventId: requireText(record, "eventID", idForm, "an id"),
    eventName: requireText(record, "eventName", /^\w{1,128}$/, "an operation's name"),
    at,
    account: readAccount(record),
    region,
    partition: partitionOf(region),
    principal: readPrincipal(record),
  };
};

/** The account that the record was delivered to; older records name only the caller's. */
const readAccount = (record: Fields): string => {
  const account = textAt(record, "recipientAccountId") ?? textAt(fieldsAt(record, "userIdentity"), "accountId");
  if (account === undefined || !accountForm.test(account))
    throw new PoisonRecord("recipientAccountId: expected a 12-digit account id");
  return account;
};

/** `requestParameters`, and whether all of it is there: CloudTrail cuts off what exceeds 100 KB and says `omitted`. */
export const readRequest = (record: Fields): { request: Fields; complete: boolean } => {
  const request = record.requestParameters;
  if (isFields(request)) return { request, complete: request.omitted === undefined };
  return { request: typeof request === "string" ? parsed(request) : {}, complete: false };
};

const parsed = (text: string): Fields => {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : {};
  } catch {
    return {}; // cut off in the middle
  }
};
