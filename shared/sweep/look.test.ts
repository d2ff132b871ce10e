import { expect, test } from "@jest/globals";
import { row as recorded } from "../../test/fixtures.ts";
import type { CreationRow } from "../model/outcome.ts";
import type { Tags } from "../model/tags.ts";
import { requestBudget } from "./budget.ts";
import { aliceRow, aliceTags, ground, listed } from "./example-existing.ts";
import { fakeClock } from "./fake-clock.ts";
import { type Looks, looker } from "./look.ts";

const row: CreationRow = { ...recorded, owner: aliceRow.owner };

const stage = (change: Partial<Looks> & { live?: Tags } = {}) => {
  const asked: string[] = [];
  const answer = async <Value>(what: string, value: Value): Promise<Value> => {
    asked.push(what);
    return value;
  };
  const looks: Looks = {
    ledger: { creations: (arn) => answer(`rows ${arn}`, [row]) },
    exemption: (arn) => answer(`exemption ${arn}`, undefined),
    listTags: (arn) => answer(`tags ${arn}`, change.live ?? aliceTags),
    ...change,
  };
  return { asked, ...looker(looks, requestBudget({ clock: fakeClock() }), ground) };
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
