import { describe, expect, test } from "@jest/globals";
import { PoisonRecord } from "../model/errors.ts";
import { trainingJobRecord } from "./fixtures.ts";
import { isRetag, type RetagOperation, readRetag } from "./retag.ts";

const arn = "arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-1";
const retag = (eventName: RetagOperation, requestParameters: unknown, responseElements: unknown = null) =>
  readRetag({ ...trainingJobRecord(), eventName, requestParameters, responseElements }, eventName);

test("AddTags", () => {
  expect(retag("AddTags", { resourceArn: arn, tags: [{ key: "team", value: "TeamB" }] })).toEqual([
    expect.objectContaining({
      type: "retag",
      eventName: "AddTags",
      resource: { arn, kind: "TrainingJob" },
      added: { team: "TeamB" },
      removed: [],
    }),
  ]);
});

test("DeleteTags", () => {
  const [activity] = retag("DeleteTags", { resourceArn: arn, tagKeys: ["team", "studiouserid"] });
  expect(activity).toMatchObject({ added: {}, removed: ["team", "studiouserid"] });
});

test("what has no kind is still somebody's change", () => {
  const execution = "arn:aws:sagemaker:us-east-1:123456789012:pipeline/p/execution/e";
  expect(retag("DeleteTags", { resourceArn: execution, tagKeys: ["team"] })[0]?.resource).toEqual({
    arn: execution,
    kind: undefined,
  });
});

describe("updates that add tags", () => {
  const app = "arn:aws:sagemaker:us-east-1:123456789012:partner-app/app-ABCDEFGHIJKL";
  const project = "arn:aws:sagemaker:us-east-1:123456789012:project/p";
  const tags = [{ key: "team", value: "TeamB" }];
  test("a partner app is named in the request", () => {
    expect(retag("UpdatePartnerApp", { arn: app, tags })[0]).toMatchObject({
      resource: { arn: app, kind: "PartnerApp" },
      added: { team: "TeamB" },
    });
  });
  test("a project is named in the answer", () => {
    const [activity] = retag("UpdateProject", { projectName: "p", tags }, { projectArn: project });
    expect(activity).toMatchObject({ resource: { arn: project, kind: "Project" }, added: { team: "TeamB" } });
  });
  test("without tags they change none", () => {
    expect(retag("UpdatePartnerApp", { arn: app })).toEqual([]);
  });
});

describe("poison", () => {
  const tags = [{ key: "team", value: "TeamB" }];
  test.each<[string, RetagOperation, unknown, string]>([
    ["no request", "AddTags", null, "requestParameters.resourceArn: expected the ARN"],
    ["no ARN", "DeleteTags", { tagKeys: ["a"] }, "requestParameters.resourceArn: expected the ARN"],
    ["no tags", "AddTags", { resourceArn: arn }, "requestParameters.tags: expected a list"],
    ["tags that were cut off", "AddTags", { resourceArn: arn, tags: { omitted: true } }, "requestParameters.tags"],
    ["a tag that cannot be read", "AddTags", { resourceArn: arn, tags: [{ key: "team" }] }, "requestParameters.tags"],
    ["no keys", "DeleteTags", { resourceArn: arn, tagKeys: [] }, "requestParameters.tagKeys: expected a list"],
    [
      "another account's ARN",
      "AddTags",
      { resourceArn: arn.replace("123456789012", "999999999999"), tags },
      "names another account",
    ],
  ])("%s", (_, operation, request, reason) => {
    expect(() => retag(operation, request)).toThrow(PoisonRecord);
    expect(() => retag(operation, request)).toThrow(reason);
  });
});

test("isRetag", () => {
  expect(["AddTags", "DeleteTags", "ListTags", "addTags", 5, undefined].map(isRetag)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
