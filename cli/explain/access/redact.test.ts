import { expect, test } from "@jest/globals";
import { allow, identity, when } from "#shared/policy/fixtures.ts";
import { redactOf } from "./redact.ts";

const policy = identity(
  allow("*", "*", when("StringLike", "sts:ExternalId", "1")),
  allow("*", "*", when("StringEquals", "x:y", "1")),
);
const redact = redactOf([policy], { context: { "STS:ExternalId": "secret-one" } });

test("an external id is hidden where it stands as one, a long one everywhere", () => {
  expect(redact.values("sts:externalid", ["1", "secret-one"])).toEqual(["(external id A)", "(external id B)"]);
  expect(redact.values("x:y", ["1", "is secret-one"])).toEqual(["1", "is (external id B)"]);
  expect(redact.values(undefined, ["arn:x"])).toEqual(["arn:x"]);
  expect(redact.context({ "sts:ExternalId": "secret-one", "x:y": ["1"] })).toEqual({
    ...{ "sts:ExternalId": "(external id B)", "x:y": ["1"] },
  });
  expect(redact.statement({ Condition: { StringLike: { "sts:ExternalId": "1" } } })).toContain("(external id A)");
});
