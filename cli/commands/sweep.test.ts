import { describe, expect, test } from "@jest/globals";
import { aliceRow, aliceTags, existing, ground } from "#shared/sweep/example-existing.ts";
import type { Swept } from "#shared/sweep/existing.ts";
import { judge } from "#shared/sweep/judge.ts";
import { type SweepMeans, sweepAll } from "./sweep.ts";

const right = judge(existing, ground);
const drifted = judge({ ...existing, tags: { ...aliceTags, studiouserid: "bob\u001b[2J" } }, ground);
const counts = { resources: 2, news: 1, missed: 0, calls: 70, throttled: 3 };

const run = async (
  options: Parameters<typeof sweepAll>[0] = {},
  { fix, unread = [] }: { fix?: NonNullable<SweepMeans["fix"]>; unread?: readonly string[] } = {},
) => {
  const [out, err, bar]: [string[], string[], string[]] = [[], [], []];
  const io = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    stdin: (async function* nothing() {})(),
    env: {},
    cwd: ".",
  };
  const code = await sweepAll(options, io, {
    sweep: async ({ onSwept, onProgress }) => {
      onProgress?.({ listed: 2, judged: 0, isListed: true });
      for (const one of [right, drifted]) await onSwept(one);
      return { state: "done", counts, unread };
    },
    ...(fix ? { fix } : {}),
    bar: { update: ({ listed }) => void bar.push(`of ${listed}`), stop: () => void bar.push("stopped") },
  });
  return { code, out, err, bar };
};

describe("sagewarden sweep", () => {
  test("--json: one line a resource, of the shape that replay has", async () => {
    const { code, out } = await run({ json: true });
    expect(code).toBe(0);
    expect(out.map((line) => JSON.parse(line))).toEqual([
      {
        eventID: aliceRow.eventId,
        eventName: "CreateNotebookInstance",
        resource: { arn: existing.resource.arn, kind: "NotebookInstance" },
        owner: aliceRow.owner,
        decision: "ok",
        tags: {},
        reason: "the tags are those of the recorded owner",
      },
      expect.objectContaining({ decision: "mismatch", tags: { studiouserid: "alice" } }),
    ]);
  });

  test("a table for people, which cannot steer a terminal; totals on stderr; the bar ends", async () => {
    const { out, err, bar } = await run();
    expect(out.join("\n")).toMatch(/time +resource +owner +decision +reason/);
    expect(out.join("\n")).not.toContain("\u001b");
    expect(err).toEqual(["2 resources: 1 ok, 1 mismatch; 70 calls, 3 throttled"]);
    expect(bar).toEqual(["of 2", "stopped"]);
  });

  test("what could not be read is named, the rest is there, exit 1", async () => {
    const { code, out, err } = await run({ json: true }, { unread: ["us-east-1 ListModels: denied"] });
    expect([code, out.length, err[0]]).toEqual([1, 2, "not read: us-east-1 ListModels: denied"]);
  });

  test("--fail-on: a drift is a finding of high severity", async () => {
    expect((await run({ failOn: "high" })).code).toBe(1);
    expect((await run({ failOn: "critical" })).code).toBe(0);
  });

  test("--fix: what changed is said; what cannot be put right is named, the rest goes on, exit 1", async () => {
    const fix = async (swept: Swept) => (swept === drifted ? "arn: put studiouserid=alice" : undefined);
    expect(await run({}, { fix })).toMatchObject({ code: 0, err: ["arn: put studiouserid=alice", expect.anything()] });
    const denied = Object.assign(new Error("no"), { name: "AccessDeniedException" });
    const { code, err, out } = await run({ json: true }, { fix: () => Promise.reject(denied) });
    expect([code, out.length]).toEqual([1, 2]);
    expect(err[0]).toContain("AccessDeniedException: no");
  });
});
