import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { timesOf } from "../../shared/decide/grace.ts";
import { tagMap } from "../../shared/model/tags.ts";
import { unownedCreation } from "../../shared/record/example-case.ts";
import { play } from "./play.ts";
import { hurry } from "./service.ts";
import { caseSettings, type Happening, type Stage } from "./stage.ts";

let atEase = (): void => undefined;
beforeAll(() => {
  atEase = hurry();
});
afterAll(() => atEase());

const owner = tagMap([
  ["team", "TeamA"],
  ["studiouserid", "alice"],
]);
const answer = (choice: "stop" | "claim" | "keep" | "undo", person: string) => (stage: Stage) =>
  stage.answer({ choice, person });

/** What can happen from outside, whenever it likes. */
const whats: Readonly<Record<string, Happening["what"]>> = {
  "alice: stop": answer("stop", "alice"),
  "bob: stop": answer("stop", "bob"),
  "alice: claim": answer("claim", "alice"),
  "alice: keep": answer("keep", "alice"),
  "alice: undo": answer("undo", "alice"),
  "somebody tags it": (stage) => stage.setTags(owner),
  "the tags go": (stage) => stage.setTags(tagMap([])),
  "it stops": (stage) => stage.resource.become("Stopped"),
  "it runs": (stage) => stage.resource.become("InService"),
  "it goes": (stage) => stage.resource.become(undefined),
};

const happening = fc.record({
  name: fc.constantFrom(...Object.keys(whats)),
  after: fc.oneof(fc.constantFrom(0, 4.01, 24.01, 24.02), fc.integer({ min: 0, max: 60 })),
});
const order = fc.record({
  happenings: fc.array(happening, { maxLength: 5 }),
  receiptAfter: fc.constantFrom(null, 0, 1, 300, 2_000),
  mode: fc.constantFrom("enforce", "enforce", "tag", "observe"),
  action: fc.constantFrom("stop", "delete"),
  inUse: fc.boolean(),
  kill: fc.option(fc.record({ at: fc.integer({ min: 1, max: 60 }), when: fc.constantFrom("before", "after") }), {
    nil: undefined,
  }),
});

test("whatever happens in whatever order: no act untold, before its time unless asked, or outside enforce; and none twice", async () => {
  const creation = unownedCreation();
  await fc.assert(
    fc.asyncProperty(order, async ({ happenings, receiptAfter, mode, action, inUse, kill }) => {
      const settings = caseSettings({ mode, unowned: { action, allowDataLoss: ["NotebookInstance"] } });
      const { ending } = await play({
        settings,
        receiptAfter,
        inUse,
        ...(kill ? { kill } : {}),
        happenings: happenings.map(({ name, after }) => ({ after, what: whats[name] as Happening["what"] })),
      });
      const { row, acts } = ending;
      const destructive = acts.filter(({ call }) => call !== "start");
      expect(row.end).toBeDefined();
      expect(new Set(destructive.map(({ call }) => call)).size).toBe(destructive.length);
      if (mode !== "enforce" || receiptAfter === null) expect(destructive).toEqual([]);
      for (const { at: when } of destructive) {
        const told = row.toldAt ?? "";
        expect(told).not.toBe("");
        const asked = row.answers.filter(({ choice, at }) => choice === "stop" && at <= when);
        if (asked.length === 0) expect(when >= timesOf(creation.at, told, settings).actAt).toBe(true);
        if (inUse) expect(asked.map(({ person }) => person)).toContain("bob");
      }
    }),
    { numRuns: 150 },
  );
});
