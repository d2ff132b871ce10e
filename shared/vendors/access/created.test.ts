import { expect, test } from "@jest/globals";
import { actOf, callRecord, sessionKey } from "../watch/example-acts.ts";
import { createdBy } from "./created.ts";

const made = (service: string, name: string, request: object, response: object | null, change: object = {}) =>
  createdBy(actOf(callRecord(service, name, request, { responseElements: response, ...change }))).map(
    ({ type, id }) => `${type} ${id}`,
  );

test.each([
  [
    "a key by its id",
    made("iam", "CreateAccessKey", { userName: "u" }, { accessKey: { accessKeyId: "AKIAMADE", userName: "u" } }),
    ["access key AKIAMADE"],
  ],
  [
    "a user by its ARN",
    made("iam", "CreateUser", { userName: "u" }, { user: { arn: "arn:aws:iam::111122223333:user/u" } }),
    ["user arn:aws:iam::111122223333:user/u"],
  ],
  ["a user without an answer", made("iam", "CreateUser", { userName: "u" }, null), ["user u"]],
  [
    "a function",
    made(
      "lambda",
      "CreateFunction20150331",
      { functionName: "f" },
      { functionArn: "arn:aws:lambda:us-east-1:111122223333:function:f" },
    ),
    ["function arn:aws:lambda:us-east-1:111122223333:function:f"],
  ],
  [
    "machines",
    made("ec2", "RunInstances", {}, { instancesSet: { items: [{ instanceId: "i-1" }, { instanceId: "i-2" }] } }),
    ["machine i-1", "machine i-2"],
  ],
  ["a trust", made("iam", "UpdateAssumeRolePolicy", { roleName: "r" }, null), ["trust r"]],
  ["nothing: it failed", made("iam", "CreateUser", { userName: "u" }, null, { errorCode: "AccessDenied" }), []],
  ["nothing: it only looks", made("iam", "GetUser", { userName: "u" }, null), []],
])("%s", (_, found, expected) => expect(found).toEqual(expected));

test("says when, by which record and with which key", () => {
  const record = callRecord("iam", "CreateUser", { userName: "u" });
  expect(createdBy(actOf(record))).toEqual([
    { type: "user", id: "u", at: record.eventTime, eventID: record.eventID, by: sessionKey },
  ]);
});
