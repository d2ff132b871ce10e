import { createHash } from "node:crypto";
import type { Creation } from "../model/activity.ts";
import { parseArn } from "../model/arn.ts";
import { type OwnEvent, ownEvents, ownSource } from "../model/own-event.ts";
import { type Tags, tagMap } from "../model/tags.ts";
import { epochOf, isoAt } from "../model/time.ts";
import type { Listed } from "./listing.ts";

/** The same resource gives the same id in every sweep; one that was made anew under its name another. */
export const foundId = ({ arn, createdAt = "" }: Pick<Listed, "arn" | "createdAt">): string =>
  `sweep-${createHash("sha256").update(`${arn} ${createdAt}`).digest("base64url").slice(0, 22)}`;

/** What the sweep found, as a creation that nobody announced. A list that tells no time: it was there before `deployedAt`. */
export const foundCreation = (resource: Listed, tags: Tags | undefined, deployedAt: string): Creation => {
  const { arn, kind, createdAt } = resource;
  const { account = "", region = "", partition = "aws" } = parseArn(arn) ?? {};
  return {
    type: "creation",
    eventId: foundId(resource),
    eventName: ownEvents.found,
    at: createdAt ?? isoAt((epochOf(deployedAt) ?? 0) - 1_000),
    account,
    region,
    partition,
    principal: { type: "Unknown" },
    resource: { arn, kind },
    announcedBy: "sweep",
    requestTags: tags ?? tagMap([]),
    tagsComplete: true,
    parents: [],
    again: true,
  };
};

export const foundEvent = (creation: Creation): OwnEvent => ({
  source: ownSource,
  "detail-type": ownEvents.found,
  detail: creation,
});
