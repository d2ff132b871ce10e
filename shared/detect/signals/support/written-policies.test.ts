import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { actOf, callRecord } from "../../../vendors/watch/example-acts.ts";
import { writtenPolicies } from "./written-policies.ts";

const policy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "x:*", Resource: "*" }],
};
const text = JSON.stringify(policy);
const read = (request: object | null) => writtenPolicies(actOf(callRecord("x", "PutPolicy", request)), "resource");

test.each([
  ["an object, as S3 has it", { bucketPolicy: policy, policy: "" }],
  ["JSON text", { policy: text }],
  ["JSON in a URL", { policyDocument: encodeURIComponent(text) }],
  ["a queue's attributes", { attributes: { Policy: text } }],
  ["a topic's attribute", { attributeName: "Policy", attributeValue: text }],
])("%s", (_, request) => {
  expect(read(request).map(({ document }) => document?.statements.length)).toEqual([1]);
});

test.each([
  ["nothing", null],
  ["an empty object", { bucketPolicy: {} }],
  ["the name of a policy", { policy: "default" }],
  ["another attribute", { attributeName: "DisplayName", attributeValue: text }],
])("no policy: %s", (_, request) => expect(read(request)).toEqual([]));

test("whatever a request holds is read without an error", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => void read({ policy: value, attributes: value, bucketPolicy: value })),
  );
});
