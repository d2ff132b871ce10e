import { describe, expect, test } from "@jest/globals";
import { type Phase, phaseOf } from "./phase.ts";

describe("a status", () => {
  test.each<[string | undefined, Phase]>([
    ["InService", "running"],
    ["InProgress", "running"],
    ["INPROGRESS", "running"],
    ["Pending", "running"],
    ["Updating", "running"],
    ["StopFailed", "running"],
    ["StartFailed", "running"],
    ["Scheduled", "running"],
    ["Created", "running"],
    ["Stopping", "stopping"],
    ["STOPPING", "stopping"],
    ["Stopped", "at-rest"],
    ["STOPPED", "at-rest"],
    ["Completed", "at-rest"],
    ["Failed", "at-rest"],
    ["Cancelled", "at-rest"],
    ["CreateFailed", "at-rest"],
    ["DeleteFailed", "at-rest"],
    ["Deleting", "deleting"],
    ["DELETED", "deleting"],
    ["a word of next year", "running"],
    ["", "running"],
    [undefined, "running"],
  ])("%s means %s", (status, phase) => {
    expect(phaseOf(status)).toBe(phase);
  });
});
