import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Command } from "commander";
import { augersSettings, augersStatement } from "#shared/vendors/fixture.ts";
import { fakeClient } from "../../test/fake-client.ts";
import { addInput, live, saved } from "./ground.ts";

const detail = (path: string, name: string, statement: object) => ({
  ...{ Path: path, RoleName: name, RoleId: `AROA${name}`, Arn: `arn:aws:iam::111122223333:role${path}${name}` },
  AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [statement] },
});
const auger = detail("/vendor/auger/", "vendor-auger", augersStatement);
const own = detail("/", "own", {
  Effect: "Allow",
  Principal: { Service: "ec2.amazonaws.com" },
  Action: "sts:AssumeRole",
});

test("of the live account more is asked of vendors' roles only, and what is refused is said", async () => {
  const iam = fakeClient({
    GetAccountAuthorizationDetails: { RoleDetailList: [auger, own] },
    GetRole: { Role: { ...auger, MaxSessionDuration: 7_200 } },
    GenerateCredentialReport: new Error("refused"),
    GenerateServiceLastAccessedDetails: new Error("refused"),
  });
  const reads = { iam, s3: fakeClient({ ListBuckets: {} }), sleep: async () => undefined };
  const caller = { account: "111122223333", arn: "arn:aws:iam::111122223333:user/x", partition: "aws" };
  const { facts, problems } = await live({ settings: augersSettings, caller, now: "2027-01-15T12:00:00Z" }, reads);
  expect(facts.roles.map(({ maxSession }) => maxSession)).toEqual([7_200, undefined]);
  expect(iam.sent.filter(({ operation }) => operation === "GetRole")).toHaveLength(1);
  expect(problems.map(({ where }) => where.split(" ")[0]).toSorted()).toEqual([
    "GetCredentialReport",
    "GetServiceLastAccessedDetails",
  ]);
});

test("--input may be given as often as needed", () => {
  const command = new Command();
  addInput(command);
  command.parse(["--input", "a", "--input", "b"], { from: "user" });
  expect(command.opts()).toEqual({ input: ["a", "b"] });
});

let cwd = "";
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "sagewarden-ground-"));
});
afterAll(() => rmSync(cwd, { recursive: true }));

test("saved documents stand on the settings of a file", async () => {
  writeFileSync(join(cwd, "sagewarden.yaml"), JSON.stringify({ ...augersSettings }));
  writeFileSync(join(cwd, "a.json"), JSON.stringify({ RoleDetailList: [auger] }));
  const io = { out: () => undefined, err: () => undefined, stdin: (async function* nothing() {})(), env: {}, cwd };
  const { facts, settings } = await saved(["a.json"], {}, io);
  expect(facts.roles).toHaveLength(1);
  expect(Object.keys(settings.vendors)).toEqual(["auger"]);
});
