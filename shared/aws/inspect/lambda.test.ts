import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { listMappings } from "./lambda.ts";

const place = { region: "us-east-1" };
const error = (name: string, message = "") => Object.assign(new Error(message), { name });

describe("what feeds a function", () => {
  test("its mappings", async () => {
    const client = fakeClient({
      ListEventSourceMappings: { EventSourceMappings: [{ EventSourceArn: "arn:q", State: "Enabled" }] },
    });
    expect(await listMappings("f", place, client)).toEqual([{ source: "arn:q", state: "Enabled" }]);
  });

  test("nothing when the function is missing", async () => {
    const client = fakeClient({ ListEventSourceMappings: error("ResourceNotFoundException") });
    expect(await listMappings("f", place, client)).toEqual([]);
  });
});
