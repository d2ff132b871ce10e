import type { Creation } from "../model/activity.ts";
import { PoisonRecord } from "../model/errors.ts";
import { recordedTime } from "../model/time.ts";
import { kindOfArn } from "../sagemaker/kinds.ts";
import { defined, type Fields, fieldsAt, listAt, requireText, textAt } from "./fields.ts";
import { namedMakers } from "./parents.ts";
import { accountForm, idForm, partitionOf, regionForm } from "./record.ts";
import { checkedArn } from "./resource-arn.ts";
import { readTagMap } from "./tags.ts";

export const isStateChange = (detailType: unknown): boolean =>
  typeof detailType === "string" && /^SageMaker .{1,80} State Change$/.test(detailType);

/**
 * SageMaker's own event. Every state tells the same `CreationTime`, so the first to arrive announces the resource and later
 * ones are known by it. None for what has no kind, is being deleted, or does not tell when it was made.
 */
export const readStateChange = (envelope: Fields): readonly Creation[] => {
  const detail = fieldsAt(envelope, "detail");
  const arn = listAt(envelope, "resources").find((entry) => typeof entry === "string");
  const kind = arn === undefined ? undefined : kindOfArn(arn);
  const at = creationTime(envelope, detail);
  if (arn === undefined || kind === undefined || at === undefined || isDeleted(detail)) return [];
  const region = requireText(envelope, "region", regionForm, "a region such as us-east-1");
  const place = {
    account: requireText(envelope, "account", accountForm, "a 12-digit account id"),
    region,
    partition: partitionOf(region),
  };
  const { tags, complete } = readTagMap(detail.Tags);
  return [
    {
      type: "creation",
      eventId: requireText(envelope, "id", idForm, "an id"),
      eventName: requireText(envelope, "detail-type", /^[\w ]{1,128}$/, "the kind of event"),
      at,
      ...place,
      principal: { type: "Unknown" },
      resource: { arn: checkedArn(arn, place, "resources[0]"), kind: kind.kind },
      announcedBy: "state-change",
      requestTags: tags,
      tagsComplete: complete && detail.Tags !== undefined,
      ...defined({ toldAt: recordedTime(envelope.time) }),
      ...defined({ executionRole: textAt(detail, "RoleArn") ?? textAt(detail, "ExecutionRoleArn") }),
      parents: namedMakers(detail, place).filter((parent) => parent !== arn),
    },
  ];
};

/** Images do not tell a time, but say that they are being created. */
const creationTime = (envelope: Fields, detail: Fields): string | undefined => {
  const told = detail.CreationTime;
  if (told === undefined) return hasStatus(detail, /^creating$/i) ? recordedTime(envelope.time) : undefined;
  const time = recordedTime(told);
  if (time === undefined) throw new PoisonRecord("detail.CreationTime: expected a time");
  return time;
};

const isDeleted = (detail: Fields): boolean => hasStatus(detail, /^delet/i);

const hasStatus = (detail: Fields, form: RegExp): boolean =>
  Object.entries(detail).some(
    ([key, value]) => key.endsWith("Status") && typeof value === "string" && form.test(value),
  );
