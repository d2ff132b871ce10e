import type { Retag } from "../model/activity.ts";
import { PoisonRecord } from "../model/errors.ts";
import { tagMap } from "../model/tags.ts";
import { kindOfArn } from "../sagemaker/kinds.ts";
import { type Fields, fieldsAt, listAt, textAt } from "./fields.ts";
import { readRecorded, readRequest } from "./record.ts";
import { checkedArn } from "./resource-arn.ts";
import { readTagList } from "./tags.ts";

/** Operations that change the tags of what exists. The two updates add tags to those that are there. */
export const retagOperations = ["AddTags", "DeleteTags", "UpdatePartnerApp", "UpdateProject"] as const;
export type RetagOperation = (typeof retagOperations)[number];

export const isRetag = (eventName: unknown): eventName is RetagOperation =>
  retagOperations.includes(eventName as RetagOperation);

/** One change of tags. An update without tags changes none: no activity. */
export const readRetag = (record: Fields, operation: RetagOperation): readonly Retag[] => {
  const { request, complete } = readRequest(record);
  const isUpdate = operation !== "AddTags" && operation !== "DeleteTags";
  if (isUpdate && complete && request.tags === undefined) return [];
  const recorded = readRecorded(record);
  const { arn: text, field } = resourceOf(record, request);
  if (text === undefined) throw new PoisonRecord(`${field}: expected the ARN of the resource`);
  const arn = checkedArn(text, recorded, field);
  const { tags, complete: read } = readTagList(request.tags);
  const removed = listAt(request, "tagKeys").filter((key) => typeof key === "string");
  if (operation === "AddTags" && (request.tags === undefined || !read))
    throw new PoisonRecord("requestParameters.tags: expected a list of tags");
  if (operation === "DeleteTags" && removed.length === 0)
    throw new PoisonRecord("requestParameters.tagKeys: expected a list of tag keys");
  const added = operation === "DeleteTags" ? tagMap([]) : tags;
  return [{ type: "retag", ...recorded, resource: { arn, kind: kindOfArn(arn)?.kind }, added, removed }];
};

const resourceOf = (record: Fields, request: Fields): { arn: string | undefined; field: string } => {
  const project = textAt(fieldsAt(record, "responseElements"), "projectArn");
  if (project !== undefined) return { arn: project, field: "responseElements.projectArn" };
  return { arn: textAt(request, "resourceArn") ?? textAt(request, "arn"), field: "requestParameters.resourceArn" };
};
