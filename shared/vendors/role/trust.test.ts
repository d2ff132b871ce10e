import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { contractWith } from "./fixture.ts";
import type { StatementJson } from "./policy-json.ts";
import { trustDocument } from "./trust.ts";

const statements = (change: object): readonly StatementJson[] =>
  trustDocument(contractWith(change), { partition: "aws", externalId: "theirs" }).Statement;

const region = { "aws:RequestedRegion": ["us-east-1"] };

test("the least: its accounts, with the external id, in its regions", () => {
  expect(statements({ accounts: ["999988887777", "999988886666"] })).toEqual([
    {
      Sid: "Assume",
      Effect: "Allow",
      Principal: { AWS: ["arn:aws:iam::999988887777:root", "arn:aws:iam::999988886666:root"] },
      Action: ["sts:AssumeRole"],
      Condition: { StringEquals: { "sts:ExternalId": "theirs", ...region } },
    },
  ]);
});

describe("a session's name", () => {
  test.each([
    ["^auger-", { StringLike: { "sts:RoleSessionName": "auger-*" } }],
    ["^auger-[0-9]+$", {}],
    [undefined, {}],
  ])("of the pattern %s is checked by IAM where it can", (roleSessionName, expected) => {
    const [assume] = statements(roleSessionName === undefined ? {} : { roleSessionName });
    const { StringEquals: _, ...rest } = assume?.Condition ?? {};
    expect(rest).toEqual(expected);
  });
});

describe("a source identity", () => {
  test.each([
    ["^auger-", { StringLike: { "sts:SourceIdentity": "auger-*" } }],
    ["^auger-[0-9]+$", { Null: { "sts:SourceIdentity": "false" } }],
  ])("of the pattern %s is asked for, and may be set", (sourceIdentity, expected) => {
    const [assume, identity] = statements({ sourceIdentity });
    expect(assume?.Condition).toMatchObject(expected);
    expect(identity).toMatchObject({
      Action: ["sts:SetSourceIdentity"],
      Condition: { StringEquals: region, ...expected },
    });
  });

  test("is refused where the contract has none: nobody may set it", () => {
    expect(statements({}).flatMap(({ Action }) => Action)).toEqual(["sts:AssumeRole"]);
  });
});

test("session tags: only the declared keys, none transitive", () => {
  expect(statements({ sessionTags: ["job", "run"] }).at(-1)).toMatchObject({
    Action: ["sts:TagSession"],
    Condition: {
      StringEquals: region,
      "ForAllValues:StringEquals": { "aws:TagKeys": ["job", "run"] },
      Null: { "sts:TransitiveTagKeys": "true" },
    },
  });
});

test("whatever the contract: sts:AssumeRole never without the external id, nobody but its accounts, no wildcard", () => {
  const account = fc.stringMatching(/^\d{12}$/);
  const change = fc.record(
    {
      accounts: fc.array(account, { minLength: 1, maxLength: 5 }),
      roleSessionName: fc.constantFrom("^a-", "^a-.*", "b"),
      sourceIdentity: fc.constantFrom("^a-", "b"),
      sessionTags: fc.array(fc.stringMatching(/^[a-z]{1,8}$/)),
      sourceIps: fc.constantFrom([], ["198.51.100.0/24"]),
      expires: fc.constantFrom("2027-12-31"),
    },
    { requiredKeys: ["accounts"] },
  );
  fc.assert(
    fc.property(change, (settings) => {
      const roots = settings.accounts.map((one) => `arn:aws:iam::${one}:root`);
      for (const { Principal, Action, Condition } of statements(settings)) {
        expect(Principal).toEqual({ AWS: roots });
        expect(Action).toHaveLength(1);
        expect(Action[0]).not.toContain("*");
        if (Action[0] === "sts:AssumeRole")
          expect(Condition?.StringEquals).toMatchObject({ "sts:ExternalId": "theirs" });
      }
    }),
  );
});
