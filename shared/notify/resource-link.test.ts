import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../test/any-character.ts";
import { hostileNames } from "../../test/hostile/corpus/names.ts";
import { creators } from "../sagemaker/kinds.generated.ts";
import { consoleLink, resourceName } from "./resource-link.ts";

const arnOf = (resource: string, region = "us-east-1", partition = "aws"): string =>
  `arn:${partition}:sagemaker:${region}:111122223333:${resource}`;

describe("the console's page", () => {
  test.each([
    ["training-job/churn", "jobs/churn"],
    ["notebook-instance/n-1", "notebook-instances/n-1"],
    ["endpoint/e", "endpoints/e"],
    ["user-profile/d-1/alice", ""],
    ["model/a(b)*c_d", "models/a%28b%29%2Ac%5Fd"],
  ])("of %s", (resource, page) => {
    expect(consoleLink(arnOf(resource))).toBe(
      `https://us-east-1.console.aws.amazon.com/sagemaker/home?region=us-east-1#/${page}`,
    );
  });

  test.each([
    ["aws-cn", "cn-north-1", "https://cn-north-1.console.amazonaws.cn/"],
    ["aws-us-gov", "us-gov-west-1", "https://us-gov-west-1.console.amazonaws-us-gov.com/"],
  ])("in %s", (partition, region, begin) => {
    expect(consoleLink(arnOf("model/m", region, partition))?.startsWith(begin)).toBe(true);
  });

  test.each([
    "",
    "arn:x",
    "arn:aws:s3:::bucket",
    arnOf("model/m", "evil.example/x"),
    arnOf("model/m", "us-east-1", "evil"),
    arnOf("model/m", "us-east-1", "__proto__"),
  ])("%j has none", (arn) => expect(consoleLink(arn)).toBeUndefined());

  test("every type has one, the service's start page at least", () => {
    for (const { type } of creators) expect(consoleLink(arnOf(`${type}/x`))).toMatch(/#\/([\w-]+\/x)?$/);
  });

  test("no name gets out of its link", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: anyCharacter }), fc.constantFrom(...Object.values(hostileNames))),
        (name) => {
          expect(consoleLink(arnOf(`model/${name}`)) ?? "").toMatch(/^(https:\/\/[\w.-]+\/[\w/?=#%.-]*)?$/);
        },
      ),
    );
  });
});

test.each([
  [arnOf("training-job/churn"), "churn"],
  [arnOf("app/d/alice/JupyterLab/default"), "d/alice/JupyterLab/default"],
  ["no arn", "no arn"],
])("the name of %s", (arn, name) => expect(resourceName(arn)).toBe(name));
