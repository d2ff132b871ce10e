import { expect, test } from "@jest/globals";
import { isUnderRcps } from "./under-rcps.ts";

test.each([
  ["s3:GetObject", true],
  ["sts:AssumeRole", true],
  ["sagemaker:DeleteEndpoint", false],
  ["iam:PassRole", false],
])("%s: %s", (action, expected) => expect(isUnderRcps(action)).toBe(expected));
