import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { stackParameters } from "./stack.ts";

const parameter = "NextExternalIdauger";
const stack = (StackStatus: string, ParameterValue: string) => ({
  Stacks: [
    {
      StackStatus,
      Parameters: [
        { ParameterKey: "BootstrapVersion", ParameterValue: "/cdk" },
        { ParameterKey: parameter, ParameterValue },
      ],
    },
  ],
});
const of = (table: Parameters<typeof fakeClient>[0]) => {
  const client = fakeClient(table);
  const patience = { wait: async () => undefined };
  const overlap = stackParameters("SagewardenVendors", { region: "us-east-1" }, client as never, patience);
  return { overlap, updates: () => client.sent.filter(({ operation }) => operation === "UpdateStack") };
};

describe("reading", () => {
  test.each<[string, object, object | undefined]>([
    ["its values", stack("UPDATE_COMPLETE", "no"), { BootstrapVersion: "/cdk", [parameter]: "no" }],
    ["no parameters", { Stacks: [{ StackStatus: "UPDATE_COMPLETE" }] }, {}],
    ["no such stack", new Error("Stack with id SagewardenVendors does not exist"), undefined],
  ])("%s", async (_what, DescribeStacks, expected) => {
    expect(await of({ DescribeStacks }).overlap.read()).toEqual(expected);
  });
});

describe("writing", () => {
  test("deploys the same template with one other value, after what is under way and until it is done", async () => {
    const { overlap, updates } = of({
      DescribeStacks: [
        stack("UPDATE_IN_PROGRESS", "no"),
        stack("UPDATE_COMPLETE", "no"),
        stack("UPDATE_IN_PROGRESS", "yes"),
        stack("UPDATE_COMPLETE", "yes"),
      ],
      UpdateStack: {},
    });
    await overlap.write({ [parameter]: "yes" });
    expect(updates().map(({ input }) => input)).toEqual([
      {
        StackName: "SagewardenVendors",
        UsePreviousTemplate: true,
        Capabilities: ["CAPABILITY_NAMED_IAM"],
        Parameters: [
          { ParameterKey: "BootstrapVersion", UsePreviousValue: true },
          { ParameterKey: parameter, ParameterValue: "yes" },
        ],
      },
    ]);
  });

  test("does nothing where it is so", async () => {
    const { overlap, updates } = of({ DescribeStacks: stack("UPDATE_COMPLETE", "yes") });
    await overlap.write({ [parameter]: "yes" });
    expect(updates()).toEqual([]);
  });

  test("fails where the stack went back", async () => {
    const back = stack("UPDATE_ROLLBACK_COMPLETE", "no");
    const { overlap } = of({ DescribeStacks: [stack("UPDATE_COMPLETE", "no"), back], UpdateStack: {} });
    await expect(overlap.write({ [parameter]: "yes" })).rejects.toThrow(
      "could not be changed: UPDATE_ROLLBACK_COMPLETE",
    );
  });

  test("fails where somebody deploys without an end", async () => {
    const { overlap, updates } = of({ DescribeStacks: stack("UPDATE_IN_PROGRESS", "no") });
    await expect(overlap.write({ [parameter]: "yes" })).rejects.toThrow("still being deployed");
    expect(updates()).toEqual([]);
  });
});
