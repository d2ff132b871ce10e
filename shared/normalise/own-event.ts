import type { Activity, Creation } from "../model/activity.ts";
import { PoisonRecord } from "../model/errors.ts";
import { type OwnerNamed, ownEvents, ownSource } from "../model/own-event.ts";
import { tagMap } from "../model/tags.ts";
import { recordedTime } from "../model/time.ts";
import { kindNamed } from "../sagemaker/kinds.ts";
import { type Fields, fieldsAt, isFields, requireText } from "./fields.ts";
import { normalise } from "./index.ts";
import { idForm } from "./record.ts";
import { checkedArn } from "./resource-arn.ts";

/** What one of our own functions says. */
export type OwnNews =
  | { type: "look"; creation: Creation }
  | { type: "named"; naming: OwnerNamed }
  | { type: "missed"; activities: readonly Activity[] };

/**
 * Reads one of our own events; undefined for any other. Only our functions can put one on the queue, and EventBridge's
 * rules let none through: the checks are against our own mistakes, and against a queue policy that somebody loosened.
 * Throws `PoisonRecord` naming the field.
 */
export const readOwnEvent = (event: unknown): OwnNews | undefined => {
  if (!isFields(event) || event.source !== ownSource) return undefined;
  const detail = fieldsAt(event, "detail");
  switch (event["detail-type"]) {
    case ownEvents.recheck:
    case ownEvents.found:
      return { type: "look", creation: { ...readCreation(detail), again: true } };
    case ownEvents.named:
      return { type: "named", naming: readNaming(detail) };
    case ownEvents.missed:
      return { type: "missed", activities: normalise(detail) };
    default:
      throw new PoisonRecord("detail-type: expected one of Sagewarden's own");
  }
};

const timeAt = (fields: Fields, key: string): string => {
  const at = recordedTime(fields[key]);
  if (at === undefined) throw new PoisonRecord(`${key}: expected an ISO 8601 time`);
  return at;
};

const readResource = (detail: Fields, place: { account: string; region: string; partition: string }) => {
  const resource = fieldsAt(detail, "resource");
  const arn = checkedArn(requireText(resource, "arn", /^arn:/, "an ARN"), place, "resource.arn");
  const kind = requireText(resource, "kind", /^\w+$/, "a kind of resource");
  if (kindNamed(kind) === undefined) throw new PoisonRecord("resource.kind: expected a kind of the table");
  return { arn, kind };
};

const placeIn = (arn: unknown): { account: string; region: string; partition: string } => {
  const [, partition = "", , region = "", account = ""] = typeof arn === "string" ? arn.split(":") : [];
  return { account, region, partition };
};

/** What we wrote ourselves, taken as it is but for what identifies the resource and for its tags. */
const readCreation = (detail: Fields): Creation => {
  const creation = detail as unknown as Creation;
  const place = placeIn(fieldsAt(detail, "resource").arn);
  return {
    ...creation,
    type: "creation",
    resource: readResource(detail, place),
    ...place,
    eventId: requireText(detail, "eventId", idForm, "an id"),
    at: timeAt(detail, "at"),
    requestTags: readTags(detail),
    parents: Array.isArray(detail.parents) ? creation.parents : [],
    principal: isFields(detail.principal) ? creation.principal : { type: "Unknown" },
  };
};

const readTags = (detail: Fields): Creation["requestTags"] => {
  const pairs = Object.entries(fieldsAt(detail, "requestTags"));
  return tagMap(pairs.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
};

const readNaming = (detail: Fields): OwnerNamed => {
  const owner = fieldsAt(detail, "owner");
  return {
    id: requireText(detail, "id", idForm, "an id"),
    resource: readResource(detail, placeIn(fieldsAt(detail, "resource").arn)),
    eventId: requireText(detail, "eventId", idForm, "an id"),
    owner: {
      team: requireText(owner, "team", /./, "a team"),
      studiouserid: requireText(owner, "studiouserid", /./, "a person"),
    },
    at: timeAt(detail, "at"),
    by: requireText(detail, "by", /./, "who said so"),
  };
};
