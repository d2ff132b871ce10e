import { expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { liveTrust } from "./trust.ts";

const of = (statements: readonly object[], PolicyNames: readonly string[] = ["contract"]) => {
  const document = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const client = fakeClient({
    GetRole: { Role: { AssumeRolePolicyDocument: encodeURIComponent(document) } },
    ListRolePolicies: { PolicyNames },
  });
  return liveTrust("vendor-auger", { region: "us-east-1" }, client as never);
};
const allow = (Action: string, Condition?: object) => ({
  Effect: "Allow",
  Principal: { AWS: "999988887777" },
  Action,
  Condition,
});
const asks = (id: unknown) => ({ StringEquals: { "sts:ExternalId": id } });

test.each<[string, object[], string[][]]>([
  ["one", [allow("sts:AssumeRole", asks("A"))], [["A"]]],
  ["two", [allow("sts:AssumeRole", asks(["A", "B"]))], [["A", "B"]]],
  ["none", [allow("sts:AssumeRole")], [[]]],
  ["by a pattern of actions", [allow("sts:*", asks("A"))], [["A"]]],
  ["another operator is none of ours", [allow("sts:AssumeRole", { StringLike: { "sts:ExternalId": "A" } })], [[]]],
  ["tags alone take no role", [allow("sts:TagSession")], []],
  ["a closed trust", [{ ...allow("sts:AssumeRole"), Effect: "Deny" }], []],
])("external ids: %s", async (_what, statements, externalIds) => {
  expect(await of(statements)).toEqual({ externalIds, policies: ["contract"] });
});

test("no such role", async () => {
  const gone = Object.assign(new Error("gone"), { name: "NoSuchEntityException" });
  const client = fakeClient({ GetRole: gone });
  expect(await liveTrust("vendor-auger", { region: "us-east-1" }, client as never)).toBeUndefined();
});
