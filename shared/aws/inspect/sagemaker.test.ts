import { expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { createExperiment, deleteExperiment, listDomains, listProfiles } from "./sagemaker.ts";

const place = { region: "us-east-1" };

test("domains, and whether they propagate tags", async () => {
  const client = fakeClient({
    ListDomains: [
      { Domains: [{ DomainId: "d-1", DomainName: "a" }], NextToken: "n" },
      { Domains: [{ DomainId: "d-2", DomainName: "b" }] },
    ],
    DescribeDomain: [
      { TagPropagation: "ENABLED", AuthMode: "SSO" },
      { AuthMode: "IAM", DefaultUserSettings: { ExecutionRole: "arn:r" } },
    ],
  });
  expect(await listDomains(place, client)).toEqual([
    { id: "d-1", name: "a", propagatesTags: true, executionRole: undefined, usesIam: false },
    { id: "d-2", name: "b", propagatesTags: false, executionRole: "arn:r", usesIam: true },
  ]);
});

test("profiles with their tags, by the ARN that Describe tells", async () => {
  const client = fakeClient({
    ListUserProfiles: { UserProfiles: [{ DomainId: "d-1", UserProfileName: "Alice" }] },
    DescribeUserProfile: { UserProfileArn: "arn:p", UserSettings: { ExecutionRole: "arn:r" } },
    ListTags: { Tags: [{ Key: "team", Value: "TeamA" }] },
  });
  expect(await listProfiles(10, place, client)).toEqual([
    { name: "Alice", domainId: "d-1", arn: "arn:p", executionRole: "arn:r", tags: { team: "TeamA" } },
  ]);
  expect(client.sent.at(-1)?.input).toEqual({ ResourceArn: "arn:p", MaxResults: 50 });
});

test("an experiment is made and removed by its name", async () => {
  const client = fakeClient({ CreateExperiment: { ExperimentArn: "arn:e" }, DeleteExperiment: {} });
  expect(await createExperiment("e", place, client)).toBe("arn:e");
  await deleteExperiment("e", place, client);
  expect(client.sent.map(({ input }) => input)).toEqual([{ ExperimentName: "e" }, { ExperimentName: "e" }]);
});

test("many profiles come in the order of the list", async () => {
  const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
  const client = fakeClient({
    ListUserProfiles: { UserProfiles: names.map((UserProfileName) => ({ DomainId: "d-1", UserProfileName })) },
    DescribeUserProfile: {},
    ListTags: {},
  });
  expect((await listProfiles(100, place, client)).map(({ name }) => name)).toEqual(names);
});
