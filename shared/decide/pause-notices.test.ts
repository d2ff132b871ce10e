import { describe, expect, test } from "@jest/globals";
import type { Pause } from "../model/pause.ts";
import { pauseNotice } from "./pause-notices.ts";

const pause: Pause = {
  from: "2026-11-29T12:00:00.000Z",
  until: "2026-11-29T14:00:00.000Z",
  reason: "a migration",
  by: "arn:ops",
  containment: false,
};
const arn = "arn:aws:ssm:us-east-1:111122223333:parameter/sagewarden/pause";
const tell = (change: Partial<Pause>, now: string) => pauseNotice({ ...pause, ...change }, arn, now);

describe("a pause is told", () => {
  test("while it is on: what waits, who, why, until when, and how to end it", () => {
    const notice = tell({}, "2026-11-29T12:00:01Z");
    expect(notice).toMatchObject({ type: "paused", severity: "high", resource: { arn } });
    expect(notice?.title).toBe("Sagewarden is paused until 2026-11-29T14:00:00.000Z");
    expect(notice?.detail).toMatch(/^arn:ops: a migration\. Until then tagging, stopping and deleting wait/);
    expect(notice?.facts.containment).toBe("goes on");
  });

  test("with containment, where that waits too", () => {
    expect(tell({ containment: true }, "2026-11-29T13:00:00Z")?.detail).toContain("deleting and containing wait");
  });

  test("when its time is over, or somebody resumed", () => {
    expect(tell({}, "2026-11-29T14:00:00Z")).toMatchObject({ type: "resumed", severity: "info" });
    const ended = { until: "2026-11-29T12:30:00.000Z", endedBy: "arn:bob" };
    expect(tell(ended, "2026-11-29T12:31:00Z")?.detail).toMatch(/^arn:bob resumed; it had begun at/);
  });

  test.each(["2026-11-29T11:59:59Z", "2026-11-29T15:00:00Z"])("not at %s", (now) => {
    expect(tell({}, now)).toBeUndefined();
  });

  test("once, and again when its end was moved", () => {
    const ids = [
      tell({}, "2026-11-29T12:00:01Z"),
      tell({}, "2026-11-29T13:00:00Z"),
      tell({ until: "2026-11-29T15:00:00.000Z" }, "2026-11-29T13:00:00Z"),
      tell({}, "2026-11-29T14:01:00Z"),
    ].map((notice) => notice?.id);
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toBe(ids[1]);
  });
});
