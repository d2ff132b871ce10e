import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { creation, notebookArn } from "../../test/fixtures.ts";
import { creationRecord } from "../../test/simulator/records.ts";
import { PoisonRecord } from "../model/errors.ts";
import { ownEvents } from "../model/own-event.ts";
import { readOwnEvent } from "./own-event.ts";

const event = (detailType: string, detail: unknown) => ({ source: "sagewarden", "detail-type": detailType, detail });
const naming = {
  id: "answer-1",
  resource: creation.resource,
  eventId: creation.eventId,
  owner: { team: "TeamA", studiouserid: "alice" },
  at: "2026-11-22T12:00:00Z",
  by: "alice in Slack",
};

describe("what our own functions say", () => {
  test.each([ownEvents.recheck, ownEvents.found])("%s is a creation that is judged again", (type) => {
    const { again: _, ...rest } = { ...creation, again: undefined };
    expect(readOwnEvent(event(type, JSON.parse(JSON.stringify(rest))))).toEqual({
      type: "look",
      creation: { ...creation, again: true },
    });
  });

  test("an owner is named", () => {
    expect(readOwnEvent(event(ownEvents.named, naming))).toEqual({ type: "named", naming });
  });

  test("a missed record is read like the record that never came", () => {
    const { detail } = creationRecord(
      "2026-11-22T10:00:00Z",
      "c",
      { key: "ASIAEXAMPLE", role: "R", name: "n", since: "2026-11-22T10:00:00Z" },
      ["notebook", "churn"],
      {},
    ) as { detail: unknown };
    expect(readOwnEvent(event(ownEvents.missed, detail))).toMatchObject({
      type: "missed",
      activities: [{ type: "creation", eventId: "c", announcedBy: "api" }],
    });
  });

  test("tags such as __proto__ are only keys", () => {
    const detail = JSON.parse(
      `{"eventId":"e","at":"2026-11-22T10:00:00Z","resource":{"arn":"${notebookArn}","kind":"NotebookInstance"},"requestTags":{"__proto__":"x","n":7}}`,
    );
    const news = readOwnEvent(event(ownEvents.found, detail));
    expect(news?.type === "look" && Object.entries(news.creation.requestTags)).toEqual([["__proto__", "x"]]);
  });
});

test.each([
  ["an AWS event", { source: "aws.sagemaker", "detail-type": ownEvents.named, detail: naming }],
  ["a bare record", { eventSource: "sagemaker.amazonaws.com" }],
  ["text", "sagewarden"],
  ["null", null],
])("%s is not ours", (_, input) => {
  expect(readOwnEvent(input)).toBeUndefined();
});

describe("what cannot be used is named", () => {
  const found = { ...creation, announcedBy: "sweep" };
  test.each([
    ["detail-type", event("Sagewarden Anything", {})],
    ["eventId", event(ownEvents.found, { ...found, eventId: "<b>" })],
    ["at", event(ownEvents.found, { ...found, at: "yesterday" })],
    ["resource.kind", event(ownEvents.found, { ...found, resource: { arn: notebookArn, kind: "Bucket" } })],
    ["resource.arn", event(ownEvents.found, { ...found, resource: { arn: "arn:aws:s3:::b", kind: "Model" } })],
    ["arn", event(ownEvents.named, { ...naming, resource: {} })],
    ["studiouserid", event(ownEvents.named, { ...naming, owner: { team: "TeamA" } })],
    ["by", event(ownEvents.named, { ...naming, by: "" })],
  ])("%s", (field, input) => {
    expect(() => readOwnEvent(input)).toThrow(PoisonRecord);
    expect(() => readOwnEvent(input)).toThrow(new RegExp(`^${field}: `));
  });
});

test("anything at all is read, left or refused, never a crash", () => {
  const types = fc.constantFrom(...Object.values(ownEvents), "other");
  fc.assert(
    fc.property(types, fc.object({ maxDepth: 3 }), (type, detail) => {
      try {
        readOwnEvent(event(type, { ...naming, ...detail }));
      } catch (error) {
        expect(error).toBeInstanceOf(PoisonRecord);
      }
    }),
  );
});
