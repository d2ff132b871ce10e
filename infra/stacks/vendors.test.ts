import { expect, test } from "@jest/globals";
import { names } from "../../shared/names.ts";
import { parseSettings } from "../../shared/settings/parse.ts";
import { everything } from "../../shared/vendors/role/fixture.ts";
import { ofType, type Synthesised, synthesise, text } from "../fixture.ts";
import { testLint } from "./fixture.ts";

const vendorsOf = (vendors: object) =>
  parseSettings(
    JSON.stringify({
      mode: "observe",
      region: ["eu-west-1", "us-east-1"],
      tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
      teams: { TeamA: {} },
      people: { alice: { team: "TeamA" } },
      vendors,
    }),
    "fixture",
  ).vendors;

const synth = (vendors: object, region: unknown = ["eu-west-1", "us-east-1"]) =>
  synthesise({ change: { vendors: vendorsOf(vendors), region, trail: "create" } });

const auger = { accounts: ["999988887777"], bucket: [{ bucket: "auger-acmeorg", access: "write", create: true }] };

const stacks = synth({
  auger: { ...auger, owner: "alice" },
  "trainer.ai": { ...everything, accounts: ["777766665555"], bucket: { create: "vendor", pattern: "trainer-*" } },
  theirs: { accounts: ["555544443333"], roleArn: "arn:aws:iam::111122223333:role/theirs" },
});
const stack = stacks[names.vendorsStack] as Synthesised;

test("the roles that nobody else makes lie at home; cdk-nag and CloudFormation's own rules find nothing", () => {
  expect(stack.region).toBe("eu-west-1");
  expect(ofType(stack, "AWS::IAM::Role").map(([, { Properties }]) => Properties.RoleName)).toEqual([
    "vendor-auger",
    "vendor-trainer.ai",
  ]);
});

test("regions that no contract names are those of the settings", () => {
  const [[, role] = []] = ofType(stack, "AWS::IAM::Role");
  expect(text(role)).toContain('"aws:RequestedRegion":["eu-west-1","us-east-1"]');
});

test("there is no such stack without such a role", () => {
  const theirs = { accounts: ["555544443333"], roleArn: "arn:aws:iam::111122223333:role/theirs" };
  expect(names.vendorsStack in synth({ theirs })).toBe(false);
});

test("a bucket is made for one contract", () => {
  const other = { accounts: ["777766665555"], bucket: [{ bucket: "auger-acmeorg", prefix: "x/", create: true }] };
  expect(() => synth({ auger, other })).toThrow(
    "vendors.other.bucket: auger has auger-acmeorg made already; allowed: ",
  );
});

testLint("any stack but those of access", () => stacks);
