import { describe, expect, test } from "@jest/globals";
import { kinds } from "../sagemaker/kinds.ts";
import { lists, parentOf, readingId, readingsOf } from "./lists.ts";

const list = (call: string) => lists.find((one) => one.call === call) as (typeof lists)[number];

test("every kind is listed, each list is there once", () => {
  const calls = lists.map(({ call }) => call);
  expect(new Set(calls).size).toBe(calls.length);
  expect(calls.length).toBeGreaterThan(60);
  const types = new Set(lists.map(({ kind }) => kind.type));
  expect(kinds.filter(({ type }) => !types.has(type))).toEqual([]);
});

test("a list without a time of creation has none, a registration is one", () => {
  const without = lists.filter(({ created }) => created === null).map(({ call }) => call);
  expect(without).toEqual(["ListTrainingPlans"]);
  expect(list("ListDevices").created).toBe("RegistrationTime");
});

describe("readings", () => {
  const found = [
    { arn: "arn:a", name: "one" },
    { arn: "arn:b", name: "two" },
  ];
  const ids = (call: string) => readingsOf(list(call), "eu-west-1", found).map(readingId);

  test("most lists are read once", () => expect(ids("ListModels")).toEqual(["eu-west-1 ListModels"]));

  test("jobs by category, as the service model names them", () => {
    expect(ids("ListJobs")).toContain("eu-west-1 ListJobs JobCategory=AgentRFT");
    expect(ids("ListJobs").length).toBeGreaterThan(2);
  });

  test("extensions by cluster", () => {
    expect(ids("ListClusterExtensions")).toEqual([
      "eu-west-1 ListClusterExtensions ClusterArn=arn:a",
      "eu-west-1 ListClusterExtensions ClusterArn=arn:b",
    ]);
    expect(readingsOf(list("ListClusterExtensions"), "eu-west-1")).toEqual([]);
  });

  test("hub content by hub and type", () => {
    expect(ids("ListHubContents")).toContain("eu-west-1 ListHubContents HubName=two HubContentType=Notebook");
    expect(ids("ListHubContents")).toHaveLength(10);
  });

  test("what needs a parent names a list that needs none", () => {
    const withParent = lists.flatMap((one) => parentOf(one) ?? []);
    expect(withParent).toEqual(expect.arrayContaining(["ListClusters", "ListHubs"]));
    expect(withParent.filter((call) => list(call).needs.length > 0)).toEqual([]);
  });

  test("every list can be read once its parents are known", () => {
    for (const one of lists) expect(readingsOf(one, "us-east-1", found).length).toBeGreaterThan(0);
  });
});
