import { describe, expect, test } from "@jest/globals";
import { answerCustomRequest, readCustomRequest } from "./custom-resource.ts";

const event = {
  RequestType: "Update",
  ResponseURL: `https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/x?X-Amz-Signature=${"a".repeat(2_000)}`,
  StackId: "arn:aws:cloudformation:us-east-1:111122223333:stack/SagewardenVendors/1",
  RequestId: "r",
  LogicalResourceId: "Guard",
  PhysicalResourceId: "guard",
  ResourceProperties: { ServiceToken: "arn:f", ServiceTimeout: "60", Role: "arn:r", Documents: "d" },
};
const hashOf = (properties: object) => readCustomRequest({ ...event, ResourceProperties: properties }).hash;

describe("a request", () => {
  test("is read without CloudFormation's own properties", () => {
    expect(readCustomRequest(event)).toEqual({
      type: "update",
      properties: { Role: "arn:r", Documents: "d" },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      physicalId: "guard",
      url: event.ResponseURL,
      ids: { StackId: event.StackId, RequestId: "r", LogicalResourceId: "Guard" },
    });
  });

  test("has one hash for the same properties, whatever their order", () => {
    const same = [
      { Role: "r", Documents: "d" },
      { Documents: "d", Role: "r", ServiceToken: "other" },
    ].map(hashOf);
    expect(new Set(same).size).toBe(1);
    expect(hashOf({ Role: "r", Documents: "e" })).not.toBe(same[0]);
  });

  test.each([
    ["nothing", undefined],
    ["a text", "Create"],
    ["another type", { ...event, RequestType: "constructor" }],
    ["no address", { ...event, ResponseURL: "" }],
    ["an id that is no text", { ...event, StackId: 1 }],
  ])("%s is none", (_what, wrong) => {
    expect(() => readCustomRequest(wrong)).toThrow("no request of CloudFormation");
  });
});

describe("an answer", () => {
  const answer = async (change: object, said: { id: string; refused?: string }, ok = true) => {
    const sent: { url: string; init: RequestInit }[] = [];
    await answerCustomRequest(readCustomRequest({ ...event, ...change }), said, async (url, init) => {
      sent.push({ url, init });
      return { ok, status: ok ? 200 : 403 };
    });
    const [{ url, init } = { url: "", init: {} }] = sent;
    return { url, body: JSON.parse(String(init.body)), headers: init.headers };
  };

  test("goes where CloudFormation waits, without a type, for which it has not signed", async () => {
    const { url, headers, body } = await answer({}, { id: "new" });
    expect([url, headers]).toEqual([event.ResponseURL, { "content-type": "" }]);
    expect(body).toEqual({
      Status: "SUCCESS",
      PhysicalResourceId: "guard",
      StackId: event.StackId,
      RequestId: "r",
      LogicalResourceId: "Guard",
    });
  });

  test("names the resource when it is made", async () => {
    const { body } = await answer({ RequestType: "Create", PhysicalResourceId: undefined }, { id: "new" });
    expect(body.PhysicalResourceId).toBe("new");
  });

  test("says why not, within what CloudFormation takes", async () => {
    const { body } = await answer({}, { id: "new", refused: "x".repeat(9_000) });
    expect([body.Status, body.Reason.length]).toEqual(["FAILED", 2_000]);
  });

  test("that is not taken is a failure", async () => {
    await expect(answer({}, { id: "new" }, false)).rejects.toThrow("did not take the answer: 403");
  });
});
