import { expect, test } from "@jest/globals";
import type { ProbeReply } from "#shared/probe-isolation.ts";
import { makeHandler } from "./handler.ts";

const reply: ProbeReply = {
  ...{ at: "2026-11-30T03:00:00.000Z", runs: [], controls: [], left: [], crossed: 1, unknown: 2 },
  findings: [
    { rule: "probe-crossed-border", severity: "critical", subject: "arn:x", detail: "tag", remediation: "" },
    ...Array.from({ length: 99 }, () => ({
      ...{ rule: "probe-blind", severity: "medium" as const, subject: "arn:x", detail: "read", remediation: "" },
    })),
  ],
};

test("it stops two minutes before its time is up; counts what was found, and logs some of it", async () => {
  const [untils, metrics, logged]: [number[], unknown[], unknown[]] = [[], [], []];
  const handler = makeHandler({
    probe: async (event, until) => {
      expect(event).toEqual({ teams: ["TeamA"] });
      untils.push(until);
      return reply;
    },
    writeMetric: ({ name, value }) => void metrics.push([name, value]),
    logger: { error: (...line) => void logged.push(line) },
    now: () => 1_000_000,
  });
  expect(await handler({ teams: ["TeamA"] }, { getRemainingTimeInMillis: () => 840_000 })).toBe(reply);
  expect(untils).toEqual([1_720_000]);
  expect(metrics).toEqual([
    ["Crossed", 1],
    ["Unproven", 2],
  ]);
  expect(logged).toHaveLength(50);
  expect(logged[0]).toEqual(["probe-crossed-border", { subject: "arn:x", detail: "tag" }]);
});
