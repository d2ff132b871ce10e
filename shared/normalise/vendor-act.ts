import { PoisonRecord } from "../model/errors.ts";
import { epochOf, isoSecondsAt, recordedTime } from "../model/time.ts";
import type { VendorAct } from "../model/vendor-act.ts";
import { type Fields, fieldsAt, isFields, listAt, requireText, textAt } from "./fields.ts";
import { readPrincipal } from "./principal.ts";
import { idForm, partitionOf, readRequest } from "./record.ts";

/** How EventBridge announces CloudTrail's records. */
const detailTypes: readonly string[] = [
  "AWS API Call via CloudTrail",
  "AWS Service Event via CloudTrail",
  "AWS Console Sign In via CloudTrail",
  "AWS Console Action via CloudTrail",
];

/**
 * Wider than AWS's own forms: whoever publishes records of attacks replaces ids, so that accounts of 15 digits and regions
 * such as `ap-isob-east-1r` occur (Stratus Red Team's detonation logs). A role in such a place is as well judged.
 */
const accountForm = /^\d{1,20}$/;
const regionForm = /^[a-z][a-z\d-]{1,39}$/;

/**
 * A bare CloudTrail record or an EventBridge event with one, of any service, denied calls and reads included. Undefined for
 * what is no record. Throws `PoisonRecord` that names the field, where it is one and cannot be used.
 */
export const readVendorAct = (input: unknown): VendorAct | undefined => {
  if (!isFields(input)) return undefined;
  const isEnvelope = "detail-type" in input || "detail" in input;
  const record = isEnvelope ? recordIn(input) : input;
  if (record === undefined || !("eventName" in record || "eventSource" in record)) return undefined;
  const act = readAct(record);
  if (isEnvelope && input.account !== undefined && input.account !== act.account)
    throw new PoisonRecord("detail.recipientAccountId: names another account than the event");
  return act;
};

/** Only AWS can send what begins with `aws.`: PutEvents refuses it. */
const recordIn = ({ source, detail, "detail-type": type }: Fields): Fields | undefined => {
  const isTrail = typeof source === "string" && source.startsWith("aws.") && detailTypes.includes(type as string);
  if (!isTrail) return undefined;
  if (!isFields(detail)) throw new PoisonRecord("detail: expected an object");
  return detail;
};

const readAct = (record: Fields): VendorAct => {
  const at = epochOf(recordedTime(record.eventTime) ?? "");
  if (at === undefined) throw new PoisonRecord("eventTime: expected an ISO 8601 time");
  const region = requireText(record, "awsRegion", regionForm, "a region such as us-east-1");
  const eventSource = requireText(record, "eventSource", /^[a-z\d.-]{1,128}$/i, "a service such as s3.amazonaws.com");
  const { request, complete } = readRequest(record);
  return {
    eventId: requireText(record, "eventID", idForm, "an id"),
    eventName: requireText(record, "eventName", /^[\w.:-]{1,128}$/, "an operation's name"),
    at: isoSecondsAt(at),
    account: readAccount(record),
    region,
    partition: partitionOf(region),
    principal: readPrincipal(record),
    eventSource,
    service: serviceOf(eventSource),
    sourceIp: withoutZeros(cutText(record.sourceIPAddress, 128)),
    userAgent: cutText(record.userAgent, 512),
    errorCode: cutText(record.errorCode, 128),
    errorMessage: cutText(record.errorMessage, 1_024),
    readOnly: typeof record.readOnly === "boolean" ? record.readOnly : undefined,
    fromConsole: record.sessionCredentialFromConsole === "true" || record.sessionCredentialFromConsole === true,
    category: categoryOf(record),
    request,
    requestComplete: complete,
    response: fieldsAt(record, "responseElements"),
    additional: fieldsAt(record, "additionalEventData"),
    resources: listAt(record, "resources").filter(isFields).slice(0, 100).map(readResource),
  };
};

const readAccount = (record: Fields): string => {
  const account = textAt(record, "recipientAccountId") ?? textAt(fieldsAt(record, "userIdentity"), "accountId");
  if (account === undefined || !accountForm.test(account))
    throw new PoisonRecord("recipientAccountId: expected an account id in digits");
  return account;
};

/** Signals look for words in it: a beginning is enough, and nobody hides by making it long. */
const cutText = (value: unknown, longest: number): string | undefined =>
  typeof value === "string" && value !== "" ? value.slice(0, longest) : undefined;

/** `255.090.254.5`, as published records have it. */
const withoutZeros = (address: string | undefined): string | undefined =>
  address?.replaceAll(/(?<![^.])0+(?=\d{1,2}(\.|$))/g, "");

/** Services whose IAM actions begin otherwise than their host's name. */
const otherPrefixes: ReadonlyMap<string, string> = new Map([
  ["monitoring", "cloudwatch"],
  ["tagging", "tag"],
  ["rdsdataapi", "rds-data"],
]);

/** `runtime.sagemaker.amazonaws.com` is `sagemaker`. */
const serviceOf = (eventSource: string): string => {
  const label = eventSource
    .toLowerCase()
    .replace(/\.amazonaws\.com(\.cn)?$/, "")
    .split(".")
    .at(-1);
  return otherPrefixes.get(label ?? "") ?? label ?? "";
};

const categories: Readonly<Record<string, VendorAct["category"]>> = {
  Management: "management",
  Data: "data",
  Insight: "insight",
};

/** Records from before 2020 have `managementEvent` at most. */
const categoryOf = ({ eventCategory, managementEvent }: Fields): VendorAct["category"] => {
  if (typeof eventCategory === "string" && Object.hasOwn(categories, eventCategory))
    return categories[eventCategory] ?? "unknown";
  if (typeof managementEvent !== "boolean") return "unknown";
  return managementEvent ? "management" : "data";
};

const readResource = (resource: Fields): VendorAct["resources"][number] => ({
  arn: textAt(resource, "ARN") ?? textAt(resource, "arn") ?? textAt(resource, "ARNPrefix"),
  account: textAt(resource, "accountId"),
  type: textAt(resource, "type"),
});
