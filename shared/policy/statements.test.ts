import { expect, test } from "@jest/globals";
import { lookupOf } from "./context.ts";
import { allow, deny, identity, object, request, resourcePolicy, sessionArn, when } from "./fixtures.ts";
import { saidBy } from "./statements.ts";

const said = (...statements: readonly object[]) => {
  const of = request();
  return saidBy([identity(...statements)], { request: of, lookup: lookupOf(of), hasBoundary: false });
};

test.each<[string, object[], string, string]>([
  ["nothing", [], "no", "no"],
  ["both effects", [allow("s3:*"), deny("s3:*")], "yes", "yes"],
  ["an Allow with a surprise", [allow("s3:*", "*", { Surprise: 1 })], "maybe", "no"],
  ["an Allow elsewhere with a surprise", [allow("iam:*", "*", { Surprise: 1 })], "no", "no"],
  ["a variable that has no value", [allow("s3:*", `arn:aws:s3:::\${x:no}`)], "no", "no"],
  ["the same beside the resource", [allow("s3:*", [object, `arn:aws:s3:::\${x:no}`])], "yes", "no"],
  [
    "the same in NotResource of a Deny",
    [{ ...deny("s3:*"), Resource: undefined, NotResource: `arn:aws:s3:::\${x:no}` }],
    "no",
    "maybe",
  ],
  [
    "the same beside the resource in NotResource of a Deny",
    [{ ...deny("s3:*"), Resource: undefined, NotResource: [object, `arn:aws:s3:::\${x:no}`] }],
    "no",
    "no",
  ],
  [
    "a condition that has no value",
    [deny("s3:*", "*", when("StringNotEquals", "aws:PrincipalAccount", `\${x:no}`))],
    "no",
    "maybe",
  ],
])("%s", (_, statements, allows, denies) => {
  const { allow: yes, deny: no } = said(...statements);
  expect([yes.truth, no.truth]).toEqual([allows, denies]);
});

test("the first that is sure is named before one that is not", () => {
  expect(said(allow("s3:*", "*", { Surprise: 1 }), allow("*")).allow.statement?.index).toBe(1);
});

test("a policy on a resource says by which name it grants", () => {
  const of = request();
  const { allowBy } = saidBy([resourcePolicy({ AWS: sessionArn })], {
    request: of,
    lookup: lookupOf(of),
    hasBoundary: false,
  });
  expect(allowBy).toMatchObject({ itself: { truth: "yes" }, role: { truth: "no" }, account: { truth: "no" } });
});
