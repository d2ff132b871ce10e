import { describe, expect, test } from "@jest/globals";
import { namedAs } from "#shared/aws/named-calls.ts";
import { describeFailure, framesOf } from "./failure.ts";

const error = (name: string, message: string, more: object = {}): Error =>
  Object.assign(new Error(message), { name, ...more });

const named = async (failure: Error): Promise<unknown> =>
  namedAs("CloudFormation GetTemplate", Promise.reject(failure)).catch((caught: unknown) => caught);

describe("a call of AWS that failed", () => {
  test.each([
    [
      error("CredentialsProviderError", "Could not load credentials from any providers"),
      "no AWS credentials: CloudFormation GetTemplate needed them",
    ],
    [error("Error", "Region is missing"), "no AWS region: CloudFormation GetTemplate needed one"],
    [
      error("Error", "connect ECONNREFUSED", { code: "ECONNREFUSED", address: "127.0.0.1", port: 1 }),
      "could not reach 127.0.0.1:1 (ECONNREFUSED): CloudFormation GetTemplate needed it",
    ],
    [
      error("Error", "getaddrinfo", { code: "ENOTFOUND", hostname: "sts.x" }),
      "could not reach sts.x (ENOTFOUND): CloudFormation GetTemplate needed it",
    ],
    [
      error("AggregateError", "", { code: "ECONNREFUSED", errors: [{ address: "::1", port: 9 }] }),
      "could not reach ::1:9 (ECONNREFUSED)",
    ],
    [error("TimeoutError", "socket"), "could not reach AWS (TimeoutError): CloudFormation GetTemplate needed it"],
    [
      error("AccessDenied", "User is not authorized"),
      "CloudFormation GetTemplate failed: AccessDenied: User is not authorized",
    ],
  ])("%s", async (failure, text) => {
    expect(describeFailure(await named(failure))).toContain(text);
  });
});

test.each([
  [error("Error", "plain"), "plain"],
  [error("TypeError", "x is not a function"), "TypeError: x is not a function"],
  [error("CredentialsProviderError", "x"), "no AWS credentials: an AWS call needed them"],
  [error("TypeError", ""), "TypeError"],
  [error("Error", "EACCES: permission denied, mkdir '/x'", { code: "EACCES" }), /^EACCES: permission denied/],
  [error("Error", "first\nsecond"), "first"],
  ["a string", "a string"],
  [undefined, "undefined"],
])("anything else is one line: %s", (failure, text) => {
  expect(describeFailure(failure)).toMatch(text);
  expect(describeFailure(failure)).not.toContain("\n");
});

describe("a refused signature, whose message quotes the request with its session token", () => {
  const token = "FwoGZXIvYXdzEJr//////////wEaDPmade/up+token".repeat(3);
  const quoting = error(
    "InvalidSignatureException",
    `The request signature we calculated does not match. The Canonical String should have been 'POST\n/\n\nx-amz-security-token:${token}'`,
  );

  test("is told without the request", async () => {
    const told = describeFailure(await named(quoting));
    expect(told).toBe("CloudFormation GetTemplate failed: InvalidSignatureException: the signature was refused");
  });

  test("loses it from a stack too; the places stay", () => {
    const frames = framesOf(quoting);
    expect(frames).toContain("failure.test.ts");
    expect(frames).not.toContain("x-amz-security-token");
  });
});

test("a token in any other error is removed", () => {
  const token = "FwoGZXIvYXdzEJr0madeUpToken".repeat(4);
  expect(describeFailure(error("ValidationException", `the token ${token} is wrong`))).not.toContain(
    token.slice(0, 20),
  );
});
