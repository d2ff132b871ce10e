import { expect, test } from "@jest/globals";
import { callRecord, says, settingsWith } from "../../vendors/watch/example-acts.ts";
import { regionOutsideContract } from "./region-outside-contract.ts";

const in_ = (awsRegion: string, service = "ec2") => callRecord(service, "DescribeInstances", {}, { awsRegion });

test.each([
  ["agreed", in_("eu-west-1"), 0],
  ["another", in_("ap-south-1"), 1],
  ["a global service", in_("us-east-1", "iam"), 0],
  ["a global service elsewhere", in_("ap-south-1", "iam"), 1],
  ["another service in us-east-1", in_("us-east-1"), 1],
])("%s", (_what, record, count) => expect(says(regionOutsideContract, record)).toHaveLength(count));

test.each([
  ["STS", in_("ap-south-1", "sts"), {}],
  ["no contract", in_("ap-south-1"), { settings: settingsWith({}) }],
  ["where the role is taken", in_("ap-south-1"), { how: "assumed" }],
] as const)("does not concern %s", (_what, record, seen) =>
  expect(says(regionOutsideContract, record, seen)).toBeUndefined(),
);
