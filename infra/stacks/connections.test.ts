import { expect, test } from "@jest/globals";
import { connectionsOf } from "../../shared/connections/named.ts";
import { names } from "../../shared/names.ts";
import { parseSettings } from "../../shared/settings/parse.ts";
import { ofType, synthesise, text } from "../fixture.ts";
import { testLint } from "./fixture.ts";

const role = (name: string) => `"arn:aws:iam::111122223333:role/${name}"`;

const settings = (admins: string) =>
  parseSettings(
    `
mode: observe
region: eu-central-1
tags: { team: { values: teams }, studiouserid: { values: people } }
teams: { Sales: {}, Marketing: {} }
people:
  alice: { team: Sales, roles: { sales: ${role("sales")} } }
  bob: { team: Marketing }
connections:
  sales: { kind: s3, target: lake/sales, groups: [Sales], role: "\${person.roles.sales}"${admins} }
  marketing: { kind: s3, target: lake/marketing, groups: [Marketing], role: ${role("marketing")}, access: write }
  other: { kind: s3, target: other, groups: [Marketing], role: ${role("marketing")} }
`,
    "sagewarden.yaml",
  );

const stacksOf = (admins: string) => {
  const { connections, people, teams, region } = settings(admins);
  return synthesise({ change: { connections, people, teams, region, approvers: [] } });
};

const admins = `, admins: [${role("platform")}]`;

test("no stack where no connection has admins", () => {
  expect(connectionsOf(settings(""))).toHaveLength(3);
  expect(Object.keys(stacksOf(""))).not.toContain(names.connectionsStack);
});

test("one policy for a bucket that two connections share, and none for others; cdk-nag finds nothing", () => {
  const stack = stacksOf(admins)[names.connectionsStack];
  if (stack === undefined) throw new Error("no stack");
  expect(stack.region).toBe("eu-central-1");
  const policies = ofType(stack, "AWS::S3::BucketPolicy").map(([, { Properties }]) => Properties);
  expect(policies).toMatchObject([{ Bucket: "lake" }]);
  expect(text(policies)).toContain("role/sales");
  expect(text(policies)).toContain("role/marketing");
  expect(Object.keys(stack.resources)).toHaveLength(1);
});

testLint("the stack of the connections", () => {
  const stack = stacksOf(admins)[names.connectionsStack];
  return stack === undefined ? {} : { [names.connectionsStack]: stack };
});
