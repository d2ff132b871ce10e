import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { matches } from "./glob.ts";
import { mayGrant } from "./grants.ts";
import type { NamedPolicy } from "./model.ts";
import { readPolicy } from "./read.ts";

const named = (name: string, ...statements: readonly object[]): NamedPolicy => ({
  name,
  policy: readPolicy({ Version: "2012-10-17", Statement: statements }, "identity"),
});
const allow = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({
  Effect: "Deny",
  Action,
  Resource,
  ...more,
});
const bucket = "arn:aws:s3:::acme";

describe("mayGrant", () => {
  test.each<[string, object[], [string, string?], (readonly string[])[]]>([
    ["an action by its name", [allow("iam:PassRole")], ["iam:passrole"], [["*"]]],
    [
      "a pattern of the policy",
      [allow("iam:Pass*", "arn:aws:iam::*:role/x")],
      ["iam:PassRole"],
      [["arn:aws:iam::*:role/x"]],
    ],
    ["a pattern that was asked", [allow(["s3:GetObject", "s3:PutObject"])], ["s3:Put*"], [["*"]]],
    ["another action", [allow("s3:GetObject")], ["s3:PutObject"], []],
    [
      "only the resources that are asked for",
      [allow("s3:GetObject", [`${bucket}/*`, "arn:aws:s3:::other/*"])],
      ["s3:GetObject", `${bucket}/exports/*`],
      [[`${bucket}/*`]],
    ],
    ["NotAction", [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }], ["s3:GetObject"], [["*"]]],
    ["NotAction that leaves it out", [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }], ["iam:Put*"], []],
    [
      "NotAction that leaves a part out",
      [{ Effect: "Allow", NotAction: "iam:Put*", Resource: "*" }],
      ["iam:*"],
      [["*"]],
    ],
    ["NotResource", [{ Effect: "Allow", Action: "s3:*", NotResource: `${bucket}/*` }], ["s3:GetObject"], [["*"]]],
    [
      "NotResource that leaves it out",
      [{ Effect: "Allow", Action: "s3:*", NotResource: `${bucket}/*` }],
      ["s3:GetObject", `${bucket}/a`],
      [],
    ],
    [
      "a variable is anything",
      [allow("s3:GetObject", `${bucket}/\${aws:username}/*`)],
      ["s3:GetObject", `${bucket}/x/y`],
      [[`${bucket}/*/*`]],
    ],
    ["a Deny", [allow("s3:*"), deny("s3:Delete*")], ["s3:DeleteObject"], []],
    ["a Deny of a part", [allow("s3:*"), deny("s3:Delete*")], ["s3:*"], [["*"]]],
    [
      "several Denies together",
      [allow(["s3:GetObject", "s3:PutObject"]), deny("s3:Get*"), deny("s3:Put*")],
      ["s3:*"],
      [],
    ],
    [
      "a Deny elsewhere",
      [allow("s3:*", `${bucket}/*`), deny("s3:*", "arn:aws:s3:::other/*")],
      ["s3:GetObject"],
      [[`${bucket}/*`]],
    ],
    [
      "a Deny of one of two resources",
      [allow("s3:*", [bucket, `${bucket}/*`]), deny("s3:*", `${bucket}/*`)],
      ["s3:*"],
      [[bucket]],
    ],
    ["a Deny with NotAction", [allow("*"), { Effect: "Deny", NotAction: "s3:*", Resource: "*" }], ["iam:PassRole"], []],
    [
      "a Deny with NotAction that spares it",
      [allow("*"), { Effect: "Deny", NotAction: "iam:Pass*", Resource: "*" }],
      ["iam:*"],
      [["*"]],
    ],
    [
      "a Deny with NotResource",
      [allow("s3:*", `${bucket}/*`), { Effect: "Deny", Action: "*", NotResource: "arn:aws:s3:::other*" }],
      ["s3:*"],
      [],
    ],
    [
      "a Deny with a condition is not sure",
      [allow("s3:*"), deny("s3:*", "*", { Condition: { Bool: { "aws:SecureTransport": "false" } } })],
      ["s3:*"],
      [["*"]],
    ],
    [
      "a Deny with a variable is not sure",
      [allow("s3:*"), deny("s3:*", `arn:aws:s3:::*\${aws:username}*`)],
      ["s3:*"],
      [["*"]],
    ],
    [
      "a Deny that is not understood is not sure",
      [allow("s3:*"), deny("s3:*", "*", { Surprise: 1 })],
      ["s3:*"],
      [["*"]],
    ],
  ])("%s", (_, statements, [action, resource], expected) => {
    const grants = mayGrant([named("inline", ...statements)], action, resource);
    expect(grants.map(({ resources }) => resources)).toEqual(expected);
  });

  test("names policy and statement", () => {
    const held = [named("one", allow("s3:*")), named("two", deny("sqs:*"), allow("iam:PassRole"))];
    expect(mayGrant(held, "iam:PassRole")).toEqual([
      { policy: held[1], statement: expect.objectContaining({ index: 1 }), resources: ["*"] },
    ]);
  });

  test.each<[string, object[], (readonly string[])[]]>([
    ["allows less", [allow("s3:*", `${bucket}/*`)], [[`${bucket}/*`]]],
    ["allows more", [allow("*", "*")], [["arn:aws:s3:::*"]]],
    ["allows something else", [allow("sqs:*")], []],
    ["allows another part of what was asked", [allow("s3:PutObject")], []],
    ["denies", [allow("*"), deny("s3:Get*")], []],
    ["allows nothing", [deny("iam:*")], []],
  ])("a boundary that %s", (_, statements, expected) => {
    const grants = mayGrant(
      [named("inline", allow("s3:Get*", "arn:aws:s3:::*"))],
      "s3:*",
      "*",
      named("boundary", ...statements),
    );
    expect(grants.map(({ resources }) => resources)).toEqual(expected);
  });

  test("a boundary that could not be read takes nothing away", () => {
    const unread: NamedPolicy = { name: "b", policy: readPolicy("{", "identity") };
    expect(mayGrant([named("inline", allow("s3:*"))], "s3:GetObject", "*", unread)).toHaveLength(1);
  });

  test("the older version has no variables", () => {
    const old: NamedPolicy = {
      name: "old",
      policy: readPolicy({ Statement: [allow("s3:*", `${bucket}/\${aws:username}`)] }, "identity"),
    };
    expect(mayGrant([old], "s3:*", `${bucket}/x`)).toEqual([]);
  });

  test("whatever is allowed by the rules as they are written is granted", () => {
    const action = fc.constantFrom("s3:Get", "s3:Put", "iam:Pass");
    const resource = fc.constantFrom("a", "b", "ab");
    const pattern = (of: fc.Arbitrary<string>) =>
      fc
        .tuple(of, fc.nat({ max: 4 }), fc.constantFrom("*", "?", ""))
        .map(([text, at, wild]) => text.slice(0, at + 1) + wild);
    const statement = fc.record({
      Effect: fc.constantFrom("Allow", "Deny"),
      is: fc.boolean(),
      on: fc.boolean(),
      actions: fc.array(pattern(action), { minLength: 1, maxLength: 2 }),
      resources: fc.array(pattern(resource), { minLength: 1, maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }), action, resource, (statements, asked, on) => {
        const holds = statements.filter(
          ({ is, on: isOn, actions, resources }) =>
            actions.some((each) => matches(each, asked, { ignoreCase: true })) === is &&
            resources.some((each) => matches(each, on)) === isOn,
        );
        const isAllowed =
          holds.some(({ Effect }) => Effect === "Allow") && !holds.some(({ Effect }) => Effect === "Deny");
        const document = statements.map(({ Effect, is, on: isOn, actions, resources }) => ({
          Effect,
          [is ? "Action" : "NotAction"]: actions.map((each) => (each.includes(":") ? each : `${each}*:*`)),
          [isOn ? "Resource" : "NotResource"]: resources,
        }));
        const sound = statements.every(({ actions }) => actions.every((each) => each.includes(":")));
        fc.pre(sound);
        expect(mayGrant([named("p", ...document)], asked, on).length > 0).toBe(isAllowed);
      }),
    );
  });
});
