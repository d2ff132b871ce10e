import { expect, test } from "@jest/globals";
import { actOf, callRecord } from "../../../vendors/watch/example-acts.ts";
import { refusedResource, subjectOf } from "./subject.ts";

const subject = (request: object | null, change: object = {}) =>
  subjectOf(actOf(callRecord("iam", "CreateUser", request, change)));

test.each([
  ["a user", { userName: "bob" }, {}, "bob"],
  ["the user before the policy", { policyArn: "arn:aws:iam::aws:policy/X", userName: "bob" }, {}, "bob"],
  ["a resource where no parameter names it", {}, { resources: [{ ARN: "arn:aws:s3:::b" }] }, "arn:aws:s3:::b"],
  [
    "what a refusal names",
    null,
    {
      errorCode: "AccessDenied",
      errorMessage: "User: x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::1:role/y because",
    },
    "arn:aws:iam::1:role/y",
  ],
  ["nothing", null, {}, undefined],
  ["a name that is no text", { userName: { toString: "x" } }, {}, undefined],
  ["no secret is a subject", { password: "p", secretString: "s", externalId: "e" }, {}, undefined],
])("%s", (_, request, change, expected) => expect(subject(request, change)).toBe(expected));

test("a refusal of everything names nothing", () => {
  expect(refusedResource({ errorMessage: "is not authorized to perform: x on resource: * because" })).toBeUndefined();
});
