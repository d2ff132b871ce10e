import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { drive } from "../fixture.ts";

let cwd = "";
const write = (name: string, value: unknown): void =>
  writeFileSync(join(cwd, name), typeof value === "string" ? value : JSON.stringify(value, null, 2));
const externalId = "q7Vh2mXo9TzK4cRw8sLb3NfY6gJd1pAe";
const statement = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::999988887777:root" },
  Action: "sts:AssumeRole",
  Condition: { StringEquals: { "sts:ExternalId": externalId } },
};
const role = (name: string, Statement: object, more: object = {}) => ({
  Path: "/vendor/auger/",
  RoleName: name,
  RoleId: "AROAEXAMPLEAUGER00001",
  Arn: `arn:aws:iam::111122223333:role/vendor/auger/${name}`,
  CreateDate: new Date(Date.now() - 864e5).toISOString(),
  AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [Statement] },
  RolePolicyList: [],
  AttachedManagedPolicies: [],
  PermissionsBoundary: { PermissionsBoundaryArn: "arn:aws:iam::111122223333:policy/b" },
  Tags: [],
  RoleLastUsed: {},
  ...more,
});
const details = (...roles: readonly object[]) => ({
  RoleDetailList: roles,
  UserDetailList: [],
  GroupDetailList: [],
  Policies: [],
});
const { Condition, ...bare } = statement;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "sagewarden-audit-"));
  write(
    "sagewarden.yaml",
    `mode: observe\nregion: eu-west-1\ntags: {team: {values: teams}, studiouserid: {values: people}}\nteams: {TeamA: {}}\npeople: {alice: {team: TeamA}}\nvendors: { auger: { accounts: ["999988887777"], externalId: ${externalId} } }\n`,
  );
  write("open.json", details(role("vendor-auger", bare)));
  write("right.json", details(role("vendor-auger", statement)));
  const strangers = ["444455556666", "444455557777"].map((account) => `arn:aws:iam::${account}:root`);
  write("two.json", details(role("vendor-auger", { ...statement, Principal: { AWS: strangers } })));
  write("role.json", { Role: role("vendor-auger", statement, { MaxSessionDuration: 3_600 }) });
  write("cut.json", JSON.stringify(details(role("vendor-auger", bare)), null, 2).slice(0, 300));
});
afterAll(() => rmSync(cwd, { recursive: true }));

const audit = (...argv: string[]) => drive(["vendors", "audit", ...argv], cwd);

describe("saved documents", () => {
  test("a flaw: exit 1, one JSON line each, the rest on stderr", async () => {
    const { code, out, err } = await audit("--input", "open.json", "--json");
    expect(code).toBe(1);
    const lines = out.split("\n").map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({
        rule: "trust-without-external-id",
        severity: "high",
        where: { policy: "trust", statement: 0 },
        vendor: "auger",
      }),
    );
    expect(err).toContain("unknown: session-longer-than-contract: no session length");
    expect(err).toContain("1 of the 1 roles of 111122223333");
  });

  test("the same for people", async () => {
    const { code, out } = await audit("--input", "open.json");
    expect(code).toBe(1);
    expect(out).toMatch(/^high +role\/vendor\/auger\/vendor-auger +trust-without-external-id/m);
  });

  test("a role that is right: exit 0, and no external id anywhere", async () => {
    const { code, out, err } = await audit("--input", "right.json", "--input", "role.json");
    expect({ code, out }).not.toEqual({ code: 1, out });
    expect(`${out}${err}`).not.toContain(externalId);
    expect(err).not.toContain("no session length");
  });

  test.each([
    ["critical", 0],
    ["high", 1],
    ["low", 1],
  ])("--fail-on %s: exit %d", async (level, expected) => {
    expect((await audit("--input", "open.json", "--fail-on", level)).code).toBe(expected);
  });
});

test("SARIF and ASFF are written beside", async () => {
  await audit("--input", "open.json", "--sarif", "a.sarif", "--asff", "a.asff", "--json");
  const sarif = JSON.parse(readFileSync(join(cwd, "a.sarif"), "utf8"));
  expect(sarif.runs[0].results.length).toBeGreaterThan(0);
  const [first] = JSON.parse(readFileSync(join(cwd, "a.asff"), "utf8"));
  expect(first.ProductArn).toBe("arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default");
});

test("ASFF has each id once: Security Hub would keep the later one only", async () => {
  await audit("--input", "two.json", "--asff", "b.asff");
  const findings: { Id: string; Description: string }[] = JSON.parse(readFileSync(join(cwd, "b.asff"), "utf8"));
  expect(new Set(findings.map(({ Id }) => Id)).size).toBe(findings.length);
  const wider = findings.filter(({ Id }) => Id.startsWith("trust-wider-than-contract/"));
  expect(wider.map(({ Description }) => Description)).toEqual([
    expect.stringMatching(/444455556666.*; .*444455557777/),
  ]);
});

describe("bad input: exit 2", () => {
  test.each([
    [
      "cut in the middle",
      ["--input", "right.json", "--input", "cut.json"],
      /cut\.json:\d+:\d+: the document ends here/,
    ],
    ["a file that is not there", ["--input", "none.json"], /none\.json: there is no such file/],
    [
      "settings that are not there",
      ["--input", "right.json", "--config", "none.yaml"],
      /none\.yaml: there is no such file/,
    ],
    [
      "a folder that is not there",
      ["--input", "open.json", "--sarif", "none/a.sarif", "--json"],
      /none\/a\.sarif: it cannot be written/,
    ],
    ["a level that is none", ["--input", "right.json", "--fail-on", "grave"], /Allowed choices/],
  ])("%s", async (_, argv, message) => {
    const { code, out, err } = await audit(...argv);
    expect(code).toBe(2);
    if (!argv.includes("--sarif")) expect(out).toBe("");
    expect(err).toMatch(message);
  });
});
