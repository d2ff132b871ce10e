import { describe, expect, test } from "@jest/globals";
import { memoryLedger } from "#shared/record/memory-ledger.ts";
import { makeHandler as makeRecorder } from "../../functions/record-sessions/handler.ts";
import { bodies } from "./corpus/bodies.ts";
import { expectHarmless } from "./harmless.ts";
import { aliceSession, creation, newArn, ownerTags, retag } from "./perfect.ts";
import { stageOf, tagsOf } from "./stage.ts";

const body = JSON.stringify;

describe.each(Object.entries(bodies))("a body of %s", (_, [make, reason]) => {
  test("is buried as it was with its reason; its neighbours in the batch are tagged", async () => {
    const stage = stageOf();
    const hostile = make();
    await stage.play(body(aliceSession()));
    const endings = await stage.play(hostile, body(creation()), hostile, body(retag({ note: "mine" })));
    expect(endings.map(({ end, deliveries }) => [end, deliveries])).toEqual([
      ["poison", 1],
      ["done", 1],
      ["poison", 1],
      ["done", endings[3]?.deliveries],
    ]);
    expect(stage.buried).toEqual(
      [hostile, hostile].map((same) => ({ body: same, reason: expect.stringMatching(reason) })),
    );
    expect(stage.writes).toEqual([{ arn: newArn, tags: ownerTags.alice }]);
    expect(stage.notices).toEqual([]);
    expectHarmless(stage, endings);
  });

  test("is buried by the recorder of sessions, its neighbour is recorded", async () => {
    const ledger = memoryLedger();
    const [hidden, buried]: [string[], string[]] = [[], []];
    const record = makeRecorder({
      ledger: async () => ({ saveSession: ledger.save }),
      effects: {
        hide: async (handle) => void hidden.push(handle),
        bury: async (_body, { messageId }) => void buried.push(messageId),
        note: () => {},
      },
    });
    const attributes = { ApproximateReceiveCount: "1" };
    const Records = [make(), body(aliceSession())].map((text, index) => ({
      messageId: `m-${index}`,
      body: text,
      attributes,
    }));
    expect(await record({ Records } as never)).toEqual({ batchItemFailures: [] });
    expect([hidden, buried]).toEqual([[], ["m-0"]]);
    expect(await ledger.sessionByKey("ASIAEXAMPLEALICE0001")).toMatchObject({ tags: ownerTags.alice });
  });
});

test("all of them in one batch", async () => {
  const stage = stageOf();
  await stage.play(body(aliceSession()));
  const endings = await stage.play(...Object.values(bodies).map(([make]) => make()), body(creation()));
  expect(endings.filter(({ end }) => end === "poison")).toHaveLength(Object.keys(bodies).length);
  expect(tagsOf(stage.world, newArn)).toMatchObject(ownerTags.alice);
  expectHarmless(stage, endings);
});

test("an event of a mebibyte whose text all stands in tags is read, and its owner is proven as ever", async () => {
  const stage = stageOf();
  const tags = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`k${index}`, "v".repeat(20_000)]));
  const text = body(creation(tags));
  expect(Buffer.byteLength(text)).toBeGreaterThan(800_000);
  const endings = await stage.play(body(aliceSession()), text);
  expect(stage.writes).toEqual([{ arn: newArn, tags: ownerTags.alice }]);
  expectHarmless(stage, endings);
});

test("four hundred devices in one record end, one by one", async () => {
  const stage = stageOf();
  const event = creation();
  const devices = Array.from({ length: 400 }, (_, index) => ({ deviceName: `d${index}` }));
  Object.assign(event.detail, {
    eventName: "RegisterDevices",
    requestParameters: { deviceFleetName: "fleet", devices },
    responseElements: null,
  });
  const endings = await stage.play(body(event));
  expect(endings.map(({ end }) => end)).toEqual(["done"]);
  expect(stage.writes).toEqual([]);
  expect(stage.items().filter(({ outcome }) => outcome === "unowned")).toHaveLength(400);
});
