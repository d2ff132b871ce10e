import { expect, test } from "@jest/globals";
import type { CleanAudit } from "../model/clean-audit.ts";
import { cleanAuditsOver, digestOf } from "./clean-audits.ts";
import { memoryTable } from "./memory-ledger.ts";

const row = (at: string, isClean = true): CleanAudit => ({
  ...{ role: "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger", roleId: "AROAEXAMPLE", at, isClean },
  ...{ inline: [{ name: "__proto__", digest: "d" }], managed: [], trust: ["t"], boundary: undefined },
});

test("the last one of a role is kept, with all its policies however many", async () => {
  const store = cleanAuditsOver(memoryTable(), { keep: 86_400 });
  expect(await store.of(row("").role)).toBeUndefined();
  await store.save(row("2027-01-15T12:00:00Z"));
  const many = Array.from({ length: 300 }, (_, index) => ({ name: `p${index}`, digest: digestOf(String(index)) }));
  const later = { ...row("2027-01-16T12:00:00Z"), inline: many };
  await store.save(later);
  expect(await store.of(later.role)).toEqual(later);
});

test("the first one is kept until one is clean, and a clean one until the next", async () => {
  const store = cleanAuditsOver(memoryTable(), { keep: 86_400 });
  const ats: string[] = [];
  for (const [at, isClean] of [
    ["15", false],
    ["16", false],
    ["17", true],
    ["18", false],
    ["19", true],
  ] as const) {
    await store.save(row(`2027-01-${at}T12:00:00Z`, isClean));
    ats.push((await store.of(row("").role))?.at.slice(8, 10) ?? "");
  }
  expect(ats).toEqual(["15", "15", "17", "17", "19"]);
});

test("a digest tells texts apart and is short", () => {
  expect(new Set(["", "a", "b"].map(digestOf)).size).toBe(3);
  expect(digestOf("a")).toMatch(/^[\w-]{22}$/);
});
