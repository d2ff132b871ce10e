import { describe, expect, test } from "@jest/globals";
import { BadInput } from "../model/errors.ts";
import { environment, placeOf } from "./environment.ts";

test("a variable that is set", () => expect(environment("TABLE_NAME", { TABLE_NAME: "t" })).toBe("t"));

test.each([{}, { TABLE_NAME: "" }])("%j: the missing variable is named", (env) => {
  const read = () => environment("TABLE_NAME", env);
  expect(read).toThrow(BadInput);
  expect(read).toThrow("the environment variable TABLE_NAME is not set; deploy again");
});

describe("the place", () => {
  test("is the topic's", () => {
    expect(placeOf("arn:aws-cn:sns:cn-north-1:111122223333:t")).toEqual({
      partition: "aws-cn",
      account: "111122223333",
    });
  });
  test.each(["", "t", "arn:aws:sns:us-east-1::t"])("%j has none", (arn) =>
    expect(() => placeOf(arn)).toThrow(BadInput),
  );
});
