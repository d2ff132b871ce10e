import { describe, expect, test } from "@jest/globals";
import type { LambdaFunctionURLEvent } from "aws-lambda";
import { seconds, signatureOf, urlEvent } from "./fixtures.ts";
import { longestBody, readRequest } from "./read-request.ts";

const headers = (change: Record<string, string> = {}): Record<string, string> => ({
  "content-type": "application/x-www-form-urlencoded",
  "x-slack-request-timestamp": String(seconds),
  "x-slack-signature": signatureOf("a=b", String(seconds)),
  ...change,
});

describe("what is taken", () => {
  test.each<[string, LambdaFunctionURLEvent]>([
    ["base64, as Lambda hands over a form", urlEvent("a=b")],
    ["text", urlEvent("a=b", { isBase64Encoded: false })],
    [
      "headers in capitals",
      urlEvent("a=b", {
        headers: Object.fromEntries(Object.entries(headers()).map(([key, value]) => [key.toUpperCase(), value])),
      }),
    ],
    [
      "a charset",
      urlEvent("a=b", { headers: headers({ "content-type": "application/x-www-form-urlencoded; charset=utf-8" }) }),
    ],
  ])("%s", (_, event) => {
    const request = readRequest(event);
    if (typeof request === "string") throw new Error(request);
    expect(Buffer.from(request.body).toString()).toBe("a=b");
    expect(request).toMatchObject({ timestamp: String(seconds), mediaType: "form" });
  });
});

test("the bytes are those that were sent, whatever they mean", () => {
  const bytes = Buffer.from([0, 255, 13, 10, 0xc3]);
  expect(readRequest(urlEvent("", { body: bytes.toString("base64") }))).toMatchObject({ body: bytes });
});

test("the longest body is taken, one byte more is not", () => {
  for (const isBase64Encoded of [true, false]) {
    expect(readRequest(urlEvent("x".repeat(longestBody), { isBase64Encoded }))).toHaveProperty("body");
    expect(readRequest(urlEvent("x".repeat(longestBody + 1), { isBase64Encoded }))).toBe("body");
  }
});

test("characters of several bytes count as bytes", () => {
  expect(readRequest(urlEvent("漢".repeat(longestBody / 2), { isBase64Encoded: false }))).toBe("body");
});

test("an event that is none", () => {
  expect(readRequest({} as LambdaFunctionURLEvent)).toBe("method");
  expect(readRequest({ requestContext: { http: { method: "POST" } } } as LambdaFunctionURLEvent)).toBe("content-type");
});
