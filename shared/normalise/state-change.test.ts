import { describe, expect, test } from "@jest/globals";
import { PoisonRecord } from "../model/errors.ts";
import { stateChangeEvent } from "./fixtures.ts";
import { isStateChange, readStateChange } from "./state-change.ts";

const here = "arn:aws:sagemaker:us-east-1:123456789012:";
const read = (changes: object = {}, detail: object = {}) => {
  const event = stateChangeEvent();
  return readStateChange({ ...event, ...changes, detail: { ...event.detail, ...detail } });
};

test("a training job's event, whole", () => {
  expect(read()).toEqual([
    {
      type: "creation",
      eventId: "844e2571-85d4-695f-b930-0153b71dcb42",
      eventName: "SageMaker Training Job State Change",
      at: "2026-07-01T10:05:00.000Z",
      account: "123456789012",
      region: "us-east-1",
      partition: "aws",
      principal: { type: "Unknown" },
      resource: { arn: `${here}training-job/churn-1`, kind: "TrainingJob" },
      announcedBy: "state-change",
      toldAt: "2026-07-01T10:20:00Z",
      requestTags: { team: "TeamA" },
      tagsComplete: true,
      executionRole: "arn:aws:iam::123456789012:role/service-role/Execution",
      parents: [],
    },
  ]);
});

test("every state of one resource tells the same creation time", () => {
  const first = read({ id: "a", time: "2026-07-01T10:06:00Z" }, { TrainingJobStatus: "InProgress" })[0];
  const last = read({ id: "b", time: "2026-07-09T10:06:00Z" }, { TrainingJobStatus: "Completed" })[0];
  expect(last?.at).toBe(first?.at);
  expect([first?.eventId, last?.eventId]).toEqual(["a", "b"]);
});

describe("the creation time", () => {
  test.each([
    [1782900300000, "2026-07-01T10:05:00.000Z"],
    [1782900300000.0, "2026-07-01T10:05:00.000Z"],
    ["1782900300000", "2026-07-01T10:05:00.000Z"],
    ["2026-07-01T10:05:00Z", "2026-07-01T10:05:00Z"],
  ])("%j", (CreationTime, at) => {
    expect(read({}, { CreationTime })[0]?.at).toBe(at);
  });
  test.each(["soon", -1, 1e300, null, {}])("%j is poison", (CreationTime) => {
    expect(() => read({}, { CreationTime })).toThrow(new PoisonRecord("detail.CreationTime: expected a time"));
  });
  test("of an image that is being created is the event's", () => {
    const image = { resources: [`${here}image/i`] };
    const detail = { CreationTime: undefined, TrainingJobStatus: undefined, ImageStatus: "Creating" };
    expect(read(image, detail)[0]).toMatchObject({ at: "2026-07-01T10:20:00Z", resource: { kind: "Image" } });
    expect(read(image, { ...detail, ImageStatus: "Updating" })).toEqual([]);
  });
});

test("a child names its maker", () => {
  const tuning = `${here}hyper-parameter-tuning-job/t`;
  expect(read({}, { TuningJobArn: tuning, AutoMLJobArn: "x" })[0]?.parents).toEqual([tuning]);
});

test("without tags in the event nothing is known of them", () => {
  expect(read({}, { Tags: undefined })[0]).toMatchObject({ requestTags: {}, tagsComplete: false });
});

describe("says nothing of", () => {
  test.each<[string, object, object]>([
    ["what is being deleted", {}, { EndpointStatus: "DELETING" }],
    ["what was deleted", {}, { TrainingJobStatus: "Deleted" }],
    ["a pipeline's execution", { resources: [`${here}pipeline/p/execution/e`] }, {}],
    ["an image's version", { resources: [`${here}image-version/v`] }, {}],
    ["a type that has no kind", { resources: [`${here}tuningJob/x`] }, {}],
    ["nothing in particular", { resources: [] }, {}],
    ["resources of another type", { resources: "x" }, {}],
    ["what tells no time", {}, { CreationTime: undefined }],
  ])("%s", (_, changes, detail) => {
    expect(read(changes, detail)).toEqual([]);
  });
});

describe("poison", () => {
  test.each([
    ["region", { region: "x" }, "region: expected"],
    ["account", { account: "1" }, "account: expected"],
    ["id", { id: 5 }, "id: expected"],
    ["another region's resource", { region: "eu-west-1" }, "names another region"],
    ["another account's resource", { account: "999999999999" }, "names another account"],
  ])("%s", (_, changes, reason) => {
    expect(() => read(changes)).toThrow(PoisonRecord);
    expect(() => read(changes)).toThrow(reason);
  });
});

test.each([
  ["SageMaker Training Job State Change", true],
  ["SageMaker HyperPod Cluster State Change", true],
  ["SageMaker Model Building Pipeline Execution Status Change", false],
  ["EC2 Instance State-change Notification", false],
  ["SageMaker  State Change", false],
  [undefined, false],
])("isStateChange %s", (type, expected) => {
  expect(isStateChange(type)).toBe(expected);
});
