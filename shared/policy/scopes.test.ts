import { expect, test } from "@jest/globals";
import { readPolicy } from "./read.ts";
import { scopesOf } from "./scopes.ts";

const statement = { Effect: "Deny", Action: "S3:Get*", Resource: "*" };
const deniesOf = (change: object, around: object = { Version: "2012-10-17" }) =>
  scopesOf(readPolicy({ ...around, Statement: { ...statement, ...change } }, "identity")).denies.length;

test.each([
  ["without conditions", {}, 1],
  ["with a condition", { Condition: { Bool: { "aws:SecureTransport": "false" } } }, 0],
  ["with a variable", { Resource: `arn:aws:s3:::\${aws:username}` }, 0],
  ["with a variable in NotResource", { Resource: undefined, NotResource: `arn:aws:s3:::\${aws:username}` }, 0],
  ["with something unknown", { Surprise: 1 }, 0],
])("a Deny %s is sure: %#", (_, change, count) => expect(deniesOf(change)).toBe(count));

test("in the older version a variable is text", () => {
  expect(deniesOf({ Resource: `arn:aws:s3:::\${aws:username}` }, {})).toBe(1);
});

test("an Allow is as wide as its variables may make it, and knows its statement", () => {
  const Resource = [`arn:aws:s3:::acme/\${aws:username, 'x'}/*`];
  const policy = readPolicy(
    { Version: "2012-10-17", Statement: { ...statement, Effect: "Allow", Resource } },
    "identity",
  );
  expect(scopesOf(policy).allows).toMatchObject([
    {
      actions: ["s3:get*"],
      resources: ["arn:aws:s3:::acme/*/*"],
      butActions: [],
      butResources: [],
      statement: { index: 0 },
    },
  ]);
  expect(scopesOf(policy)).toBe(scopesOf(policy));
});

test("what is no policy allows and denies nothing", () => {
  expect(scopesOf(readPolicy("{", "identity"))).toEqual({ allows: [], denies: [] });
});
