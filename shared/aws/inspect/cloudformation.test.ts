import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { findStack } from "./cloudformation.ts";

const place = { region: "us-east-1" };
const error = (name: string, message = "") => Object.assign(new Error(message), { name });

describe("a stack", () => {
  test("with its outputs and when it changed last", async () => {
    const Outputs = [{ OutputKey: "TableName", OutputValue: "sagewarden" }];
    const times = { CreationTime: new Date(0), LastUpdatedTime: new Date(1000) };
    const client = fakeClient({ DescribeStacks: { Stacks: [{ StackStatus: "UPDATE_COMPLETE", ...times, Outputs }] } });
    expect(await findStack("Sagewarden", place, client)).toEqual({
      status: "UPDATE_COMPLETE",
      changedAt: "1970-01-01T00:00:01.000Z",
      outputs: { TableName: "sagewarden" },
    });
  });

  test("that is not there", async () => {
    const missing = error("ValidationError", "Stack with id Sagewarden does not exist");
    expect(await findStack("Sagewarden", place, fakeClient({ DescribeStacks: missing }))).toBeUndefined();
  });

  test("another error goes on", async () => {
    const client = fakeClient({ DescribeStacks: error("ValidationError", "wrong name") });
    await expect(findStack("?", place, client)).rejects.toThrow("wrong name");
  });
});
