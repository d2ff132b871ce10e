import { describe, expect, test } from "@jest/globals";
import { CannotTag } from "../act/classify.ts";
import { clientSettings, perRegion, regionOf } from "./client.ts";

test("a client is built once per region", () => {
  const built: string[] = [];
  const clientFor = perRegion((region) => {
    built.push(region);
    return { region };
  });
  expect(clientFor("us-east-1")).toBe(clientFor("us-east-1"));
  expect(clientFor("eu-west-1").region).toBe("eu-west-1");
  expect(built).toEqual(["us-east-1", "eu-west-1"]);
});

describe("a region becomes part of a host name", () => {
  test.each(["us-east-1", "ap-southeast-3", "us-gov-west-1", "us-iso-east-1", "cn-northwest-1", "eusc-de-east-1"])(
    "%s is one",
    (region) => expect(regionOf(`arn:aws:sagemaker:${region}:111122223333:model/x`)).toBe(region),
  );
  test.each([
    "",
    "evil.example/#",
    "us-east-1.evil.example",
    "US-EAST-1",
    "us-east-1\n",
    "localhost",
    "a".repeat(9_000),
  ])("%j is none", (region) =>
    expect(() => regionOf(`arn:aws:sagemaker:${region}:111122223333:model/x`)).toThrow(CannotTag),
  );
  test("nor is what is no ARN", () => expect(() => regionOf("us-east-1")).toThrow(CannotTag));
});

test("a call is given up by the client before the function's time is over", () => {
  const { maxAttempts, requestHandler } = clientSettings;
  expect(maxAttempts * (requestHandler.connectionTimeout + requestHandler.requestTimeout)).toBeLessThan(30_000);
  expect(requestHandler.throwOnRequestTimeout).toBe(true);
});
