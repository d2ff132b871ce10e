import type { Creation, Recorded } from "../model/activity.ts";
import { parseArn } from "../model/arn.ts";
import { PoisonRecord } from "../model/errors.ts";
import type { Tags } from "../model/tags.ts";
import type { Kind } from "../sagemaker/kind.ts";
import { defined, type Fields, fieldsAt, isFields, listAt, textAt } from "./fields.ts";
import { here, toldMakers } from "./parents.ts";
import { readRecorded, readRequest } from "./record.ts";
import { createdArn, madeArn } from "./resource-arn.ts";
import { readTagList } from "./tags.ts";

/** A creating call that succeeded. Throws `PoisonRecord` when the resource cannot be named. */
export const readCreations = (record: Fields, kind: Kind): readonly Creation[] => {
  const recorded = readRecorded(record);
  const { request, complete } = readRequest(record);
  const { tags, complete: tagsRead } = readTagList(request.tags);
  const parents = readParents(record, tags, recorded);
  return arnsOf(record, kind, request, recorded).map((arn) => ({
    type: "creation",
    ...recorded,
    partition: parseArn(arn)?.partition ?? recorded.partition,
    resource: { arn, kind: kind.kind },
    announcedBy: record.eventType === "AwsServiceEvent" ? "service-event" : "api",
    requestTags: tags,
    tagsComplete: complete && tagsRead,
    ...defined({ executionRole: readExecutionRole(request) }),
    parents: parents.filter((parent) => parent !== arn),
  }));
};

/**
 * Who made a child, as the record names it. In an API call that is only the request's pipeline tag, which a caller can
 * write: a claim like any other.
 */
const readParents = (record: Fields, tags: Tags, recorded: Recorded): readonly string[] => {
  const claimed = tags["sagemaker:pipeline-execution-arn"];
  const told = record.eventType === "AwsServiceEvent" ? toldMakers(record, recorded) : [];
  return here(claimed === undefined ? told : [claimed, ...told], recorded);
};

/** RegisterDevices makes a device for each entry; every other operation makes one resource. */
const arnsOf = (record: Fields, kind: Kind, request: Fields, recorded: Recorded): readonly string[] => {
  if (kind.create !== "RegisterDevices") return [createdArn(record, kind, request, recorded)];
  const devices = listAt(request, "devices");
  if (devices.length === 0) throw new PoisonRecord("requestParameters.devices: expected a list of devices");
  const arns = devices.map((device) => madeArn(kind, { ...request, ...(isFields(device) ? device : {}) }, recorded));
  return [...new Set(arns)];
};

/** The role that the resource runs with. It has another name in each part of the API. */
export const readExecutionRole = (request: Fields): string | undefined =>
  [
    textAt(request, "roleArn"),
    textAt(request, "executionRoleArn"),
    textAt(fieldsAt(request, "defaultUserSettings"), "executionRole"),
    textAt(fieldsAt(request, "userSettings"), "executionRole"),
    textAt(fieldsAt(request, "trainingJobDefinition"), "roleArn"),
  ].find((role) => role !== undefined && parseArn(role)?.service === "iam");
