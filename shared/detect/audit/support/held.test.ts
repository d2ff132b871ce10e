import { expect, test } from "@jest/globals";
import { readPolicy } from "../../../policy/read.ts";
import { allow, attached, awsPolicy, boundaryOf, deny, inline, seenRole } from "./fixtures.ts";
import { heldBy } from "./held.ts";

const held = (role: object) => heldBy(seenRole({ role }).role);
const names = ({ policies }: ReturnType<typeof heldBy>) => policies.map(({ name }) => name);
const unknown = "arn:aws:iam::111122223333:policy/own";

test("inline policies by name, attached ones by ARN", () => {
  const { missing, limits, ...rest } = held({
    policies: [inline("a", allow("s3:*")), attached(unknown, allow("s3:*"))],
  });
  expect(names({ missing, limits, ...rest })).toEqual(["a", unknown]);
  expect([missing, limits]).toEqual([[], []]);
});

test("a policy without its document is missing, unless it is AWS's and well known", () => {
  expect(held({ policies: [attached(unknown)] }).missing).toEqual(["attached policies"]);
  expect(held({ policies: [attached(awsPolicy("AdministratorAccess"))] }).missing).toEqual([]);
  expect(names(held({ policies: [attached(awsPolicy("SecurityAudit"))] }))).toEqual([awsPolicy("SecurityAudit")]);
});

test.each([
  ["none", "none", []],
  ["known", boundaryOf(allow("s3:*")).boundary, []],
  ["AWS's own", { arn: awsPolicy("PowerUserAccess"), policy: undefined }, []],
  ["without its document", { arn: unknown, policy: undefined }, ["boundary"]],
  ["not known", undefined, ["boundary"]],
] as const)("a boundary: %s", (_, boundary, limits) => {
  expect(held({ boundary }).limits).toEqual(limits);
});

const read = (statements: unknown) => readPolicy({ Version: "2012-10-17", Statement: statements }, "identity");

test.each([
  ["no JSON", readPolicy("{", "identity"), ["sound policies"]],
  ["a statement without an effect", read([{ Action: "*", Resource: "*" }]), ["sound policies"]],
  ["a list with a number", read([{ ...allow("*"), Action: [5, "iam:PutRolePolicy"] }]), ["sound policies"]],
  ["a Deny whose condition is spelled wrongly", read([{ ...deny("*"), condition: {} }]), ["sound policies"]],
  ["an operator that nobody has is considered", read([allow("s3:*", "*", { StringAbout: { a: "b" } })]), []],
  ["longer than AWS stores", read([{ ...allow("s3:*"), Sid: "x".repeat(11_000) }]), []],
] as const)("what was left out of a policy may grant more: %s", (_, policy, missing) => {
  expect(held({ policies: [{ name: "p", policy }] }).missing).toEqual(missing);
  expect(held({ boundary: { arn: unknown, policy } }).missing).toEqual(missing);
});
