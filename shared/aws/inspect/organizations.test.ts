import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { readStanding } from "./organizations.ts";

const account = "111122223333";
const place = { region: "us-east-1" };
const failure = (name: string) => Object.assign(new Error("words"), { name });
const refused = failure("AccessDeniedException");
const types = (...of: string[]) => ({
  Roots: [{ PolicyTypes: of.map((Type) => ({ Type, Status: "ENABLED" })) }],
});
/** root > unit > account, with a policy on the root and on the account. */
const organization = {
  DescribeOrganization: { Organization: { Id: "o-a", MasterAccountId: "999988887777", FeatureSet: "ALL" } },
  ListParents: [{ Parents: [], NextToken: "more" }, { Parents: [{ Id: "ou-a" }] }, { Parents: [{ Id: "r-a" }] }],
  ListRoots: types("SERVICE_CONTROL_POLICY"),
  ListPoliciesForTarget: [
    { Policies: [], NextToken: "more" },
    { Policies: [{ Id: "p-1", Name: "one" }] },
    {},
    {
      Policies: [
        { Id: "p-1", Name: "one" },
        { Id: "p-2", Name: "two" },
      ],
    },
  ],
  DescribePolicy: [{ Policy: { Content: "{}" } }, { Policy: {} }],
};
const ask = (table: Parameters<typeof fakeClient>[0], readRole?: string) => {
  const client = fakeClient({ ...organization, ...table });
  const issued: unknown[] = [];
  const standing = readStanding({ account, readRole }, place, {
    sts: client,
    organizations: (credentials) => {
      issued.push(credentials);
      return client;
    },
  });
  return { standing, issued, sent: client.sent };
};

test("a member: what is attached, from the root down; each policy is read once", async () => {
  const { standing, issued, sent } = ask({});
  const one = { id: "p-1", name: "one", text: "{}" };
  expect(await standing).toEqual({
    ...{ type: "member", organization: "o-a", rcps: { type: "disabled" } },
    scps: {
      type: "attached",
      levels: [
        { target: "r-a", policies: [one] },
        { target: "ou-a", policies: [] },
        { target: account, policies: [one, { id: "p-2", name: "two", text: "" }] },
      ],
    },
  });
  expect(sent.filter(({ operation }) => operation === "DescribePolicy")).toHaveLength(2);
  expect(issued).toEqual([undefined]);
});

test("what nobody has attached anything of", async () => {
  const { standing } = ask({ ListRoots: types("RESOURCE_CONTROL_POLICY"), ListPoliciesForTarget: {} });
  expect(await standing).toMatchObject({
    scps: { type: "disabled" },
    rcps: { type: "attached", levels: [{ policies: [] }, { policies: [] }, { policies: [] }] },
  });
});

describe("who has no policies", () => {
  test.each<[string, object, string]>([
    ["is in no organisation", failure("AWSOrganizationsNotInUseException"), "none"],
    ["manages it", { Organization: { Id: "o-a", MasterAccountId: account } }, "management"],
    ["is billed together", { Organization: { Id: "o-a", FeatureSet: "CONSOLIDATED_BILLING" } }, "billing-only"],
  ])("%s", async (_, DescribeOrganization, type) => {
    const { standing, sent } = ask({ DescribeOrganization });
    expect(await standing).toMatchObject({ type });
    expect(sent).toHaveLength(1);
  });
});

describe("what may not be read is unknown", () => {
  const why = "AccessDeniedException: words";
  const unknown = { type: "unknown", why };
  test.each<[string, object, object]>([
    ["whether there is an organisation", { DescribeOrganization: refused }, unknown],
    ["where the account is", { ListParents: refused }, { type: "member", scps: unknown, rcps: unknown }],
    ["what is enabled", { ListRoots: refused }, { type: "member", scps: unknown, rcps: unknown }],
    ["what is attached", { ListPoliciesForTarget: refused }, { scps: unknown, rcps: { type: "disabled" } }],
    ["what it says", { DescribePolicy: refused }, { scps: unknown }],
  ])("%s", async (_, table, expected) => {
    expect(await ask(table as Parameters<typeof fakeClient>[0]).standing).toMatchObject(expected);
  });

  test("throttling is no answer", async () => {
    await expect(ask({ ListRoots: failure("TooManyRequestsException") }).standing).rejects.toThrow("words");
  });

  test("an account without a root above it neither", async () => {
    await expect(ask({ ListParents: { Parents: [{ Id: "ou-a" }] } }).standing).rejects.toThrow("no root above");
    await expect(ask({ ListParents: { Parents: [] } }).standing).rejects.toThrow("no root above");
  });
});

describe("a role of the organisation", () => {
  const role = "arn:aws:iam::999988887777:role/reads-policies";
  test("is taken first", async () => {
    const Credentials = { AccessKeyId: "ASIAEXAMPLE", SecretAccessKey: "s", SessionToken: "t" };
    const { standing, issued, sent } = ask({ AssumeRole: { Credentials } }, role);
    expect(await standing).toMatchObject({ type: "member" });
    expect(issued).toEqual([Credentials]);
    expect(sent[0]).toMatchObject({ operation: "AssumeRole", input: { RoleArn: role } });
  });

  test("that refuses is said", async () => {
    expect(await ask({ AssumeRole: failure("AccessDenied") }, role).standing).toEqual({
      type: "unknown",
      why: `${role} cannot be taken: AccessDenied: words`,
    });
  });
});
