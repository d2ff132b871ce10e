import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { factsFrom } from "../vendors/facts/index.ts";
import { authorizationDetails, furtherDocuments } from "./account-documents.ts";

const named = (name: string): Error => Object.assign(new Error("no"), { name });
const arn = "arn:aws:iam::111122223333:role/r";
const role = { name: "r", arn };
const trust = encodeURIComponent('{"Version":"2012-10-17","Statement":[]}');
const detail = { ...{ Path: "/", RoleName: "r", RoleId: "AROAR", Arn: arn }, AssumeRolePolicyDocument: trust };
const page = { RoleDetailList: [detail], UserDetailList: [], GroupDetailList: [], Policies: [] };

const perfect = {
  GenerateCredentialReport: [{ State: "STARTED" }, { State: "COMPLETE" }],
  GetCredentialReport: { Content: new TextEncoder().encode("user,arn,user_creation_time,access_key_1_active\n") },
  GetRole: { Role: { ...detail, MaxSessionDuration: 7_200 } },
  GenerateServiceLastAccessedDetails: { JobId: "j" },
  GetServiceLastAccessedDetails: [
    { JobStatus: "IN_PROGRESS" },
    { JobStatus: "COMPLETED", ServicesLastAccessed: [{ ServiceNamespace: "s3" }] },
  ],
};
const buckets = { ListBuckets: { Buckets: [{ Name: "with" }, { Name: "without" }] } };
const policies = {
  GetBucketPolicy: [{ Policy: '{"Version":"2012-10-17","Statement":[]}' }, named("NoSuchBucketPolicy")],
};

const further = async (iam: object = {}, s3: object = {}) => {
  const slept: number[] = [];
  const reads = {
    iam: fakeClient({ ...perfect, ...iam } as never),
    s3: fakeClient({ ...buckets, ...policies, ...s3 } as never),
    sleep: async (ms: number) => void slept.push(ms),
  };
  return { ...(await furtherDocuments([role], reads)), slept };
};

test("authorization details are read to their last page", async () => {
  const iam = fakeClient({
    GetAccountAuthorizationDetails: [
      { ...page, IsTruncated: true, Marker: "m" },
      { ...page, IsTruncated: false },
    ],
  });
  const documents = await authorizationDetails({ iam });
  expect(iam.sent.map(({ input }) => (input as { Marker?: string }).Marker)).toEqual([undefined, "m"]);
  const { facts, problems } = factsFrom(documents);
  expect([facts.roles.map((one) => one.arn), facts.isWhole, problems]).toEqual([[arn], true, []]);
});

describe("what they leave out", () => {
  test("is read as the facts need it", async () => {
    const { documents, problems, slept } = await further();
    expect([problems, slept]).toEqual([[], [1_000, 1_000]]);
    const { facts } = factsFrom([{ name: "page", content: page }, ...documents]);
    expect(facts.roles).toMatchObject([{ maxSession: 7_200, services: [{ service: "s3", lastAt: undefined }] }]);
    expect(facts.resourcePolicies?.map(({ resource }) => resource)).toEqual(["arn:aws:s3:::with"]);
    expect(facts.unreadResources).toEqual(["key", "secret", "queue", "topic", "function"]);
  });

  test("where no bucket has a policy, is known to be nothing", async () => {
    const { documents } = await further({}, { ListBuckets: { Buckets: [] } });
    const { facts } = factsFrom([{ name: "page", content: page }, ...documents]);
    expect([facts.resourcePolicies, facts.unreadResources]).toEqual([[], expect.not.arrayContaining(["bucket"])]);
  });

  test.each([
    ["may not be read", { GetBucketPolicy: [named("AccessDenied"), named("NoSuchBucketPolicy")] }, "with"],
    ["were not listed", { ListBuckets: { Buckets: [], ContinuationToken: "t" } }, "*"],
  ])("the policies of buckets that %s are not known to be nothing", async (_, s3, name) => {
    const { documents } = await further({}, s3);
    const { resourcePolicies } = factsFrom([{ name: "page", content: page }, ...documents]).facts;
    expect(resourcePolicies?.map(({ resource, policy }) => [resource, policy.document])).toEqual([
      [`arn:aws:s3:::${name}`, undefined],
    ]);
  });

  test.each<[string, object, object, readonly string[]]>([
    ["the role is gone", { GetRole: named("NoSuchEntity") }, {}, ["GetRole r"]],
    ["the report may not be read", { GenerateCredentialReport: named("AccessDenied") }, {}, ["GetCredentialReport"]],
    [
      "a job fails",
      { GetServiceLastAccessedDetails: { JobStatus: "FAILED" } },
      {},
      ["GetServiceLastAccessedDetails r"],
    ],
    [
      "a job never ends",
      { GetServiceLastAccessedDetails: { JobStatus: "IN_PROGRESS" } },
      {},
      ["GetServiceLastAccessedDetails r"],
    ],
    ["buckets may not be listed", {}, { ListBuckets: named("AccessDenied") }, ["ListBuckets"]],
    [
      "a bucket's policy may not be read",
      {},
      { GetBucketPolicy: [named("AccessDenied"), named("NoSuchBucketPolicy")] },
      ["GetBucketPolicy with"],
    ],
    [
      "there are more buckets than are looked at",
      {},
      { ListBuckets: { Buckets: [], ContinuationToken: "t" } },
      ["ListBuckets"],
    ],
  ])("where %s, is a problem, and the rest is there", async (_, iam, s3, where) => {
    const { documents, problems } = await further(iam, s3);
    expect(problems.map((one) => one.where)).toEqual(where);
    expect(documents.length).toBeGreaterThan(0);
  });
});
