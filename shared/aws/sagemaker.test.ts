import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { CannotTag } from "../act/classify.ts";
import { tagCalls } from "./sagemaker.ts";

const arn = "arn:aws:sagemaker:eu-west-1:111122223333:training-job/churn";

const fixture = (table: Parameters<typeof fakeClient>[0]) => {
  const client = fakeClient(table);
  const regions: string[] = [];
  let calls = 0;
  const clientFor = (region: string) => {
    regions.push(region);
    return client;
  };
  return { ...tagCalls({ onCall: () => void calls++, clientFor }), sent: client.sent, regions, calls: () => calls };
};

test("tags are read page by page in the resource's region, and each page is a call", async () => {
  const { listTags, sent, regions, calls } = fixture({
    ListTags: [
      {
        Tags: [
          { Key: "team", Value: "TeamA" },
          { Key: "__proto__", Value: "x" },
        ],
        NextToken: "next",
      },
      { Tags: [{ Key: "empty", Value: "" }, {}] },
    ],
  });
  expect(Object.entries(await listTags(arn))).toEqual([
    ["team", "TeamA"],
    ["__proto__", "x"],
    ["empty", ""],
  ]);
  expect(sent.map(({ input }) => input)).toEqual([{ ResourceArn: arn }, { ResourceArn: arn, NextToken: "next" }]);
  expect(regions).toEqual(["eu-west-1", "eu-west-1"]);
  expect(calls()).toBe(2);
});

test("a resource without tags has none", async () => {
  expect({ ...(await fixture({ ListTags: {} }).listTags(arn)) }).toEqual({});
});

test("tags are written in one call", async () => {
  const { addTags, sent, calls } = fixture({ AddTags: {} });
  await addTags(arn, { team: "TeamA", studiouserid: "alice" });
  const Tags = [
    { Key: "team", Value: "TeamA" },
    { Key: "studiouserid", Value: "alice" },
  ];
  expect(sent).toEqual([{ operation: "AddTags", input: { ResourceArn: arn, Tags } }]);
  expect(calls()).toBe(1);
});

test("a region that is none is refused before any call", async () => {
  const { listTags, calls } = fixture({});
  await expect(listTags("arn:aws:sagemaker:evil.example/:111122223333:model/x")).rejects.toThrow(CannotTag);
  expect(calls()).toBe(0);
});
