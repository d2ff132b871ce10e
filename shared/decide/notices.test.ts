import { describe, expect, test } from "@jest/globals";
import { creation, notebookArn, retag, row, settings } from "../../test/fixtures.ts";
import type { Verdict } from "../model/decision.ts";
import { nobody } from "../model/owner.ts";
import { creationNotices, retagNotice, worst } from "./notices.ts";
import { decideRetag } from "./retag.ts";

const now = "2026-11-22T10:00:05Z";
const judged = (verdict: Verdict | null) =>
  [{ at: now, outcome: "settling", verdict, reason: "", by: "sagewarden" }] as const;

describe("creationNotices", () => {
  test.each([
    ["tagged", judged("tag"), []],
    ["ok", judged("ok"), []],
    ["settling", judged("unowned"), []],
    ["unowned", judged("unowned"), []],
    ["mismatch", judged("mismatch"), ["mismatch"]],
    ["settling", judged("mismatch"), []],
    ["failed", judged(null), ["tagging-failed"]],
    ["exempt", judged("exempt"), []],
  ] as const)("%s %j tells %j", (outcome, history, types) => {
    const notices = creationNotices(creation, { ...row, outcome, history }, now);
    expect(notices.map(({ type }) => type)).toEqual(types);
  });

  test("a caller's words that were replaced are told before the creation settled", () => {
    const replaced = { ...row, outcome: "settling", replaced: { studiouserid: "bob" } } as const;
    expect(creationNotices(creation, replaced, now).map(({ type }) => type)).toEqual(["mismatch"]);
  });

  test("what was told is not told again", () => {
    const first = creationNotices(creation, { ...row, outcome: "failed" }, now);
    const again = creationNotices(creation, { ...row, outcome: "failed", notices: first.map(({ id }) => id) }, now);
    expect([first.length, again.length]).toEqual([1, 0]);
    expect(first[0]?.id).toContain(notebookArn);
  });
});

test("a guarded change names both and what was done about it", () => {
  const decision = decideRetag({ retag, recorded: row.owner, author: nobody, round: 2, settings });
  expect(retagNotice(retag, decision, { principal: "eve" }, 2, now)).toMatchObject({
    type: "guarded-tag-changed",
    severity: "critical",
    studiouserid: "alice",
    facts: { action: "restore", round: "2", principal: "eve" },
  });
});

test("worst of nothing is info", () => {
  const finding = { rule: "r", subject: "s", detail: "", remediation: "" };
  expect(worst([])).toBe("info");
  expect(
    worst([
      { ...finding, severity: "low" },
      { ...finding, severity: "critical" },
      { ...finding, severity: "high" },
    ]),
  ).toBe("critical");
});
