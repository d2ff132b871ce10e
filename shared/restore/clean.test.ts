import { expect, test } from "@jest/globals";
import { closedTrust, denyDocument } from "../contain/policies.ts";
import { audit } from "../detect/audit/index.ts";
import type { RoleFacts } from "../model/role-facts.ts";
import { containment } from "../names.ts";
import { readPolicy } from "../policy/read.ts";
import { digestOf } from "../record/clean-audits.ts";
import { accountWith, augersRole, augersSettings, contractsWith, now } from "../vendors/fixture.ts";
import { cleanAuditsOf } from "./clean.ts";
import { allow, place, policy } from "./fixture.ts";

const inline = (name: string, document: string) => ({ name, policy: readPolicy(document, "identity") });
const fits = inline("data", policy(allow("s3:GetObject", "arn:aws:s3:::auger-acme/*")));

const clean = (change: Partial<RoleFacts>): readonly unknown[] => {
  const role = { ...augersRole, policies: [fits], ...change };
  const audited = audit(accountWith(role), contractsWith(augersSettings), augersSettings, now);
  return cleanAuditsOf(audited, now, digestOf);
};

test("a role in which nothing grave was found is remembered as it is", () => {
  expect(clean({})).toEqual([
    {
      ...{ role: augersRole.arn, roleId: augersRole.id, at: now, isClean: true, managed: [], boundary: undefined },
      ...{ inline: [{ name: "data", digest: expect.any(String) }], trust: [expect.any(String)] },
    },
  ]);
});

test("one with something grave is not clean", () => {
  expect(clean({ policies: [inline("wide", policy(allow("*")))] })).toEqual([
    expect.objectContaining({ isClean: false }),
  ]);
});

test.each<[string, Partial<RoleFacts>]>([
  ["a policy that cannot be read", { policies: [inline("odd", "{")] }],
  [
    "an attached policy without its document",
    { policies: [fits, { name: "p", arn: "arn:aws:iam::111122223333:policy/p", policy: undefined }] },
  ],
  ["our deny", { policies: [fits, inline(containment.deny, denyDocument())] }],
  ["our boundary", { boundary: { arn: place.denyBoundary, policy: undefined } }],
  ["a closed trust", { trust: readPolicy(closedTrust(), "trust") }],
])("but not with %s", (_, change) => {
  expect(clean(change)).toEqual([]);
});
