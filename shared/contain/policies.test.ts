import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { evaluate } from "../policy/evaluate.ts";
import { allow, identity, request } from "../policy/fixtures.ts";
import { readPolicy } from "../policy/read.ts";
import { admits } from "../policy/trust.ts";
import { chainedDocument, closedTrust, denyDocument, isOurPolicy, revokeDocument, sameDocument } from "./policies.ts";

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

test("documents are the same whatever the white space and the order of keys", () => {
  expect(sameDocument('{"a":1,"b":{"c":[1,2],"d":0}}', '{ "b": {"d":0,"c":[1,2]},\n "a":1}')).toBe(true);
  expect(sameDocument('{"a":[1,2]}', '{"a":[2,1]}')).toBe(false);
  expect(sameDocument('{"a":1,"a":2}', '{"a":2}')).toBe(false);
  expect(sameDocument("no json", "no json")).toBe(true);
  fc.assert(fc.property(fc.json(), (text) => sameDocument(text, JSON.stringify(JSON.parse(text), null, 2))));
});
