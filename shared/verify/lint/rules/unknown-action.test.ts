import { expect, test } from "@jest/globals";
import { allow } from "../../../policy/fixtures.ts";
import { saidBy } from "../fixtures.ts";
import { unknownAction } from "./unknown-action.ts";

test.each([
  [["s3:HeadBucket"], ["IAM has no action s3:HeadBucket"]],
  [["sagemaker:Frobnicate*", "sagemaker:createmodel"], ["sagemaker:Frobnicate* catches no action of IAM's"]],
  [["s3:GetObject", "s3:*", "*"], []],
  // A service whose names are not here.
  [["braket:Frobnicate"], []],
])("%j", (actions, said) => {
  expect(saidBy(unknownAction, [allow(actions)])).toEqual(said);
  expect(saidBy(unknownAction, [{ Effect: "Deny", NotAction: actions, Resource: "*" }])).toEqual(said);
});
