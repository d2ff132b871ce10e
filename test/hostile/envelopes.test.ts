import { describe, expect, test } from "@jest/globals";
import { ownEvents, ownSource } from "#shared/model/own-event.ts";
import { rulesFor } from "#shared/rules.ts";
import { matches } from "../event-pattern.ts";
import { account } from "../fixtures.ts";
import { forgeries, sessions } from "./corpus/envelopes.ts";
import { expectHarmless, expectNoWrite } from "./harmless.ts";
import { aliceSession, bobsArn, creation, newArn, ownerTags, stateChange } from "./perfect.ts";
import { stageOf, tagsOf } from "./stage.ts";

const rules = rulesFor({ partition: "aws", account });
const isHeard = (event: unknown): boolean => rules.some(({ pattern }) => matches(pattern, event));
const body = JSON.stringify;

test("the records that the forgeries were made from are heard, and have their effect", async () => {
  const stage = stageOf();
  const endings = await stage.play(body(aliceSession()), body(creation()));
  expect(endings.map(({ end }) => end)).toEqual(["done", "done"]);
  expect(stage.writes).toEqual([{ arn: newArn, tags: ownerTags.alice }]);
  expect([aliceSession(), creation(), stateChange()].map(isHeard)).toEqual([true, true, true]);
  expectHarmless(stage, endings);
});

describe("no forged event has an effect, although alice's session is known", () => {
  test.each(forgeries.map((forgery) => [forgery.name, forgery] as const))("%s", async (_, { event, heard, end }) => {
    expect(isHeard(event)).toBe(heard);
    const stage = stageOf();
    await stage.play(body(aliceSession()));
    const known = stage.items().length;
    const endings = await stage.play(body(event));
    expect(endings.map((ending) => ending.end)).toEqual([end]);
    expectNoWrite(stage);
    expect(stage.items()).toHaveLength(known);
    expect(stage.notices).toEqual([]);
    expectHarmless(stage, endings);
  });
});

test.each(Object.values(ownEvents))("no rule lets in what only our own functions may say: %s", (detailType) => {
  const forged = { source: ownSource, "detail-type": detailType, account, region: "us-east-1", detail: creation() };
  expect(isHeard(forged)).toBe(false);
  expect(isHeard({ ...creation(), "detail-type": detailType })).toBe(false);
});

describe("no forged session proves anything", () => {
  test.each(sessions.map((forgery) => [forgery.name, forgery] as const))("%s", async (_, { event, heard, end }) => {
    expect(isHeard(event)).toBe(heard);
    const stage = stageOf();
    const endings = await stage.play(body(event));
    expect(endings.map((ending) => ending.end)).toEqual([end]);
    expect(stage.items()).toEqual([]);
    const [made] = await stage.play(body(creation(ownerTags.alice)));
    expect(made?.end).toBe("done");
    expectNoWrite(stage);
    expect(stage.items().map(({ outcome }) => outcome)).toEqual(["unowned"]);
    expectHarmless(stage, endings);
  });
});

/**
 * A forged state-change event can only come from AWS. Were one believed, it would name nobody: its tags are the caller's
 * words, and it does not say who called.
 */
test("a state change that names bob makes bob nothing", async () => {
  const stage = stageOf();
  const endings = await stage.play(body({ ...stateChange(), resources: [bobsArn] }), body(stateChange()));
  expect(endings.map(({ end }) => end)).toEqual(["done", "done"]);
  expectNoWrite(stage);
  expect(tagsOf(stage.world, bobsArn)).toEqual(ownerTags.bob);
  expect(stage.items().map(({ outcome }) => outcome)).toEqual(["unowned", "unowned"]);
  expectHarmless(stage, endings);
});
