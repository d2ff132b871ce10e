import { expect, test } from "@jest/globals";
import {
  firstOperation,
  input,
  memberOf,
  members,
  output,
  recordKey,
  requiredInputs,
  type ServiceModel,
} from "./service-model.ts";

const model: ServiceModel = {
  metadata: { apiVersion: "2017-07-24" },
  operations: { StopThing: { input: { shape: "StopThingRequest" } } },
  shapes: {
    StopThingRequest: {
      type: "structure",
      required: ["Name", "Token"],
      members: { Name: { shape: "Name" }, Token: { shape: "Token", idempotencyToken: true }, Why: { shape: "Why" } },
    },
  },
};

test.each([
  ["AIBenchmarkJobName", "aIBenchmarkJobName"],
  ["Arn", "arn"],
  ["", ""],
])("a record calls %j %j", (member, key) => {
  expect(recordKey(member)).toBe(key);
  expect(memberOf(key)).toBe(member);
});

test("what an operation asks for and answers", () => {
  expect(members(input(model, "StopThing"))).toEqual(["Name", "Token", "Why"]);
  expect(members(output(model, "StopThing"))).toEqual([]);
  expect(members(input(model, "StartThing"))).toEqual([]);
  expect(requiredInputs(model, "StopThing")).toEqual(["Name"]);
});

test("the first of several names that is an operation", () => {
  expect(firstOperation(model, ["StopOther", "StopThing"])).toBe("StopThing");
  expect(firstOperation(model, ["StopOther"])).toBeUndefined();
});
