import { describe, expect, test } from "@jest/globals";
import { estateFrom, filesIn } from "./estate.ts";
import { formWith, soundForm } from "./fixtures.ts";
import { parseEstate } from "./parse.ts";

const policy = (statement: object): { text: string } => ({
  text: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] }),
});
const sound = {
  "developer.json": policy({ Action: "s3:GetObject", Resource: "arn:aws:s3:::b/<team>/*" }),
  "trust.json": policy({ Action: "sts:AssumeRole", Principal: { AWS: "arn:aws:iam::<account>:root" } }),
};

const estate = (text: string, files: Readonly<Record<string, { text: string } | { problem: string }>>) =>
  estateFrom(parseEstate(text, "verify.json"), new Map(Object.entries(files)));

test("roles with their policies, each with its own team in them", () => {
  const { principals, ...rest } = estate(JSON.stringify(soundForm), sound);
  expect(rest).toMatchObject({ account: "111122223333", bucket: undefined, vpcEndpoint: undefined, scps: [] });
  expect(principals.map(({ policies }) => policies[0]?.policy.document?.statements[0]?.resources)).toEqual([
    ["arn:aws:s3:::b/TeamA/*"],
    ["arn:aws:s3:::b/TeamB/*"],
  ]);
  expect(principals[0]?.trust?.policy.document?.statements[0]?.principals?.aws).toEqual([
    "arn:aws:iam::111122223333:root",
  ]);
});

test("an administrator is of the team that the documents are filled with", () => {
  const admin = {
    name: "admin",
    kind: "admin",
    arn: "arn:aws:iam::111122223333:role/admin",
    policies: ["developer.json"],
  };
  const roles = [...soundForm.roles, { ...admin, values: { team: "TeamB" } }];
  const { principals } = estate(JSON.stringify({ ...soundForm, roles }), sound);
  expect(principals.map(({ team }) => team)).toEqual([undefined, undefined, "TeamB"]);
});

test("a policy that two roles share is read once", () => {
  const { principals } = estate(JSON.stringify(soundForm), sound);
  expect(principals[0]?.trust?.policy).toBe(principals[1]?.trust?.policy);
});

test("every file that is named, with its place", () => {
  const { form } = parseEstate(formWith(["scps"], [["root.json"], []]), "verify.json");
  expect(filesIn(form)).toEqual([
    { path: ["roles", 0, "trust"], file: "trust.json" },
    { path: ["roles", 0, "policies", 0], file: "developer.json" },
    { path: ["roles", 1, "trust"], file: "trust.json" },
    { path: ["roles", 1, "policies", 0], file: "developer.json" },
    { path: ["scps", 0, 0], file: "root.json" },
  ]);
});

describe("refuses, and names the place,", () => {
  test.each<[string, object, RegExp]>([
    [
      "a file that is not there",
      { "trust.json": { problem: "there is no such file" } },
      /roles\[0\].trust: "trust.json": there is no such file/,
    ],
    [
      "what is no JSON",
      { "trust.json": { text: "{" } },
      /roles\[0\].trust: trust.json: this is no JSON; allowed: an IAM policy in JSON/,
    ],
    [
      "what is no policy",
      { "developer.json": { text: "{}" } },
      /roles\[0\].policies\[0\]: "developer.json": no object with a Statement/,
    ],
    [
      "a placeholder without a value",
      { "developer.json": policy({ Action: "*", Resource: "<bucket>" }) },
      /roles\[1\].policies\[0\]: developer.json: <bucket>: nothing stands for it/,
    ],
  ])("%s", (_, files, said) => {
    expect(() => estate(JSON.stringify(soundForm), { ...sound, ...files })).toThrow(said);
  });
});

test("a statement that cannot be understood stays, for the linter to name", () => {
  const odd = policy({ Action: "s3:*", Resource: "*", Condition: { String: { "aws:PrincipalTag/team": "x" } } });
  const { principals } = estate(JSON.stringify(soundForm), { ...sound, "developer.json": odd });
  expect(principals[0]?.policies[0]?.policy.problems).toMatchObject([{ type: "unknown-operator" }]);
});
