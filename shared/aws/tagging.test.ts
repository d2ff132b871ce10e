import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { taggedPage } from "./tagging.ts";

test("all kinds of a region, 100 a page; an empty token is the end", async () => {
  const Tags = [
    { Key: "team", Value: "TeamA" },
    { Key: "__proto__", Value: "x" },
  ];
  const client = fakeClient({
    GetResources: [
      { ResourceTagMappingList: [{ ResourceARN: "arn:a", Tags }], PaginationToken: "next" },
      { ResourceTagMappingList: [{ ResourceARN: "arn:b", Tags: [] }], PaginationToken: "" },
    ],
  });
  const first = await taggedPage("us-east-1", undefined, client);
  expect(first.next).toBe("next");
  expect(first.tagged.map(([arn, tags]) => [arn, Object.entries(tags)])).toEqual([
    [
      "arn:a",
      [
        ["team", "TeamA"],
        ["__proto__", "x"],
      ],
    ],
  ]);
  const second = await taggedPage("us-east-1", "next", client);
  expect([second.next, second.tagged.length]).toEqual([undefined, 1]);
  expect(client.sent.map(({ input }) => input)).toEqual([
    { ResourceTypeFilters: ["sagemaker"], ResourcesPerPage: 100 },
    { ResourceTypeFilters: ["sagemaker"], ResourcesPerPage: 100, PaginationToken: "next" },
  ]);
});
