import { describe, expect, test } from "@jest/globals";
import { row as recorded, settings, withSettings } from "../../test/fixtures.ts";
import type { CreationRow } from "../model/outcome.ts";
import { nobody } from "../model/owner.ts";
import type { Tags } from "../model/tags.ts";
import type { CaseEnd, UnownedCase } from "../model/unowned-case.ts";
import { caseIdOf } from "../record/case-id.ts";
import { exampleCase } from "../record/example-case.ts";
import { requestBudget } from "./budget.ts";
import { aliceRow, aliceTags, ground, listed } from "./example-existing.ts";
import type { Ground } from "./existing.ts";
import { fakeClock } from "./fake-clock.ts";
import { type Looks, looker } from "./look.ts";

const row: CreationRow = { ...recorded, owner: aliceRow.owner };

const stage = (change: Partial<Looks> & { live?: Tags } = {}, on: Partial<Ground> = {}) => {
  const asked: string[] = [];
  const answer = async <Value>(what: string, value: Value): Promise<Value> => {
    asked.push(what);
    return value;
  };
  const looks: Looks = {
    ledger: { creations: (arn) => answer(`rows ${arn}`, [row]) },
    exemption: (arn) => answer(`exemption ${arn}`, undefined),
    cases: { get: async () => undefined },
    listTags: (arn) => answer(`tags ${arn}`, change.live ?? aliceTags),
    ...change,
  };
  return { asked, ...looker(looks, requestBudget({ clock: fakeClock() }), { ...ground, ...on }) };
};
const { arn } = listed;

test("what is right costs one look into the ledger, which may come before", async () => {
  const { expect: hear, look, asked } = stage();
  hear(arn);
  hear(arn);
  expect((await look(listed, aliceTags))?.decision.verdict).toBe("ok");
  expect(asked).toEqual([`rows ${arn}`]);
});

test("what seems to have drifted is read again where it lives", async () => {
  const { look, asked } = stage();
  expect((await look(listed, undefined))?.decision.verdict).toBe("ok");
  expect(asked).toEqual([`rows ${arn}`, `exemption ${arn}`, `tags ${arn}`]);
  const drifted = stage({ live: { team: "TeamA" } });
  expect((await drifted.look(listed, undefined))?.decision).toMatchObject({
    verdict: "mismatch",
    write: { studiouserid: "alice" },
  });
});

test("what nobody recorded needs no second look: the pipeline looks itself", async () => {
  const { look, asked } = stage({ ledger: { creations: async () => [] } });
  expect((await look(listed, undefined))?.decision.verdict).toBe("unowned");
  expect(asked).toEqual([`exemption ${arn}`]);
});

test("an exemption that the ledger keeps counts", async () => {
  const exemption = { arn, until: "2026-12-31", by: "carol", reason: "kept", at: ground.now, version: 1 } as const;
  const { look } = stage({
    ledger: { creations: async () => [] },
    exemption: async () => ({ ...exemption, source: "tag" }),
  });
  expect((await look(listed, undefined))?.decision.verdict).toBe("exempt");
});

test("gone by now is nothing; what cannot be read is an error", async () => {
  const failure = (name: string) => ({
    listTags: () => Promise.reject(Object.assign(new Error(name), { name })),
  });
  expect(await stage(failure("ResourceNotFound")).look(listed, undefined)).toBeUndefined();
  await expect(stage(failure("AccessDeniedException")).look(listed, undefined)).rejects.toThrow("AccessDenied");
});

test("a ledger that fails while the lists are read is heard of when its answer is needed", async () => {
  const { expect: hear, look } = stage({ ledger: { creations: () => Promise.reject(new Error("throttled")) } });
  hear(arn);
  await expect(look(listed, aliceTags)).rejects.toThrow("throttled");
});

describe("what is recorded as nobody's is news while nobody talks about it", () => {
  const lost = { ...recorded, owner: nobody, outcome: "unowned" } as const;
  const over = (how: CaseEnd, change: Partial<UnownedCase> = {}): UnownedCase =>
    exampleCase({ execution: "arn:execution", end: { at: "2026-11-23T10:00:00Z", how, detail: "" }, ...change });
  const acting = withSettings({ mode: "enforce", unowned: { ...settings.unowned, existing: "act" } });

  test.each<[string, UnownedCase | undefined, Tags, Partial<Ground>, boolean]>([
    ["no case was opened", undefined, {}, {}, true],
    ["it is older, and only reported", undefined, {}, { deployedAt: "2026-11-23T00:00:00Z" }, false],
    ["it is older, and to be acted on", undefined, {}, { deployedAt: "2026-11-23T00:00:00Z", settings: acting }, true],
    ["its case is under way", exampleCase({ execution: "arn:execution" }), {}, {}, false],
    ["the mode allows now what its case did not do", over("would-stop"), {}, { settings: acting }, true],
    ["it was stopped", over("stopped"), {}, {}, false],
    ["the tags that ended its case are gone", over("owned"), {}, {}, true],
    ["the tags that ended its case are there", over("owned"), aliceTags, {}, false],
  ])("%s", async (_, row, tags, change, isNews) => {
    const asked: string[] = [];
    const cases: Looks["cases"] = {
      get: async (id) => {
        asked.push(id);
        return row;
      },
    };
    const { look } = stage({ ledger: { creations: async () => [lost] }, cases, live: tags }, change);
    expect(await look(listed, tags)).toMatchObject({ isNews, decision: { verdict: "unowned" } });
    expect(asked.every((id) => id === caseIdOf(arn, lost.eventId))).toBe(true);
  });

  test("an owner's is not asked about", async () => {
    const cases: Looks["cases"] = { get: () => Promise.reject(new Error("asked")) };
    expect(await stage({ cases, live: {} }).look(listed, {})).toMatchObject({ decision: { verdict: "mismatch" } });
  });
});
