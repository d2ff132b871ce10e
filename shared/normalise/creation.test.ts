import { describe, expect, test } from "@jest/globals";
import { PoisonRecord } from "../model/errors.ts";
import type { Kind } from "../sagemaker/kind.ts";
import { kindByCreate } from "../sagemaker/kinds.ts";
import { readCreations, readExecutionRole } from "./creation.ts";
import { trainingJobRecord } from "./fixtures.ts";

const kind = (create: string): Kind => {
  const row = kindByCreate(create);
  if (row === undefined) throw new Error(`no row for ${create}`);
  return row;
};
const creations = (changes: object) => {
  const record = { ...trainingJobRecord(), ...changes };
  return readCreations(record, kind(record.eventName));
};
const creation = (changes: object) => creations(changes)[0];

test("a perfect record, whole", () => {
  expect(creations({})).toEqual([
    {
      type: "creation",
      eventId: "11111111-2222-3333-4444-555555555555",
      eventName: "CreateTrainingJob",
      at: "2026-07-01T10:05:00Z",
      account: "123456789012",
      region: "us-east-1",
      partition: "aws",
      principal: expect.objectContaining({ type: "AssumedRole", accessKeyId: "ASIAEXAMPLEKEY" }),
      resource: { arn: "arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-1", kind: "TrainingJob" },
      announcedBy: "api",
      requestTags: { team: "TeamA" },
      tagsComplete: true,
      executionRole: "arn:aws:iam::123456789012:role/service-role/Execution",
      parents: [],
    },
  ]);
});

describe("tags", () => {
  const tagged = (requestParameters: unknown) => {
    const { requestTags, tagsComplete } = creation({ requestParameters }) ?? {};
    return { requestTags, tagsComplete };
  };
  test.each([
    ["none given", {}, {}, true],
    ["null", { tags: null }, {}, true],
    ["an empty list", { tags: [] }, {}, true],
    ["in the API's casing", { tags: [{ Key: "a", Value: "b" }] }, { a: "b" }, true],
    ["an empty value", { tags: [{ key: "a", value: "" }] }, { a: "" }, true],
    ["one that cannot be read", { tags: [{ key: "a", value: "b" }, { key: "c" }] }, { a: "b" }, false],
    ["left out", { tags: { omitted: true } }, {}, false],
    ["of a request that was cut off", { tags: [{ key: "a", value: "b" }], omitted: true }, { a: "b" }, false],
    ["of no request", null, {}, false],
    ["of a request in JSON", '{"tags":[{"key":"a","value":"b"}]}', { a: "b" }, false],
    ["of a request cut off in the middle", '{"tags":[{"key":"a","va', {}, false],
  ])("%s", (_, requestParameters, requestTags, tagsComplete) => {
    expect(tagged(requestParameters)).toEqual({ requestTags, tagsComplete });
  });
});

describe("RegisterDevices", () => {
  const register = (requestParameters: object) =>
    creations({ eventName: "RegisterDevices", requestParameters, responseElements: null });
  const tags = [{ key: "team", value: "TeamA" }];

  test("makes one creation for each device, each with all tags and the same event", () => {
    const made = register({
      deviceFleetName: "fleet",
      devices: [{ deviceName: "a" }, { deviceName: "b" }, { deviceName: "a" }],
      tags,
    });
    expect(made.map(({ resource }) => resource)).toEqual([
      { arn: "arn:aws:sagemaker:us-east-1:123456789012:device-fleet/fleet/device/a", kind: "Device" },
      { arn: "arn:aws:sagemaker:us-east-1:123456789012:device-fleet/fleet/device/b", kind: "Device" },
    ]);
    for (const { requestTags } of made) expect(requestTags).toEqual({ team: "TeamA" });
    expect(new Set(made.map(({ eventId }) => eventId)).size).toBe(1);
  });

  test.each([
    ["no list", { deviceFleetName: "fleet" }, "requestParameters.devices: expected a list of devices"],
    [
      "a device without a name",
      { deviceFleetName: "fleet", devices: [{}] },
      "requestParameters.deviceName: expected a name",
    ],
    [
      "a name that would name something else",
      { deviceFleetName: "fleet", devices: [{ deviceName: "a/../b" }] },
      "requestParameters.deviceName",
    ],
    ["no fleet", { devices: [{ deviceName: "a" }] }, "requestParameters.deviceFleetName: expected a name"],
  ])("is poison with %s", (_, requestParameters, reason) => {
    expect(() => register(requestParameters)).toThrow(PoisonRecord);
    expect(() => register(requestParameters)).toThrow(reason);
  });
});

describe("a tuning job's child", () => {
  const tuningJob = "arn:aws:sagemaker:us-east-1:123456789012:hyper-parameter-tuning-job/tune-1";
  const child = {
    eventType: "AwsServiceEvent",
    userIdentity: { accountId: "123456789012", invokedBy: "sagemaker.amazonaws.com" },
    requestParameters: null,
    responseElements: null,
  };
  const childArn = "arn:aws:sagemaker:us-east-1:123456789012:training-job/tune-1-001";

  test.each([
    [
      "its details hold both ARNs",
      { serviceEventDetails: { trainingJobArn: childArn, hyperParameterTuningJobArn: tuningJob } },
    ],
    [
      "its details hold names",
      { serviceEventDetails: { trainingJobName: "tune-1-001", hyperParameterTuningJobName: "tune-1" } },
    ],
    [
      "its details are in the API's casing",
      { serviceEventDetails: { TrainingJobArn: childArn, TuningJobArn: tuningJob } },
    ],
    [
      "only its resources tell",
      { resources: [{ ARN: tuningJob }, { ARN: childArn, type: "AWS::SageMaker::TrainingJob" }] },
    ],
    ["its resources are spelt otherwise", { resources: [{ arn: childArn }, { arn: tuningJob }] }],
  ])("is known and names its maker when %s", (_, changes) => {
    expect(creation({ ...child, ...changes })).toMatchObject({
      announcedBy: "service-event",
      resource: { arn: childArn, kind: "TrainingJob" },
      tagsComplete: false,
      parents: [tuningJob],
      principal: { type: "Unknown", invokedBy: "sagemaker.amazonaws.com" },
    });
  });
});

describe("parents", () => {
  const execution = "arn:aws:sagemaker:us-east-1:123456789012:pipeline/p/execution/abc";
  const parents = (requestParameters: object) => creation({ requestParameters })?.parents;

  test("a pipeline's tag in the request", () => {
    expect(parents({ tags: [{ key: "sagemaker:pipeline-execution-arn", value: execution }] })).toEqual([execution]);
  });
  test("another account's pipeline is nobody's maker here", () => {
    const foreign = execution.replace("123456789012", "999999999999");
    expect(parents({ tags: [{ key: "sagemaker:pipeline-execution-arn", value: foreign }] })).toEqual([]);
  });
  test("a caller's request cannot name a tuning job", () => {
    expect(parents({ tuningJobArn: "arn:aws:sagemaker:us-east-1:123456789012:hyper-parameter-tuning-job/t" })).toEqual(
      [],
    );
  });
});

describe("readExecutionRole", () => {
  const role = "arn:aws:iam::123456789012:role/Execution";
  test.each([
    [{ roleArn: role }],
    [{ executionRoleArn: role }],
    [{ defaultUserSettings: { executionRole: role } }],
    [{ userSettings: { executionRole: role } }],
    [{ trainingJobDefinition: { roleArn: role } }],
  ])("%j", (request) => {
    expect(readExecutionRole(request)).toBe(role);
  });
  test.each([[{}], [{ roleArn: "Execution" }], [{ roleArn: 5 }], [{ userSettings: null }]])("none in %j", (request) => {
    expect(readExecutionRole(request)).toBeUndefined();
  });
});
