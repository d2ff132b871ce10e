import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { profileCalls } from "./studio-profiles.ts";

test("each is one call, about one profile", async () => {
  const client = fakeClient({
    CreateUserProfile: { UserProfileArn: "arn:p" },
    UpdateUserProfile: {},
    AddTags: {},
    DeleteTags: {},
  });
  const calls = profileCalls({ region: "us-east-1" }, client);
  const alice = { domainId: "d-1", name: "alice" };
  expect(await calls.create(alice, { team: "TeamA" }, "arn:r")).toBe("arn:p");
  await calls.setRole(alice, "arn:r");
  await calls.addTags("arn:p", { studiouserid: "alice" });
  await calls.removeTags("arn:p", ["Team"]);
  const named = { DomainId: "d-1", UserProfileName: "alice" };
  expect(client.sent.map(({ input }) => input)).toEqual([
    { ...named, Tags: [{ Key: "team", Value: "TeamA" }], UserSettings: { ExecutionRole: "arn:r" } },
    { ...named, UserSettings: { ExecutionRole: "arn:r" } },
    { ResourceArn: "arn:p", Tags: [{ Key: "studiouserid", Value: "alice" }] },
    { ResourceArn: "arn:p", TagKeys: ["Team"] },
  ]);
});
