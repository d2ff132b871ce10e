import { describe, expect, test } from "@jest/globals";
import type { Level } from "../model/organization.ts";
import { policyDocument } from "./documents.ts";
import { values } from "./fixtures.ts";
import { guards, guardsInForce } from "./in-force.ts";

const cdk = "arn:aws:iam::*:role/cdk-*-cfn-exec-role-*";
const textOf = (guard: string, provisioners: readonly string[] = [cdk]) =>
  policyDocument(`org/${guard}`, { ...values, provisioners });
const statementsOf = (guard: string, provisioners?: readonly string[]) =>
  JSON.parse(textOf(guard, provisioners)).Statement as Readonly<Record<string, unknown>>[];
const written = (Statement: unknown, Version = "2012-10-17") => JSON.stringify({ Version, Statement });
const level = (target: string, ...texts: readonly string[]): Level => ({
  target,
  policies: texts.map((text, index) => ({ id: `p-${index}`, name: `n-${index}`, text })),
});
const judged = (...levels: readonly Level[]) => guardsInForce(levels, values);
const lackingIn = (...texts: readonly string[]) =>
  judged(level("r-a", ...texts)).flatMap(({ lacking }) => lacking.map(({ sid }) => sid));

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value))
    return value.every((each) => typeof each === "string") ? value.toReversed() : value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, each]) => [key, reversed(each)]),
  );
};

const sids = guards.flatMap((guard) => statementsOf(guard).map(({ Sid }) => Sid));
const all = guards.map((guard) => textOf(guard));

test("each as it is in the file, wherever it is attached", () => {
  const [tags = "", roles = "", sagewarden = ""] = all;
  const found = judged(level("r-a", tags), level("ou-a"), level("111122223333", roles, sagewarden));
  expect(found.map(({ guard, lacking, excepted }) => ({ guard, lacking, excepted }))).toEqual(
    guards.map((guard) => ({ guard, lacking: [], excepted: [cdk] })),
  );
  expect(found.every(({ size, limit }) => size > 500 && size <= limit)).toBe(true);
});

describe("in force as well", () => {
  const everything = guards.flatMap((guard) => statementsOf(guard));
  test.each<[string, readonly string[]]>([
    [
      "in one bigger document, under other names",
      [written(everything.map((each, at) => ({ ...each, Sid: `S${at}` })))],
    ],
    ["with more beside it", [written([{ Effect: "Deny", Action: "x:y", Resource: "*" }, ...everything])]],
    ["with its names in another order", [JSON.stringify(reversed(JSON.parse(written(everything))))]],
    ["in parts", everything.map((each) => written(each))],
  ])("%s", (_, texts) => expect(lackingIn(...texts)).toEqual([]));
});

describe("lacking", () => {
  test.each<[string, readonly string[]]>([
    ["where nothing is attached", []],
    [
      "in the older version, whose variables are text",
      all.map((text) => written(JSON.parse(text).Statement, "2008-10-17")),
    ],
    ["in what two readers may read differently", all.map((text) => text.replace("{", '{"Statement": [],'))],
    ["in what is no JSON", ["{", ""]],
  ])("%s", (_, texts) => expect(lackingIn(...texts)).toEqual(sids));

  const [first = {}, ...rest] = statementsOf("guard-roles");
  test.each<[string, object, string]>([
    ["an action less", { Action: (first.Action as string[]).slice(1) }, "Action without iam:AttachRolePolicy"],
    ["an action more", { Action: [...(first.Action as string[]), "iam:*"] }, "another Action"],
    ["roles less", { Resource: "arn:aws:iam::*:role/vendor/*" }, "Resource without arn:aws:iam::*:role/sagemaker/*"],
    [
      "a condition more",
      { Condition: { ...(first.Condition as object), Bool: { "aws:ViaAWSService": "true" } } },
      "another Condition",
    ],
    ["another effect", { Effect: "Allow" }, "Effect without Deny"],
  ])("%s: the statement is named, and what differs", (_, change, what) => {
    const [, roles] = judged(level("r-a", written([{ ...first, ...change }, ...rest])));
    expect(roles?.lacking).toEqual([
      { sid: "RolesOfTeamsVendorsAndSagewarden", differs: expect.stringContaining(what) },
    ]);
  });

  test("one of our own roles that is not excepted", () => {
    const text = textOf("guard-tags").replace("sagewarden-enforce-tags", "sagewarden-enforce");
    expect(judged(level("r-a", text))[0]?.lacking).toEqual([
      { sid: "GuardedTagsOfResources", differs: "another Condition" },
    ]);
  });
});

describe("whom they except", () => {
  const wide = textOf("guard-tags", [cdk, "arn:aws:iam::*:role/ops"]);
  test("is told", () => expect(judged(level("r-a", wide))[0]?.excepted).toEqual([cdk, "arn:aws:iam::*:role/ops"]));
  test("nobody escapes who is excepted in one policy and not in another", () => {
    expect(judged(level("r-a", wide), level("ou-a", textOf("guard-tags")))[0]?.excepted).toEqual([cdk]);
  });
});

test("a project as second border has its tag guarded too", () => {
  const found = guardsInForce([level("r-a", ...all)], values, ["team", "project"]);
  expect(found[0]?.lacking.map(({ sid }) => sid)).toContain("GuardedTagsOfResources");
});
