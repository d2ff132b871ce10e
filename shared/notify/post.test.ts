import { describe, expect, test } from "@jest/globals";
import { memoryTable } from "../record/memory-ledger.ts";
import { outboxOver } from "../record/outbox.ts";
import { exampleNotice } from "./example-notice.ts";
import { postNotice } from "./post.ts";

const fixture = (mode: "observe" | "enforce" = "enforce") => {
  const queued: string[] = [];
  const outbox = outboxOver(memoryTable(), { keep: 60 });
  return { queued, outbox, enqueue: async (id: string) => void queued.push(id), settings: { mode } };
};

test("the row first, then the message", async () => {
  const means = fixture();
  const failing = { ...means, enqueue: () => Promise.reject(new Error("no queue")) };
  await expect(postNotice(exampleNotice(), failing)).rejects.toThrow("no queue");
  expect(await means.outbox.get("unowned#e-1")).toMatchObject({ state: "waiting" });
});

test("once per id: a second posting changes nothing, but helps a message that was lost", async () => {
  const means = fixture();
  await postNotice(exampleNotice(), means);
  await postNotice(exampleNotice({ title: "another" }), means);
  expect(await means.outbox.get("unowned#e-1")).toMatchObject({ notice: exampleNotice(), version: 1 });
  expect(means.queued).toEqual(["unowned#e-1", "unowned#e-1"]);
  const row = await means.outbox.get("unowned#e-1");
  if (row) await means.outbox.update({ ...row, state: "told", version: 2 });
  await postNotice(exampleNotice(), means);
  expect(means.queued).toHaveLength(2);
});

describe("in mode observe", () => {
  test("owners are not told: the row is held", async () => {
    const means = fixture("observe");
    await postNotice(exampleNotice(), means);
    expect(await means.outbox.get("unowned#e-1")).toMatchObject({ state: "held" });
    expect(means.queued).toEqual([]);
  });

  test.each(["dead-rules", "unaccounted", "tagging-failed"] as const)("operators are: %s", async (type) => {
    const means = fixture("observe");
    await postNotice(exampleNotice({ type }), means);
    expect(means.queued).toHaveLength(1);
  });
});
