import { expect, test } from "@jest/globals";
import { account, actOf, callRecord } from "./example-acts.ts";
import { keyId, madeBy, mayMake, roleForm, workerId } from "./made.ts";

test.each([
  ["an older version of Lambda's API", "CreateFunction20150331", "predict"],
  ["a newer one", "CreateFunction20150331v2", "predict"],
  ["by the function's ARN", "CreateFunction", `arn:aws:lambda:eu-west-1:${account}:function:predict`],
])("a function: %s", (_what, name, functionName) => {
  const role = `arn:aws:iam::${account}:role/service-role/hub`;
  expect(madeBy(actOf(callRecord("lambda", name, { role, functionName })))).toEqual({
    id: workerId(account, "hub", "predict"),
    subject: { type: "function", name: "predict", role },
  });
});

test.each([
  ["a name with a path", { role: `arn:aws:iam::${account}:role/hub`, functionName: "a/b" }],
  ["no ARN of a role", { role: "hub", functionName: "a" }],
  ["no name", { role: `arn:aws:iam::${account}:role/hub` }],
])("no function by %s", (_what, request) => {
  expect(madeBy(actOf(callRecord("lambda", "CreateFunction", request)))).toBeUndefined();
});

test("ids and names", () => {
  expect(keyId("AKIA1")).toBe("key:AKIA1");
  expect(roleForm.test("arn:aws:iam::1:user/x")).toBe(false);
});

test("a read makes nothing, nor what has the name of a property of every object", () => {
  expect(mayMake(actOf(callRecord("iam", "GetUser")))).toBe(false);
  expect(madeBy(actOf(callRecord("iam", "constructor")))).toBeUndefined();
});
