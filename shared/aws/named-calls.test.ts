import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, test } from "@jest/globals";
import { callOf, nameCalls, namedAs } from "./named-calls.ts";

const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("a client's errors know their call", () => {
  const client = (failure: () => never) =>
    nameCalls(
      new STSClient({
        region: "us-east-1",
        maxAttempts: 1,
        credentials: async () => failure(),
      }),
    );

  test("when the credentials are missing", async () => {
    const error = await caught(
      client(() => {
        throw new Error("none");
      }).send(new GetCallerIdentityCommand({})),
    );
    expect(error).toMatchObject({ message: "none" });
    expect(callOf(error)).toBe("STS GetCallerIdentity");
  });

  test("when what is thrown is no object", async () => {
    const error = await caught(
      client(() => {
        throw "text";
      }).send(new GetCallerIdentityCommand({})),
    );
    expect(callOf(error)).toBeUndefined();
  });
});

describe("namedAs", () => {
  test("names an error once", async () => {
    const error = new Error("x");
    await caught(namedAs("EventBridge DescribeRule", namedAs("DynamoDB Query", Promise.reject(error))));
    expect(callOf(error)).toBe("DynamoDB Query");
  });

  test("lets answers and other throws through", async () => {
    expect(await namedAs("x", Promise.resolve(1))).toBe(1);
    expect(await caught(namedAs("x", Promise.reject("text")))).toBe("text");
  });
});
