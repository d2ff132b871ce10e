import { expect, test } from "@jest/globals";
import { slots, tagsIn, tagsNow, tagText } from "./model.ts";

const thing = { arn: "arn:aws:sagemaker:us-east-1:111122223333:endpoint/e", tags: { team: "TeamA" } };

test("equal tags are equal texts, in whatever order, and can be read again", () => {
  expect(tagText({ b: "2", a: "1" })).toBe(tagText({ a: "1", b: "2" }));
  expect(tagsIn(tagText({ team: "TeamA", __proto__x: "" }))).toEqual({ team: "TeamA", __proto__x: "" });
});

test("tags are as they were until somebody writes them", () => {
  expect(tagsNow(thing, new Map())).toEqual({ team: "TeamA" });
  expect(tagsNow(thing, new Map([[slots.tags(thing), tagText({ team: "TeamB" })]]))).toEqual({ team: "TeamB" });
});
