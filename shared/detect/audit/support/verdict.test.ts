import { expect, test } from "@jest/globals";
import { allow, attached, awsPolicy, holding, seenRole } from "./fixtures.ts";
import { grantsOf } from "./grants.ts";
import { byStatement, fixedStatement, listed, permissionVerdict, verdict, whereOf } from "./verdict.ts";

const found = { detail: "x", where: { policy: "role", statement: null } };
const unknown = { policies: [attached("arn:aws:iam::111122223333:policy/own")] };

test("what is missing is said: alone unknown, beside what was found", () => {
  expect(verdict([])).toEqual({ type: "clean" });
  expect(verdict([], ["boundary"])).toEqual({ type: "unknown", missing: ["boundary"] });
  expect(verdict([found], ["boundary"])).toEqual({ type: "found", found: [found], missing: ["boundary"] });
  expect(permissionVerdict(seenRole({ role: unknown }), [])).toEqual({
    type: "unknown",
    missing: ["attached policies"],
  });
});

test("an unknown boundary makes nothing worse than it seems, so it is said only beside a finding", () => {
  const seen = seenRole({ role: { boundary: undefined } });
  expect(permissionVerdict(seen, [])).toEqual({ type: "clean" });
  expect(permissionVerdict(seen, [found])).toEqual({ type: "found", found: [found], missing: ["boundary"] });
});

test("a list of names is short, and nothing in it hides", () => {
  expect(listed(["a", "b", "a"])).toBe("a, b");
  expect(listed(["a", "b", "c", "d", "e", "f"])).toBe("a, b, c, d and 2 more");
  expect(listed(["evil\u202e\n"])).toBe("evil\\u202e\\u000a");
});

test("one entry for each statement, in their order", () => {
  const seen = holding([allow("ec2:RunInstances"), allow("ec2:StopInstances")]);
  const items = ["ec2:StopInstances", "ec2:RunInstances", "ec2:StopInstances"].flatMap((action) =>
    grantsOf(seen, action),
  );
  expect(byStatement(items).map((group) => [group[0].statement.index, group.length])).toEqual([
    [0, 1],
    [1, 2],
  ]);
});

test("a statement keeps what is not changed", () => {
  const statement = {
    Sid: "One",
    ...allow(["s3:GetObject"], "*", { StringLikeIfExists: { "aws:PrincipalTag/a": "b" } }),
  };
  const [grant] = grantsOf(holding([statement]), "s3:GetObject").filter(({ policy }) => policy.name === "extra");
  if (grant === undefined) throw new Error("not granted");
  expect(JSON.parse(fixedStatement(grant.statement, { resources: ["arn:aws:s3:::x/*"] }))).toEqual({
    ...{ Sid: "One", Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::x/*"] },
    Condition: { StringLikeIfExists: { "aws:PrincipalTag/a": ["b"] } },
  });
  expect(whereOf(grant)).toEqual({ policy: "extra", statement: 0, sid: "One", line: 4 });
});

test("a document that was not given is not pointed into", () => {
  const arn = awsPolicy("AmazonS3FullAccess");
  const whereIn = (...statements: readonly unknown[]) => {
    const [grant] = grantsOf(seenRole({ role: { policies: [attached(arn, ...statements)] } }), "s3:GetObject");
    return grant && whereOf(grant);
  };
  expect(whereIn()).toEqual({ policy: arn, statement: null });
  expect(whereIn(allow("s3:*"))).toMatchObject({ policy: arn, statement: 0 });
});
