import { describe, expect, test } from "@jest/globals";
import { policyDocument } from "#shared/access/documents.ts";
import { values } from "#shared/access/fixtures.ts";
import { guards } from "#shared/access/in-force.ts";
import type { Attached, Standing } from "#shared/model/organization.ts";
import { settingsSchema } from "#shared/model/settings.ts";
import { liveAccount } from "./account.ts";
import { judgeOrganization, organizationPolicies } from "./organization.ts";

const caller = { account: "111122223333", partition: "aws" };
const terraform = "arn:aws:iam::*:role/terraform";
const settings = settingsSchema.parse({
  ...{ mode: "tag", region: "us-east-1", tags: {}, teams: {}, people: {}, provisioners: [terraform] },
  organization: { readRole: "arn:aws:iam::999988887777:role/reads-policies" },
});
const filled = (provisioners = [terraform], keys: object = {}) =>
  guards.map((guard) => policyDocument(`org/${guard}`, { ...values, provisioners, ...keys }));
const attached = (...texts: readonly string[]): Attached => ({
  type: "attached",
  levels: [{ target: "r-a", policies: texts.map((text, index) => ({ id: `p-${index}`, name: `n-${index}`, text })) }],
});
const member = (scps: Attached): Standing => ({
  ...{ type: "member", organization: "o-a", scps, rcps: { type: "disabled" } },
});
const judge = (standing: Standing, of = settings) => judgeOrganization(standing, of, caller);
const [tags = "", ...others] = filled();

test.each<[string, Standing, string, string, string]>([
  ["no organisation", { type: "none" }, "ok", "is in no organisation", ""],
  [
    "its management account",
    { type: "management", organization: "o-a" },
    "warn",
    "management account of o-a",
    "member",
  ],
  ["billing only", { type: "billing-only", organization: "o-a" }, "warn", "consolidated billing", "all features"],
  ["nothing may be read", { type: "unknown", why: "denied" }, "unknown", "denied", "organization.readRole"],
  [
    "policies may not be read",
    member({ type: "unknown", why: "denied" }),
    "unknown",
    "denied",
    "ListPoliciesForTarget",
  ],
  ["not enabled", member({ type: "disabled" }), "warn", "not enabled in o-a", "guard-tags.json"],
  ["in force", member(attached(...filled())), "ok", "are in force, by policies of o-a", ""],
  ["nothing attached", member(attached()), "warn", "guard-roles is not in force: RolesOfTeams", "of 5120 characters"],
  [
    "one changed",
    member(attached(tags.replace("sagemaker:DeleteTags", "sagemaker:X"), ...others)),
    "warn",
    "GuardedTagsOfResources has Action without sagemaker:DeleteTags",
    "guard-tags.json",
  ],
  ["no room", member(attached("{}", "{}", "{}", "{}", "{}")), "warn", "is missing", "r-a has 5 already"],
  [
    "others excepted",
    member(attached(...filled([terraform, "arn:aws:iam::*:role/x"]))),
    "warn",
    "they except arn:aws:iam::*:role/x,",
    "provisioners",
  ],
])("%s", (_, standing, status, detail, remediation) => {
  const answer = judge(standing);
  expect(answer).toMatchObject({ status, detail: expect.stringContaining(detail) });
  expect(answer.remediation).toContain(remediation);
});

test("whom the policies except is known by a wider pattern of the settings, and not by a narrower one", () => {
  const one = terraform.replace("*", caller.account);
  expect(judge(member(attached(...filled([one])))).status).toBe("ok");
  expect(judge(member(attached(...filled(["*"])))).detail).toContain("they except *,");
});

describe("the settings decide what is wanted", () => {
  const asked = (change: object) =>
    judge(member(attached(...filled())), settingsSchema.parse({ ...settings, ...change }));
  test("the keys of the tags", () => {
    expect(asked({ tags: { team: { key: "CostTeam" } } })).toMatchObject({ status: "warn" });
    const renamed = member(attached(...filled([terraform], { "team-key": "CostTeam" })));
    expect(judge(renamed, settingsSchema.parse({ ...settings, tags: { team: { key: "CostTeam" } } })).status).toBe(
      "ok",
    );
  });
  test("the second border", () => {
    const access = { federation: "iam-users", bucket: "shared", isolateBy: ["team", "project"] };
    expect(asked({ access }).detail).toContain("GuardedTagsOfResources");
  });
});

test("the account and the role of the settings are asked with", async () => {
  const asked: unknown[] = [];
  const organization = async (about: unknown): Promise<Standing> => {
    asked.push(about);
    return { type: "none" };
  };
  const account = { ...liveAccount("us-east-1"), organization };
  expect((await organizationPolicies.run({ settings, caller, account })).status).toBe("ok");
  expect(asked).toEqual([{ account: caller.account, readRole: settings.organization.readRole }]);
});
