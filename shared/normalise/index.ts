import type { Activity } from "../model/activity.ts";
import { PoisonRecord } from "../model/errors.ts";
import { kindByCreate } from "../sagemaker/kinds.ts";
import { readCreations } from "./creation.ts";
import { type Fields, isFields } from "./fields.ts";
import { readProfileUrl, urlOperation } from "./profile-url.ts";
import { hasFailed } from "./record.ts";
import { isRetag, readRetag } from "./retag.ts";
import { isSessionOperation, readSession } from "./session.ts";
import { isStateChange, readStateChange } from "./state-change.ts";

/** Only AWS can send these: PutEvents refuses every source that begins with `aws.`. */
const sources: Readonly<Record<string, string>> = {
  "aws.sagemaker": "sagemaker.amazonaws.com",
  "aws.sts": "sts.amazonaws.com",
};

/** How EventBridge announces CloudTrail's records. */
const detailTypes: readonly string[] = ["AWS API Call via CloudTrail", "AWS Service Event via CloudTrail"];

/**
 * What an EventBridge event or a bare CloudTrail record says that somebody did. Empty for what does not concern us: other
 * services, other sources, failed calls (but one that asked for a profile's address), reads. Throws `PoisonRecord` naming the field when it is ours and cannot be used.
 */
export const normalise = (input: unknown): readonly Activity[] => {
  if (!isFields(input)) throw new PoisonRecord("event: expected an object");
  return "detail-type" in input || "detail" in input ? readEnvelope(input) : readRecord(input);
};

const readEnvelope = (envelope: Fields): readonly Activity[] => {
  const { source, detail } = envelope;
  const eventSource = typeof source === "string" && Object.hasOwn(sources, source) ? sources[source] : undefined;
  if (eventSource === undefined) return [];
  if (!isFields(detail)) throw new PoisonRecord("detail: expected an object");
  const detailType = envelope["detail-type"];
  if (source === "aws.sagemaker" && isStateChange(detailType)) return readStateChange(envelope);
  if (typeof detailType !== "string" || !detailTypes.includes(detailType)) return [];
  if (detail.eventSource !== eventSource) return [];
  const activities = readRecord(detail);
  for (const activity of activities) refuseOtherPlace(envelope, activity);
  return activities;
};

/**
 * EventBridge writes the record's place into its envelope; where the two differ, one of them is not AWS's. Sessions have no
 * region: which one a record of STS's global endpoint names is AWS's to choose.
 */
const refuseOtherPlace = (envelope: Fields, { account, region, type }: Activity): void => {
  if (envelope.account !== undefined && envelope.account !== account)
    throw new PoisonRecord("detail.recipientAccountId: names another account than the event");
  if (type !== "session" && envelope.region !== undefined && envelope.region !== region)
    throw new PoisonRecord("detail.awsRegion: names another region than the event");
};

const readRecord = (record: Fields): readonly Activity[] => {
  const { eventSource, eventName } = record;
  if (typeof eventSource !== "string") throw new PoisonRecord("eventSource: expected the name of a service");
  if (eventSource === "sagemaker.amazonaws.com" && eventName === urlOperation) return readProfileUrl(record);
  if (hasFailed(record)) return [];
  if (eventSource === "sts.amazonaws.com") return isSessionOperation(eventName) ? [readSession(record, eventName)] : [];
  if (eventSource !== "sagemaker.amazonaws.com") return [];
  if (typeof eventName !== "string") throw new PoisonRecord("eventName: expected the name of an operation");
  if (isRetag(eventName)) return readRetag(record, eventName);
  const kind = kindByCreate(eventName);
  return kind === undefined ? [] : readCreations(record, kind);
};
