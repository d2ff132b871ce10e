import { expect, test } from "@jest/globals";
import { creates, isTagged, resourcePairs, rowOf, typeOf, wildcardOnly } from "./rows.ts";

test("the rows of the matrix are counted", () => {
  expect([resourcePairs.length, creates.length, wildcardOnly.length]).toEqual([496, 76, 95]);
});

test("no action stands in two of them", () => {
  const names = (rows: readonly { row: { action: string } }[]) => new Set(rows.map(({ row }) => row.action));
  expect([...names(resourcePairs)].filter((action) => names(creates).has(action))).toEqual([]);
});

test.each([
  ["sagemaker:DeleteEndpoint", "endpoint", true],
  ["sagemaker:DescribeHumanLoop", "human-loop", false],
  ["sagemaker:DescribeMlflowTrackingServer", "mlflow-tracking-server", true],
  ["sagemaker:ListTags", "mlflow-tracking-server", false],
])("whether %s can ask for tags of %s: %s", (action, type, is) => {
  expect(isTagged({ row: rowOf(action), type })).toBe(is);
});

test("a name of a table that IAM does not have is an error", () => {
  expect(() => rowOf("sagemaker:DoNothing")).toThrow("no action");
  expect(() => typeOf("sagemaker:DeleteEndpoint", "role")).toThrow("takes no role");
});
