import { describe, expect, test } from "@jest/globals";
import { findingsOf, noticesOf } from "./findings.ts";
import { partyOf, teamA, teamB, tried } from "./fixture.ts";
import type { Probed, Tried } from "./model.ts";

const probedWith = (attempts: readonly Tried[], more: Partial<Probed> = {}): Probed => ({
  ...{ at: "2026-11-30T03:00:00.000Z", controls: [], left: [], crossed: 0, unknown: 0 },
  runs: [{ team: "TeamA", other: "TeamB", attempts }],
  ...more,
});
const crossed = tried({ id: "tag", action: "sagemaker:AddTags", outcome: "crossed", error: null });
const blind = tried({ outcome: "unknown", error: "ThrottlingException: slow" });

test("refusals are no finding, and nobody is told", () => {
  const probed = probedWith([tried()]);
  expect([findingsOf(probed), noticesOf(probed, [teamA, teamB])]).toEqual([[], []]);
});

describe("a crossing", () => {
  test("is critical, each by itself", () => {
    expect(findingsOf(probedWith([crossed, { ...crossed, id: "delete", error: "not undone: no" }]))).toMatchObject([
      { rule: "probe-crossed-border", severity: "critical", subject: crossed.resource },
      { detail: "TeamA did to TeamB what it must not: delete (sagemaker:AddTags); not undone: no" },
    ]);
  });

  test("is told to both teams and to the operators, once a day", () => {
    const notices = noticesOf(probedWith([crossed]), [teamA, teamB]);
    expect(notices.map(({ id, type, team, severity }) => [id, type, team, severity])).toEqual([
      ["probe#TeamA#TeamB#2026-11-30#TeamA", "probe-crossed-border", "TeamA", "critical"],
      ["probe#TeamA#TeamB#2026-11-30#TeamB", "probe-crossed-border", "TeamB", "critical"],
      ["probe#TeamA#TeamB#2026-11-30#", "probe-crossed-border", undefined, "critical"],
    ]);
  });

  test("between projects of one team: that team is told once", () => {
    const [one, other] = [
      { ...partyOf("TeamA-p1"), team: "TeamA" },
      { ...partyOf("TeamA-p2"), team: "TeamA" },
    ];
    const runs = [{ team: one.unit, other: other.unit, attempts: [crossed] }];
    expect(noticesOf(probedWith([], { runs }), [one, other]).map(({ team }) => team)).toEqual(["TeamA", undefined]);
  });

  test("of very many twenty are listed", () => {
    const [notice] = noticesOf(probedWith(Array.from({ length: 25 }, () => crossed)), [teamA, teamB]);
    expect(notice?.detail.split("\n")).toHaveLength(21);
    expect(notice?.detail).toMatch(/and 5 more$/);
  });
});

describe("what proves nothing", () => {
  test("is one finding for each border, of medium, with why", () => {
    expect(findingsOf(probedWith([blind, blind]))).toMatchObject([
      {
        ...{ rule: "probe-blind", severity: "medium" },
        detail: "2 attempts of TeamA on TeamB prove nothing: read: ThrottlingException: slow",
      },
    ]);
  });

  test("names what the team itself cannot do", () => {
    const controls = [
      { team: "TeamA", id: "create-own", works: true, error: null },
      { team: "TeamA", id: "read-own", works: false, error: "AccessDenied: no" },
    ];
    expect(findingsOf(probedWith([blind], { controls }))[0]?.detail).toMatch(/TeamA cannot do its own: read-own$/);
  });

  test("is told to the operators, whatever is crossed beside it", () => {
    const types = noticesOf(probedWith([crossed, blind]), [teamA, teamB]).map(({ type }) => type);
    expect(types).toEqual([...Array(3).fill("probe-crossed-border"), "probe-blind"]);
  });
});
