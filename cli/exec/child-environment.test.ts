import { expect, test } from "@jest/globals";
import { formerNames } from "../env/former.ts";
import { childEnvironment } from "./child-environment.ts";

const all = Object.fromEntries(
  [...formerNames, "SAGEWARDEN_ENV", "HOME", "AWS_ENDPOINT_URL"].map((name) => [name, "x"]),
);

test("nothing by which other credentials could be found is left, and everything else is", () => {
  expect(childEnvironment({ ...all, UNSET: undefined }, "eu-west-1", { GIVEN: "1" })).toEqual({
    ...{ HOME: "x", AWS_ENDPOINT_URL: "x", AWS_REGION: "x", AWS_DEFAULT_REGION: "x", GIVEN: "1" },
  });
});

test("the region that was named somewhere else, in both variables", () => {
  expect(childEnvironment({ AWS_REGION: "us-east-1" }, "us-east-1", {})).toEqual({
    ...{ AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "us-east-1" },
  });
  expect(childEnvironment({}, undefined, {})).toEqual({});
});
