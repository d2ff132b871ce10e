import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { aliceProven, creation, notebookArn, row, settings, withSettings } from "../../test/fixtures.ts";
import { nobody } from "../model/owner.ts";
import type { StoredExemption } from "../model/stored-exemption.ts";
import { exempted, exemptionOf, holds, released } from "./exemption.ts";

const perfect = {
  arn: notebookArn,
  until: "2026-12-31",
  reason: "trial",
  approvedBy: "alice",
  by: "arn:aws:sts::*:assumed-role/DataScience/*",
};
const covers = (change: object, now = "2026-11-22T10:00:00Z") =>
  exemptionOf(creation, withSettings({ exemptions: [{ ...perfect, ...change }] }), now) !== undefined;

test.each([
  ["the perfect one", {}, true],
  ["another resource", { arn: `${notebookArn}-2` }, false],
  ["another maker", { by: "arn:aws:sts::*:assumed-role/Other/*" }, false],
  ["any maker", { by: undefined }, true],
  ["expired yesterday", { until: "2026-11-21" }, false],
  ["expires today", { until: "2026-11-22" }, true],
])("%s", (_, change, expected) => {
  expect(covers(change)).toBe(expected);
});

test("a maker without an ARN matches no `by`", () => {
  const service = { ...creation, principal: { type: "AWSService", invokedBy: "sagemaker.amazonaws.com" } };
  expect(exemptionOf(service, withSettings({ exemptions: [perfect] }), "2026-11-22T10:00:00Z")).toBeUndefined();
});

describe("what a probe lays out", () => {
  const roleArn = "arn:aws:iam::111122223333:role/sagewarden/probe/sagewarden-probe-TeamA";
  const arn = "arn:aws:sagemaker:us-east-1:111122223333:experiment/sagewarden-probe-1a2b3c4d-1";
  const laid = (by: string, of: string, now = creation.at) =>
    exemptionOf(
      {
        ...creation,
        resource: { ...creation.resource, arn: of },
        principal: { type: "AssumedRole", session: { roleArn: by } },
      },
      settings,
      now,
    )?.words;

  test.each<[string, string | undefined]>([
    ["a decoy", laid(roleArn, arn)],
    ["of another role", laid(roleArn.replace("/probe/", "/studio/"), arn)],
    ["of a role of that name elsewhere", laid(roleArn.replace("/sagewarden/probe/", "/x/sagewarden/probe/"), arn)],
    ["of another name", laid(roleArn, arn.replace("/sagewarden-probe", "/x-sagewarden-probe"))],
    ["that is there the next day", laid(roleArn, arn, "2099-01-01T00:00:00Z")],
  ])("%s", (what, words) => {
    expect(words).toBe(what === "a decoy" ? "a decoy of sagewarden probe" : undefined);
  });
});

const stored: StoredExemption = {
  arn: notebookArn,
  until: "2026-12-31",
  by: "carol",
  reason: "trial",
  at: "2026-11-22T11:00:00Z",
  source: "slack",
  version: 1,
};
const ended = { at: "2026-11-23T10:00:00Z", by: "bob" };

describe("a stored exemption", () => {
  const day = "2026-11-23T10:00:00Z";
  const grant = (change: Partial<StoredExemption>, now = day, createdAt = creation.at) =>
    exemptionOf(creation, settings, now, { ...stored, ...change }, createdAt);

  test("covers its resource", () => {
    expect(grant({})).toEqual({
      source: "slack",
      until: "2026-12-31",
      words: "exempt until 2026-12-31: trial (approved by carol)",
    });
  });

  test.each<[string, Partial<StoredExemption>, string, string]>([
    ["another resource", { arn: `${notebookArn}-2` }, day, creation.at],
    ["expired yesterday", { until: "2026-11-22" }, day, creation.at],
    ["taken back", { ended }, day, creation.at],
    ["allowed before the resource was made: the name is used again", { at: "2026-11-22T09:59:59Z" }, day, creation.at],
    ["the same, as the ledger knows it", {}, day, "2026-11-22T11:00:01Z"],
    ["the day after its last", {}, "2027-01-01T00:00:00Z", creation.at],
  ])("does not cover: %s", (_, change, now, createdAt) => {
    expect(grant(change, now, createdAt)).toBeUndefined();
  });

  test("ends with its last day, UTC", () => {
    expect(grant({}, "2026-12-31T23:59:59.999Z")).toBeDefined();
  });

  test("gives way to one of the settings", () => {
    const declared = withSettings({ exemptions: [perfect] });
    expect(exemptionOf(creation, declared, "2026-11-23T10:00:00Z", stored)?.source).toBe("settings");
  });

  test("never holds again once it is over", () => {
    const day = fc.date({ min: new Date("2026-11-22T11:00:00Z"), max: new Date("2028-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, (one, other) => {
        const [earlier, later] = [one, other].map((date) => date.toISOString()).toSorted() as [string, string];
        expect(holds(stored, creation.at, earlier) || !holds(stored, creation.at, later)).toBe(true);
      }),
    );
  });
});

describe("the row of an exempted creation", () => {
  const unowned = { ...row, outcome: "unowned", owner: nobody } as const;

  test("is exempt from then on, with who allowed it", () => {
    const next = exempted(unowned, stored, stored.at);
    expect(next).toMatchObject({ outcome: "exempt", exemption: { source: "slack", until: "2026-12-31" } });
    expect(next.history.at(-1)).toMatchObject({ at: stored.at, outcome: "exempt", by: "carol" });
    expect(next.version).toBe(unowned.version + 1);
  });

  test.each([
    ["it has an owner", { ...row }],
    [
      "another's claim on an owned one is not excused",
      { ...row, outcome: "mismatch", owner: aliceProven.owner } as const,
    ],
    ["its evidence may still come", { ...unowned, outcome: "settling" } as const],
    ["it was made after that", { ...unowned, createdAt: "2026-11-22T11:00:01Z" }],
  ])("stays as it is: %s", (_, before) => {
    expect(exempted(before, stored, stored.at)).toBe(before);
  });
});

describe("the row of an exemption that was taken back", () => {
  const exempt = { ...row, outcome: "exempt", exemption: { source: "tag", until: "2026-12-31" } } as const;
  const back: StoredExemption = { ...stored, source: "tag", ended };

  test("says who took it, once, and is left to the sweep", () => {
    const next = released(exempt, back);
    expect(next).toMatchObject({ outcome: "exempt", reason: expect.stringMatching(/^bob took the exemption back/) });
    expect(next.history.at(-1)).toMatchObject({ at: ended.at, by: "bob" });
    expect(next.version).toBe(row.version + 1);
    expect(released(next, back)).toBe(next);
  });

  test.each([
    ["the exemption holds", exempt, { ...stored, source: "tag" } as const],
    ["the settings exempt it", { ...exempt, exemption: { source: "settings", until: "2026-12-31" } } as const, back],
    ["its group's tags are used", { ...row, outcome: "exempt" } as const, back],
    ["it has an owner by now", row, back],
  ])("stays as it is: %s", (_, before, exemption) => {
    expect(released(before, exemption)).toBe(before);
  });
});
