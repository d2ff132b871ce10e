import { expect, test } from "@jest/globals";
import { BadInput } from "#shared/model/errors.ts";
import { explained } from "./explained.ts";

const failing = (error: unknown) => explained({ of: "second factor" }, Promise.reject(error));

test("what STS refused, in words", async () => {
  const error = Object.assign(new Error("The security token included in the request is expired"), {
    name: "ExpiredToken",
  });
  await expect(failing(error)).rejects.toMatchObject({
    ...{ name: "Refused", message: "the credentials that take the role have expired: sign in again" },
  });
  expect(await explained({ of: "caller" }, Promise.resolve(1))).toBe(1);
});

test.each([new BadInput("no"), Object.assign(new Error("x"), { code: "ECONNREFUSED" })])(
  "other failures are as they were",
  async (error) => {
    await expect(failing(error)).rejects.toBe(error);
  },
);
