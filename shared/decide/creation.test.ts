import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { aliceProven, answer, creation, settings, unattributed, withSettings } from "../../test/fixtures.ts";
import type { Attribution } from "../model/owner.ts";
import type { Tags } from "../model/tags.ts";
import { decideCreation } from "./creation.ts";

const now = "2026-11-22T10:00:05Z";
const right: Tags = { team: "TeamA", studiouserid: "alice" };
const decide = (attribution: Attribution, current: Tags, change = {}) =>
  decideCreation({ creation, attribution, current, settings: withSettings(change), now });

describe("decideCreation", () => {
  const conflict = {
    tag: "studiouserid",
    claimed: "bob",
    claimedIn: "request",
    proven: "alice",
    provenIn: "session",
  } as const;
  const teamOnly: Attribution = { ...unattributed, owner: { team: answer("TeamA", "role-tags"), studiouserid: null } };
  const claimed: Attribution = {
    ...unattributed,
    unproven: [{ tag: "studiouserid", value: "bob", why: "nothing proves it" }],
  };
  test.each([
    ["a proven owner without tags is tagged", aliceProven, {}, "tag", right],
    ["only the missing key is written", aliceProven, { team: "TeamA" }, "tag", { studiouserid: "alice" }],
    ["other tags do not matter", aliceProven, { cost: "42" }, "tag", right],
    ["the right tags are left alone", aliceProven, right, "ok", {}],
    [
      "another person's name is a mismatch and is put right",
      { ...aliceProven, conflicts: [conflict] },
      { ...right, studiouserid: "bob" },
      "mismatch",
      { studiouserid: "alice" },
    ],
    [
      "a wrong live value is a mismatch without any claim",
      aliceProven,
      { ...right, team: "TeamB" },
      "mismatch",
      { team: "TeamA" },
    ],
    ["nobody proven is unowned and nothing is written", unattributed, {}, "unowned", {}],
    ["a claim that nothing proves is unowned", claimed, { studiouserid: "bob" }, "unowned", {}],
    ["a team alone is written, and the creation is unowned", teamOnly, {}, "unowned", { team: "TeamA" }],
    ["empty values are overwritten", aliceProven, { ...right, team: "" }, "mismatch", { team: "TeamA" }],
  ])("%s", (_, attribution, current, verdict, write) => {
    const decision = decide(attribution as Attribution, current as Tags);
    expect(decision.verdict).toBe(verdict);
    expect({ ...decision.write }).toEqual(write);
    expect(decision.overwrites).toEqual(Object.keys(write).filter((key) => key in current));
  });

  test("an exemption that covers the resource today ends it before anything else", () => {
    const exemptions = [
      { arn: "arn:aws:sagemaker:*:*:notebook-instance/ch*", until: "2026-11-22", reason: "trial", approvedBy: "alice" },
    ];
    expect(decide(unattributed, {}, { exemptions })).toMatchObject({
      verdict: "exempt",
      write: {},
      findings: [],
      exemption: { source: "settings", until: "2026-11-22" },
    });
    expect(decide(unattributed, {}, { exemptions: [{ ...exemptions[0], until: "2026-11-21" }] }).verdict).toBe(
      "unowned",
    );
    expect(
      decide(unattributed, {}, { exemptions: [{ ...exemptions[0], by: "arn:aws:sts::*:assumed-role/platform-*" }] })
        .verdict,
    ).toBe("unowned");
  });

  test("a version in a model package group cannot be tagged, and that is no failure", () => {
    const resource = { kind: "ModelPackage", arn: "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3" };
    const version = { ...creation, resource };
    const decision = decideCreation({ creation: version, attribution: aliceProven, current: {}, settings, now });
    expect(decision).toMatchObject({ verdict: "exempt", write: {} });
  });

  test("the reason names the evidence", () => {
    expect(decide(aliceProven, {}).reason).toContain("studiouserid=alice by session-tags (requestParameters.tags)");
  });

  test("findings say which rule", () => {
    expect(decide(claimed, {}).findings.map(({ rule }) => rule)).toEqual(["owner-claim-unproven", "owner-unknown"]);
  });
});

describe("for any tags", () => {
  const tags = fc.dictionary(
    fc.constantFrom("team", "studiouserid", "cost", "__proto__"),
    fc.constantFrom("alice", "bob", "TeamA", "TeamB", ""),
  );
  test("what would be written is exactly what is proven and not there", () => {
    fc.assert(
      fc.property(tags, (current) => {
        const { write } = decide(aliceProven, current);
        expect({ ...current, ...write }).toMatchObject(right);
        for (const [key, value] of Object.entries(write)) expect(current[key]).not.toBe(value);
        expect(Object.keys(write).every((key) => key in right)).toBe(true);
      }),
    );
  });

  test("nobody proven never writes", () => {
    fc.assert(fc.property(tags, (current) => expect(decide(unattributed, current).write).toEqual({})));
  });

  test("deciding again after writing is ok", () => {
    fc.assert(
      fc.property(tags, (current) => {
        const { write } = decide(aliceProven, current);
        expect(decide(aliceProven, { ...current, ...write })).toMatchObject({ verdict: "ok", write: {} });
      }),
    );
  });
  test("the settings' order of teams does not matter", () => {
    expect(decide(aliceProven, {}, { teams: { TeamB: settings.teams.TeamB, TeamA: settings.teams.TeamA } })).toEqual(
      decide(aliceProven, {}),
    );
  });
});
