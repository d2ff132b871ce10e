import { expect, test } from "@jest/globals";
import { account, notebookArn as arn } from "../../test/fixtures.ts";
import { foundCreation, foundEvent, foundId } from "./found.ts";

const createdAt = "2026-11-20T10:00:00.000Z";
const deployedAt = "2026-11-22T10:00:00.000Z";
const listed = { arn, kind: "NotebookInstance", name: "churn", createdAt };

test("the id is the resource's and its creation's, and can be a key", () => {
  expect(foundId(listed)).toMatch(/^sweep-[\w-]{22}$/);
  expect(foundId({ ...listed })).toBe(foundId(listed));
  expect(foundId({ ...listed, createdAt: deployedAt })).not.toBe(foundId(listed));
  expect(foundId({ ...listed, arn: `${arn}2` })).not.toBe(foundId(listed));
});

test("a creation that nobody announced, with the live tags", () => {
  expect(foundCreation(listed, { team: "TeamA" }, deployedAt)).toEqual({
    type: "creation",
    eventId: foundId(listed),
    eventName: "Sagewarden Found",
    at: createdAt,
    account,
    region: "us-east-1",
    partition: "aws",
    principal: { type: "Unknown" },
    resource: { arn, kind: "NotebookInstance" },
    announcedBy: "sweep",
    requestTags: { team: "TeamA" },
    tagsComplete: true,
    parents: [],
    again: true,
  });
});

test("where no list tells when it was made, it was there before the deployment", () => {
  const { createdAt: _, ...without } = listed;
  expect(foundCreation(without, undefined, deployedAt).at).toBe("2026-11-22T09:59:59.000Z");
});

test("the event is ours", () => {
  const creation = foundCreation(listed, undefined, deployedAt);
  expect(foundEvent(creation)).toEqual({ source: "sagewarden", "detail-type": "Sagewarden Found", detail: creation });
});
