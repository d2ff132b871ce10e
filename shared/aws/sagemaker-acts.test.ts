import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { sageMakerActs } from "./sagemaker-acts.ts";

const here = "arn:aws:sagemaker:us-east-1:111122223333:";
const notebook = { arn: `${here}notebook-instance/churn`, kind: "NotebookInstance" };
const app = { arn: `${here}app/d-1/alice/JupyterLab/default`, kind: "App" };
const notFound = Object.assign(new Error("could not find it"), { name: "ValidationException" });

const actsOn = (table: Parameters<typeof fakeClient>[0]) => {
  const client = fakeClient(table);
  const regions: string[] = [];
  const clientFor = (region: string) => {
    regions.push(region);
    return client;
  };
  return { ...sageMakerActs({ onCall: () => undefined, clientFor }), sent: client.sent, regions };
};

const described = { NotebookInstanceArn: notebook.arn, NotebookInstanceStatus: "InService" };

describe("what is there", () => {
  test("its status, its phase, when it was made, asked by name in its own region", async () => {
    const CreationTime = new Date("2026-11-22T10:00:02Z");
    const acts = actsOn({ DescribeNotebookInstance: { ...described, CreationTime } });
    expect(await acts.read(notebook)).toEqual({
      phase: "running",
      status: "InService",
      madeAt: "2026-11-22T10:00:02.000Z",
      input: { NotebookInstanceName: "churn" },
      answer: { ...described, CreationTime },
    });
    expect(acts.regions).toEqual(["us-east-1"]);
  });

  test("SageMaker lowers names in ARNs; another ARN is another resource", async () => {
    const upper = actsOn({
      DescribeNotebookInstance: { ...described, NotebookInstanceArn: notebook.arn.toUpperCase() },
    });
    expect(await upper.read(notebook)).toBeDefined();
    const other = actsOn({ DescribeNotebookInstance: { ...described, NotebookInstanceArn: `${notebook.arn}-2` } });
    expect(await other.read(notebook)).toBeUndefined();
  });

  test("what cannot be found is not there; any other error is the caller's", async () => {
    expect(await actsOn({ DescribeNotebookInstance: notFound }).read(notebook)).toBeUndefined();
    const throttled = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
    await expect(actsOn({ DescribeNotebookInstance: throttled }).read(notebook)).rejects.toBe(throttled);
  });

  test("a kind without a status runs while it is there", async () => {
    const model = { arn: `${here}model/m`, kind: "Model" };
    expect(await actsOn({ DescribeModel: { ModelArn: model.arn } }).read(model)).toMatchObject({ phase: "running" });
  });

  test.each([
    ["TrainingSession", "training-session/t", /does not know how to look/],
    ["__proto__", "x/y", /does not know how to look/],
    ["NotebookInstance", "training-job/t", /does not tell how to describe/],
  ])("a %s of %s is refused", async (kind, resource, message) => {
    await expect(actsOn({}).read({ arn: here + resource, kind })).rejects.toThrow(message);
  });
});

describe("an app of a profile or of a space", () => {
  const AppArn = app.arn;
  test("is deleted as it was found", async () => {
    const acts = actsOn({ DescribeApp: [notFound, { AppArn, Status: "InService" }], DeleteApp: {} });
    const live = await acts.read(app);
    expect(live?.input).toMatchObject({ SpaceName: "alice" });
    if (live) await acts.delete(app, live);
    expect(acts.sent.at(-1)).toEqual({
      operation: "DeleteApp",
      input: { DomainId: "d-1", AppType: "JupyterLab", AppName: "default", SpaceName: "alice" },
    });
  });

  test("of both is refused: the ARN does not say which is meant", async () => {
    const acts = actsOn({ DescribeApp: { AppArn, Status: "InService" } });
    await expect(acts.read(app)).rejects.toThrow(/names 2 resources/);
  });
});

describe("what is done", () => {
  const live = { phase: "running", input: { NotebookInstanceName: "churn" }, answer: {} } as const;
  test.each([
    ["stop", "StopNotebookInstance"],
    ["delete", "DeleteNotebookInstance"],
    ["start", "StartNotebookInstance"],
  ] as const)("%s is %s", async (word, operation) => {
    const acts = actsOn({ [operation]: {} });
    await acts[word](notebook, live);
    expect(acts.sent).toEqual([{ operation, input: { NotebookInstanceName: "churn" } }]);
  });

  test.each([
    ["stop", { arn: `${here}model/m`, kind: "Model" }, /no call to stop a Model/],
    ["start", { arn: `${here}training-job/t`, kind: "TrainingJob" }, /no call to start a TrainingJob/],
    ["stop", { arn: `${here}inference-experiment/i`, kind: "InferenceExperiment" }, /no call to stop/],
  ] as const)("no %s where there is none", async (word, resource, message) => {
    const acts = actsOn({});
    await expect(acts[word](resource, { ...live, input: {} })).rejects.toThrow(message);
    expect(acts.sent).toEqual([]);
  });
});
