import { expect, test } from "@jest/globals";
import type { Pause } from "./model/pause.ts";
import { type PauseMeans, tellPause } from "./tell-pause.ts";

const pause: Pause = {
  from: "2026-11-29T12:00:00Z",
  until: "2026-11-29T14:00:00Z",
  reason: "r",
  by: "arn:ops",
  containment: false,
};

const tell = async (stored: PauseMeans["pause"], now: string) => {
  const [told, counted]: [string[], Record<string, number>] = [[], {}];
  await tellPause({
    pause: stored,
    parameterArn: "arn:p",
    now,
    notify: async ({ type }) => void told.push(type),
    writeMetric: ({ name, value }) => Object.assign(counted, { [name]: value }),
  });
  return { told, counted };
};

test.each([
  ["nobody has paused", undefined, [], { Paused: 0, PauseUnreadable: 0 }],
  ["it is on", pause, ["paused"], { Paused: 1, PauseUnreadable: 0 }],
  ["it is over", { ...pause, until: "2026-11-29T12:30:00Z" }, ["resumed"], { Paused: 0, PauseUnreadable: 0 }],
  ["it cannot be read", "unreadable", [], { Paused: 0, PauseUnreadable: 1 }],
] as const)("%s", async (_, stored, told, counted) => {
  expect(await tell(stored, "2026-11-29T13:00:00Z")).toEqual({ told, counted });
});
