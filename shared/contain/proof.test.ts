import { expect, test } from "@jest/globals";
import { aRole, policyText } from "../../test/contain/roles.ts";
import { incidentStage, ownPolicies, place } from "../../test/contain/stage.ts";
import type { RoleImage } from "../model/role-image.ts";
import { containment } from "../names.ts";
import { closedTrust, denyDocument, revokeDocument } from "./policies.ts";
import { proofOf, secondsFrom, stillAdmitted, undenied } from "./proof.ts";

const at = "2027-01-15T12:00:00Z";
const [before, after] = [secondsFrom(at, -1), secondsFrom(at, 1)];
const withInline = (name: string, document: string): Partial<RoleImage> => ({
  inline: [
    { name: "all", document: policyText([{ Effect: "Allow", Action: "*", Resource: "*" }]) },
    { name, document },
  ],
});
const may = async (change: Partial<RoleImage>, issuedAt: string) =>
  undenied(await proofOf(aRole(change), incidentStage().world.roles, place), issuedAt);
const denying = (more: object): string => policyText([{ Effect: "Deny", Action: "*", Resource: "*", ...more }]);

test("times are IAM's: whole seconds", () => {
  expect([before, after]).toEqual(["2027-01-15T11:59:59Z", "2027-01-15T12:00:01Z"]);
});

test.each<[string, Partial<RoleImage>, string]>([
  ["the deny, a new session", withInline(containment.deny, denyDocument()), after],
  ["the deny, an old one", withInline(containment.deny, denyDocument()), before],
  ["the stamp, an old session", withInline(containment.revoke, revokeDocument(at)), before],
  ["the managed deny", { attached: [place.managedDeny] }, after],
  ["the deny boundary", { boundary: place.denyBoundary }, after],
])("nothing is left: %s", async (_, change, issuedAt) => {
  expect(await may(change, issuedAt)).toEqual([]);
});

test.each<[string, Partial<RoleImage>, string, string]>([
  ["nothing denies", {}, after, "s3:GetObject"],
  ["nothing allows either: that is no Deny", { inline: [] }, after, "s3:GetObject"],
  ["the stamp, a new session", withInline(containment.revoke, revokeDocument(at)), after, "s3:PutObject"],
  ["a Deny of S3 alone", withInline("x", denying({ Action: "s3:*" })), after, "iam:DeleteRolePolicy"],
  [
    "a Deny of all but going on",
    withInline("x", denying({ Action: undefined, NotAction: "sts:AssumeRole" })),
    after,
    "sts:AssumeRole",
  ],
  ["a Deny on other resources", withInline("x", denying({ Resource: "arn:aws:s3:::other/*" })), after, "s3:GetObject"],
  [
    "a Deny by an unknown operator",
    withInline("x", denying({ Condition: { Perhaps: { "aws:username": "x" } } })),
    after,
    "ec2:RunInstances",
  ],
  [
    "a Deny where a key is not known",
    withInline("x", denying({ Condition: { StringEquals: { "aws:SourceIp": "1.2.3.4" } } })),
    after,
    "s3:GetObject",
  ],
  [
    "another account's policy of the name",
    { attached: [place.managedDeny.replace("sagewarden/", "")] },
    after,
    "s3:GetObject",
  ],
])("something is left: %s", async (_, change, issuedAt, action) => {
  expect(await may(change, issuedAt)).toContain(action);
});

test("reads only the managed policies that are ours, and only where they are on the role", async () => {
  const asked: string[] = [];
  const managed = async (arn: string) => {
    asked.push(arn);
    return ownPolicies.find((policy) => policy.arn === arn);
  };
  await proofOf(aRole({ attached: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }), { managed }, place);
  expect(asked).toEqual([]);
  await proofOf(aRole({ attached: [place.managedDeny], boundary: place.denyBoundary }), { managed }, place);
  expect(asked).toEqual([place.managedDeny, place.denyBoundary]);
});

const vendor = "arn:aws:iam::999988887777:root";
const trusting = (Principal: unknown, more: object = {}): string =>
  policyText([{ Effect: "Allow", Action: "sts:AssumeRole", Principal, ...more }]);

test.each([
  ["closed", closedTrust(), []],
  ["the vendor's", trusting({ AWS: vendor }), [vendor]],
  [
    "open by a condition that may be met",
    trusting({ AWS: vendor }, { Condition: { Perhaps: { "sts:ExternalId": "x" } } }),
    [vendor],
  ],
  ["a service's", trusting({ Service: "ec2.amazonaws.com" }), ["ec2.amazonaws.com"]],
  ["what cannot be read may let in anybody", "{", [vendor, "ec2.amazonaws.com"]],
])("who is admitted: %s", (_, trust, expected) => {
  expect(stillAdmitted(aRole({ trust }), [vendor, "ec2.amazonaws.com"])).toEqual(expected);
});
