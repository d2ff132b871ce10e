import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../../test/any-character.ts";
import { agentFamily } from "./agent.ts";

test.each([
  ["Boto3/1.35.0 md/Botocore#1.35.0 ua/2.0", "Boto3"],
  ["aws-cli/2.15.0 Python/3.11.6", "aws-cli"],
  ["[S3Console/0.4, aws-internal/3 aws-sdk-java/1.11]", "S3Console"],
  ["APN/1.0 HashiCorp/1.0 Terraform/1.5.0", "Terraform"],
  ["cloudformation.amazonaws.com", "cloudformation.amazonaws.com"],
  ["S3 Browser/9.5.5 (https://s3browser.com)", "S3"],
  ["APN/1.0", "APN"],
])("%s is %s", (agent, family) => expect(agentFamily(agent)).toBe(family));

test("whatever somebody calls himself: short, in plain ASCII", () => {
  fc.assert(fc.property(fc.string({ unit: anyCharacter }), (agent) => /^[ -~]{0,48}$/.test(agentFamily(agent))));
});
