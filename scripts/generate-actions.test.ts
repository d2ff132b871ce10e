import { describe, expect, test } from "@jest/globals";
import { catalogue } from "../shared/verify/actions.generated.ts";

const sagemaker = catalogue.actions.filter(({ action }) => action.startsWith("sagemaker:"));
const types = catalogue.types.filter(({ type }) => type.startsWith("sagemaker:"));
const tags = "aws:ResourceTag/$" + "{TagKey}";
const requestTags = "aws:RequestTag/$" + "{TagKey}";
const row = (action: string) => catalogue.actions.find((each) => each.action === action);
const pairs = (rows: readonly { types: readonly string[] }[]): number => rows.flatMap((each) => each.types).length;

describe("what IAM says about SageMaker", () => {
  const wildcardOnly = sagemaker.filter((each) => each.types.length === 0);
  const creates = sagemaker.filter(({ action }) => action.startsWith("sagemaker:Create"));

  test("is counted: a new version of the data says here what it changes", () => {
    expect({
      actions: sagemaker.length,
      types: types.length,
      taggedTypes: types.filter(({ keys }) => keys.includes(tags)).length,
      wildcardOnly: wildcardOnly.length,
      wildcardOnlyLists: wildcardOnly.filter(({ action }) => action.startsWith("sagemaker:List")).length,
      pairs: pairs(sagemaker),
      creates: creates.length,
      createsWithTags: creates.filter(({ keys }) => keys.includes(requestTags)).length,
    }).toEqual({
      ...{ actions: 449, types: 73, taggedTypes: 67, wildcardOnly: 95, wildcardOnlyLists: 76 },
      ...{ pairs: 578, creates: 75, createsWithTags: 65 },
    });
  });

  test("names every type that an action takes", () => {
    const known = new Set(catalogue.types.map(({ type }) => type));
    const taken = catalogue.actions.flatMap(({ action, types }) =>
      types.map((type) => `${action.split(":", 1)[0]}:${type}`),
    );
    expect(taken.filter((type) => !known.has(type))).toEqual([]);
  });
});

describe("one row", () => {
  test("of a request about several resources at once", () => {
    expect(row("sagemaker:AssociateTrialComponent")).toEqual({
      ...{ action: "sagemaker:AssociateTrialComponent", level: "Write", keys: [] },
      ...{ types: ["experiment-trial", "experiment-trial-component"] },
      together: ["experiment-trial", "experiment-trial-component"],
    });
  });

  test("of types that a request may leave out", () => {
    expect(row("sagemaker:CreateCluster")).not.toHaveProperty("together");
    expect(row("sagemaker:CreateCluster")?.types).toEqual(["cluster", "reserved-capacity", "training-plan"]);
  });

  test("of tags that can be asked for with some actions only", () => {
    expect(row("sagemaker:DescribeMlflowTrackingServer")?.typeKeys?.["mlflow-tracking-server"]).toContain(tags);
    expect(types.find(({ type }) => type === "sagemaker:mlflow-tracking-server")?.keys).not.toContain(tags);
  });

  test.each([
    ["sagemaker:AddTags", "Tagging"],
    ["iam:PutRolePolicy", "Permissions management"],
    ["sagemaker:ListTags", "List"],
    ["iam:PassRole", "Write"],
  ])("%s: %s", (action, level) => {
    expect(row(action)?.level).toBe(level);
  });
});
