import { describe, expect, test } from "@jest/globals";
import { memoryTable } from "../record/memory-ledger.ts";
import { requestBudget } from "./budget.ts";
import { begin, cursorStore } from "./cursor.ts";
import { fakeClock } from "./fake-clock.ts";
import { type Reader, startRun } from "./progress.ts";

const stage = (until = Number.POSITIVE_INFINITY) => {
  const clock = fakeClock();
  const store = cursorStore(memoryTable());
  const run = startRun(begin("2026-11-22T10:00:00Z"), { store, budget: requestBudget({ clock }), clock, until });
  return { clock, store, run };
};

const failure = (name: string, message = name): Error => Object.assign(new Error(message), { name });

/** A list of so many pages; an error stands where a page should. */
const pages = (count: number, errors: Readonly<Record<number, Error>> = {}) => {
  const asked: (string | undefined)[] = [];
  const task: Reader<{ next: string | undefined }> = {
    id: "us-east-1 ListModels",
    operation: { region: "us-east-1", service: "sagemaker", name: "ListModels" },
    page: async (token) => {
      const error = errors[asked.push(token) - 1];
      if (error) throw error;
      const page = Number(token ?? 0) + 1;
      return { next: page < count ? String(page) : undefined };
    },
    take: () => ({ listed: [{ arn: "arn:a", kind: "Model", name: "a" }] }),
  };
  return { task, asked };
};

describe("reading", () => {
  test("page after page to the end, and not again", async () => {
    const { run } = stage();
    const { task, asked } = pages(3);
    await run.read(task);
    await run.read(task);
    expect(asked).toEqual([undefined, "1", "2"]);
    expect(run.cursor().progress[task.id]).toEqual({ pages: 3, isDone: true });
  });

  test("is saved every 20 pages, and once more when asked for, if there is something", async () => {
    const { run, store } = stage();
    await run.read(pages(45).task);
    expect((await store.load())?.version).toBe(2);
    await run.save();
    await run.save();
    const saved = await store.load();
    expect([saved?.version, saved?.parts]).toEqual([3, 3]);
    expect((await store.loadParts(saved ?? run.cursor())).flatMap(({ listed }) => listed)).toHaveLength(45);
    expect(saved?.counts.calls).toBe(45);
  });

  test("stops when the time is up, in the middle of a list", async () => {
    const { run, clock } = stage(1_000);
    const { task } = pages(100);
    const slow = { ...task, page: (token: string | undefined) => clock.sleep(100).then(() => task.page(token)) };
    await run.read(slow);
    expect(run.isOver()).toBe(true);
    expect(run.cursor().progress[task.id]).toMatchObject({ pages: 10, isDone: false, token: "10" });
  });

  test.each([
    ["PaginationTokenExpiredException", "expired"],
    ["ValidationException", "The pagination token is invalid."],
    ["InvalidParameterException", "The specified pagination token is not valid"],
  ])("begins anew when its token is refused with %s", async (name, message) => {
    const { run } = stage();
    const { task, asked } = pages(3, { 1: failure(name, message) });
    await run.read(task);
    expect(asked).toEqual([undefined, "1", undefined, "1", "2"]);
    expect(run.cursor().progress[task.id]?.failed).toBeUndefined();
  });

  test("a token that is refused again and again is a failure; so is anything that no try mends", async () => {
    const stale = failure("ValidationException", "The pagination token is invalid.");
    const { run } = stage();
    const { task } = pages(3, { 1: stale, 3: stale, 5: stale });
    await run.read(task);
    expect(run.cursor().progress[task.id]).toMatchObject({ isDone: true, failed: expect.stringContaining("token") });
    const denied = stage();
    const other = pages(3, { 0: failure("AccessDeniedException", "no") });
    await denied.run.read(other.task);
    expect(denied.run.cursor().progress[task.id]?.failed).toBe("AccessDeniedException: no");
  });
});

test("a save that fails ends the run: nobody would know what it read", async () => {
  const { run, store } = stage();
  await store.save(begin("2026-11-22T11:00:00Z"));
  await expect(run.read(pages(45).task)).rejects.toThrow("another run");
  expect(run.isOver()).toBe(true);
});
