import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { sameDocument } from "../policy/canonical.ts";
import { evaluate } from "../policy/evaluate.ts";
import { edit } from "../policy/example-edits.ts";
import { allow, identity, request } from "../policy/fixtures.ts";
import { readPolicy } from "../policy/read.ts";
import { admits } from "../policy/trust.ts";
import { chainedDocument, closedTrust, denyDocument, isOurPolicy, revokeDocument } from "./policies.ts";

const cutAt = "2027-01-15T12:00:00Z";
const [before, after] = ["2027-01-15T11:59:59Z", "2027-01-15T12:00:01Z"];

const decided = (document: string, context: Record<string, string>) =>
  evaluate(request({ context }), {
    identity: [identity(allow("*")), { name: "ours", policy: readPolicy(document, "identity") }],
  }).decision;

test.each([
  ["a session from before the cut", revokeDocument(cutAt), { "aws:TokenIssueTime": before }, "explicitDeny"],
  ["one of the same second", revokeDocument(cutAt), { "aws:TokenIssueTime": cutAt }, "allowed"],
  ["one from after", revokeDocument(cutAt), { "aws:TokenIssueTime": after }, "allowed"],
  ["any session, denied all", denyDocument(), { "aws:TokenIssueTime": after }, "explicitDeny"],
  ["no session at all, denied all", denyDocument(), {}, "explicitDeny"],
  [
    "a chained session from before",
    chainedDocument(["AROAX:b", "AROAX:a"], cutAt),
    { "aws:userid": "AROAX:a", "aws:TokenIssueTime": before },
    "explicitDeny",
  ],
  [
    "a later one of the same name",
    chainedDocument(["AROAX:a"], cutAt),
    { "aws:userid": "AROAX:a", "aws:TokenIssueTime": after },
    "allowed",
  ],
  [
    "another session of the chained role",
    chainedDocument(["AROAX:a"], cutAt),
    { "aws:userid": "AROAX:other", "aws:TokenIssueTime": before },
    "allowed",
  ],
])("%s: %#", (_, document, context, expected) => {
  expect(decided(document, context as Record<string, string>)).toBe(expected);
});

test.each([
  ["an account", "arn:aws:iam::999988887777:root"],
  ["a role of our own account", "arn:aws:iam::111122223333:role/admin"],
])("a closed trust denies %s", (_, arn) => {
  const trust = readPolicy(closedTrust(), "trust");
  expect(trust.problems).toEqual([]);
  const role = "arn:aws:iam::111122223333:role/vendor-acme";
  expect(admits(trust, { principal: { arn }, role, context: {} }).decision).toBe("explicitDeny");
});

test.each([revokeDocument(cutAt), denyDocument(), chainedDocument(["AROAX:a"], cutAt)])(
  "is a sound policy: %#",
  (text) => {
    expect(readPolicy(text, "identity").problems).toEqual([]);
    expect(text).not.toMatch(/\s/);
  },
);

test.each([
  ["SagewardenDenyAll", true],
  ["SagewardenRevokeOlderSessions", true],
  ["SagewardenDenyChainedSessions", true],
  ["arn:aws:iam::111122223333:policy/sagewarden/SagewardenDenyAllManaged", true],
  ["arn:aws:iam::111122223333:policy/sagewarden/SagewardenDenyBoundary", true],
  ["arn:aws:iam::111122223333:policy/evil/SagewardenDenyAllManaged", false],
  ["arn:aws:iam::111122223333:policy/sagewarden/sagewarden-boundary", false],
  ["SagewardenDenyAllManaged", false],
  ["sagewardendenyall", false],
  ["__proto__", false],
])("ours %s: %s", (name, expected) => {
  expect(isOurPolicy(name)).toBe(expected);
});

const reversed = (value: object): object =>
  Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, each]) => [key, Array.isArray(each) && typeof each[0] === "object" ? each.map(reversed) : each]),
  );

const denied = (document: string): readonly string[] => [
  ...[before, cutAt, after].map((time) => decided(document, { "aws:TokenIssueTime": time })),
  ...["999988887777", "111122223333"].map((account) => {
    const asked = { principal: { arn: `arn:aws:iam::${account}:root` }, role: "arn:aws:iam::1:role/a", context: {} };
    return admits(readPolicy(document, "trust"), asked).decision;
  }),
];

describe("what IAM holds counts as ours", () => {
  const trust = closedTrust();
  const three = '["sts:AssumeRole","sts:AssumeRoleWithSAML","sts:AssumeRoleWithWebIdentity"]';
  test.each([
    ["printed anew", trust, JSON.stringify(JSON.parse(trust), null, 2)],
    ["with its keys in another order", trust, JSON.stringify(reversed(JSON.parse(trust)))],
    ["with its names in another order", trust, trust.replace(three, JSON.stringify(JSON.parse(three).toReversed()))],
    ["with one name as a list", trust, trust.replace('"AWS":"*"', '"AWS":["*"]')],
    ["with its statement by itself", denyDocument(), denyDocument().replace(/\[(.*)\]/, "$1")],
    ["with its time in a list", revokeDocument(cutAt), revokeDocument(cutAt).replace(`"${cutAt}"`, `["${cutAt}"]`)],
  ])("%s", (_, ours, held) => {
    expect(held).not.toBe(ours);
    expect(sameDocument(held, ours)).toBe(true);
  });

  test.each([
    ["with a key twice", trust, trust.replace('"Effect"', '"Effect":"Allow","Effect"')],
    ["with another effect", trust, trust.replace("Deny", "Allow")],
    ["with its effect in small letters too", trust, trust.replace('"Effect"', '"effect":"Allow","Effect"')],
    ["with another action", trust, trust.replace("WithSAML", "WithSaml")],
    ["with an action less", trust, trust.replace('"sts:AssumeRole",', "")],
    ["with all but its actions", trust, trust.replace('"Action"', '"NotAction"')],
    ["with one principal more", trust, trust.replace('"AWS":"*"', '"AWS":["*","999988887777"]')],
    ["with all but its principals", trust, trust.replace('"Principal"', '"NotPrincipal"')],
    ["with a principal of another type", trust, trust.replace('"AWS"', '"Service"')],
    ["with a condition", trust, trust.replace('"Effect"', '"Condition":{"Bool":{"a":"b"}},"Effect"')],
    ["with an empty condition", denyDocument(), denyDocument().replace('"Effect"', '"Condition":{},"Effect"')],
    ["with another statement", trust, trust.replace(/\[(\{.*\})\]/, '[$1,{"Effect":"Allow"}]')],
    ["with its statement twice", trust, trust.replace(/\[(\{.*\})\]/, "[$1,$1]")],
    ["with statements in small letters too", trust, trust.replace('"Statement"', '"statement":[],"Statement"')],
    ["with the key __proto__", trust, trust.replace('"Effect"', '"__proto__":{},"Effect"')],
    ["of the older version", trust, trust.replace("2012-10-17", "2008-10-17")],
    ["without a version", trust, trust.replace('"Version":"2012-10-17",', "")],
    ["without its sid", denyDocument(), denyDocument().replace(/"Sid":"\w+",/, "")],
    ["with another time", revokeDocument(cutAt), revokeDocument(before)],
    ["with two times", revokeDocument(cutAt), revokeDocument(cutAt).replace(`"${cutAt}"`, `["${cutAt}","${before}"]`)],
    [
      "with another operator",
      revokeDocument(cutAt),
      revokeDocument(cutAt).replace("DateLessThan", "DateLessThanIfExists"),
    ],
    ["with another key", revokeDocument(cutAt), revokeDocument(cutAt).replace("aws:TokenIssueTime", "aws:CurrentTime")],
    ["cut short", denyDocument(), denyDocument().slice(0, -1)],
  ])("not %s", (_, ours, held) => {
    expect(held).not.toBe(ours);
    expect(sameDocument(held, ours)).toBe(false);
  });

  test("whatever else somebody makes of it, only where it denies all the same", () => {
    const all = [denyDocument(), revokeDocument(cutAt), closedTrust()];
    fc.assert(
      fc.property(fc.constantFrom(...all), edit, (ours, changed) => {
        const held = changed(JSON.parse(ours));
        if (sameDocument(held, ours)) expect(denied(held)).toEqual(denied(ours));
      }),
      { numRuns: 1_000 },
    );
  });
});
