import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { roleTags, userTags } from "./iam.ts";

test.each([
  ["ListUserTags", "UserName", userTags],
  ["ListRoleTags", "RoleName", roleTags],
] as const)("%s, all pages", async (operation, field, read) => {
  const client = fakeClient({
    [operation]: [
      { Tags: [{ Key: "team", Value: "TeamA" }], IsTruncated: true, Marker: "next" },
      { Tags: [{ Key: "studiouserid", Value: "alice" }], IsTruncated: false, Marker: "ignored" },
    ],
  });
  expect({ ...(await read("x", client)) }).toEqual({ team: "TeamA", studiouserid: "alice" });
  expect(client.sent).toEqual([
    { operation, input: { [field]: "x" } },
    { operation, input: { [field]: "x", Marker: "next" } },
  ]);
});
