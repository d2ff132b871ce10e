import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { hostileValues, placesIn, replaced, subjects } from "./corpus/structures.ts";
import { expectHarmless } from "./harmless.ts";
import { aliceSession, bobsArn, creation, type Loose, newArn, nobody, ownerTags } from "./perfect.ts";
import { type Ending, type Stage, stageOf, tagsOf } from "./stage.ts";

const playAll = async (events: readonly unknown[]): Promise<{ stage: Stage; endings: Ending[] }> => {
  const stage = stageOf();
  const endings: Ending[] = [];
  for (const event of events) endings.push(await stage.play1(event));
  return { stage, endings };
};

/** Whatever was broken: nobody but alice, whom her session proves, was ever written; bob's notebook is as it was. */
const expectOnlyAlice = (stage: Stage): void => {
  const written = stage.writes.flatMap(({ tags }) => Object.entries(tags));
  const alices = Object.entries(ownerTags.alice);
  expect(written.filter((pair) => !alices.some((own) => String(own) === String(pair)))).toEqual([]);
  expect(stage.writes.filter(({ arn }) => arn === bobsArn)).toEqual([]);
  expect(tagsOf(stage.world, bobsArn)).toEqual(ownerTags.bob);
};

/** Adds the place to what a failure says. */
const at = async (place: readonly string[], check: () => Promise<void>): Promise<void> => {
  try {
    await check();
  } catch (error) {
    throw new Error(`at ${place.join(".")}: ${(error as Error).message}`, { cause: error });
  }
};

test.each(Object.entries(subjects))("%s as it should be has its effect", async (_, { event, before, after }) => {
  const { stage, endings } = await playAll([...before, event, ...after]);
  expect(endings.map(({ end }) => end)).toEqual(endings.map(() => "done"));
  expect(stage.items().length).toBeGreaterThan(0);
  expectOnlyAlice(stage);
  expectHarmless(stage, endings);
});

describe.each(Object.entries(subjects))("every place of %s", (_, { event, before, after }) => {
  test.each(Object.entries(hostileValues))("holds %s", async (_name, value) => {
    for (const place of placesIn(event)) {
      await at(place, async () => {
        const { stage, endings } = await playAll([...before, replaced(event, place, value), ...after]);
        expectOnlyAlice(stage);
        expectHarmless(stage, endings);
      });
    }
  });
});

test("a list for an event, a text, nothing", async () => {
  for (const value of Object.values(hostileValues)) {
    const { stage, endings } = await playAll([value]);
    expect(endings.map(({ end }) => end)).toEqual(["poison"]);
    expect(stage.items()).toEqual([]);
    expectHarmless(stage, endings);
  }
});

/** Without the ARN of bob's notebook: what SageMaker's answer names is believed (corpus/sessions.ts, `consistent`). */
const words = ["bob", "carol", "TeamB", "studiouserid", "team", "key", "value", "__proto__", newArn, "tags"];
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...words),
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(fc.constantFrom(...words), fc.constantFrom(...words)),
  fc.array(fc.record({ key: fc.constantFrom(...words), value: fc.constantFrom(...words) }), { maxLength: 4 }),
);

describe("whatever is changed in a perfect creation", () => {
  const perfect = creation(ownerTags.alice);
  /** Places that are there, and some that are not. */
  const places = [
    ...placesIn(perfect),
    ...["onBehalfOf", "userName", "invokedBy"].map((key) => ["detail", "userIdentity", key]),
    ...["studiouserid", "tags.0.Key", "userIdentity", "notebookInstanceArn"].map((key) => [
      "detail",
      "requestParameters",
      ...key.split("."),
    ]),
    ["detail", "userIdentity", "sessionContext", "sourceIdentity"],
  ];

  test("no studiouserid is written that its session does not prove", async () => {
    const changes = fc.array(fc.tuple(fc.constantFrom(...places), anything), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const event = list.reduce((changed, [place, value]) => replaced(changed, place, value), perfect);
        const { stage, endings } = await playAll([aliceSession(), event]);
        expectOnlyAlice(stage);
        expectHarmless(stage, endings);
      }),
      { numRuns: 500 },
    );
  });

  /** What the caller chooses: the request, the session's name, the user agent. */
  const callers = fc.record({
    requestParameters: fc.oneof(anything, fc.dictionary(fc.constantFrom(...words, "roleArn"), anything)),
    userAgent: anything,
    name: fc.oneof(fc.constantFrom("bob", "SageMaker", "bob@example.com"), fc.string()),
  });
  const saidBy = (event: Loose, { requestParameters, userAgent, name }: Loose): Loose => {
    const { principalId } = event.detail.userIdentity;
    const said = replaced(event, ["detail", "userIdentity", "principalId"], `${principalId.split(":")[0]}:${name}`);
    return replaced(
      replaced(said, ["detail", "userAgent"], userAgent),
      ["detail", "requestParameters"],
      requestParameters,
    );
  };

  test("nothing is written for a session that nobody knows, whatever its caller says", async () => {
    await fc.assert(
      fc.asyncProperty(callers, async (said) => {
        const { stage, endings } = await playAll([saidBy(creation({}, nobody), said)]);
        expect(stage.writes).toEqual([]);
        expectHarmless(stage, endings);
      }),
      { numRuns: 200 },
    );
  });
});
