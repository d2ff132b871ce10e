import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import type { RoleFacts } from "#shared/model/role-facts.ts";
import { augersAccount, augersExternalId, augersRole, ourAccount, settingsWith } from "#shared/vendors/fixture.ts";
import { actOf, assumeRecord, getObjectRecord } from "#shared/vendors/watch/example-acts.ts";
import { type AdoptReads, adopt } from "./adopt.ts";

const cwd = mkdtempSync(join(tmpdir(), "sagewarden-adopt-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
writeFileSync(join(cwd, "trail.json"), JSON.stringify({ Records: [assumeRecord, getObjectRecord] }));
writeFileSync(join(cwd, "broken.json"), `${JSON.stringify(assumeRecord)}\n{"eventVersion`);

const run = async (
  args: readonly string[],
  options: object = {},
  { role = augersRole, isGone = false, vendors = "{}", lookup = async () => [] as ReturnType<typeof actOf>[] } = {},
) => {
  const [out, err]: [string[], string[]] = [[], []];
  const io = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    stdin: (async function* () {})(),
    env: {},
    cwd,
  };
  const asked: string[] = [];
  const reads: AdoptReads = {
    caller: { account: ourAccount, partition: "aws" },
    role: async (name) => {
      asked.push(name);
      return isGone ? undefined : role;
    },
    lookup,
    now: "2027-01-15T12:00:00Z",
  };
  const code = await adopt(args, options, io, settingsWith(vendors), reads);
  return { code, out, err, asked };
};
const json = async (...args: Parameters<typeof run>) => {
  const { out, ...rest } = await run(args[0], { json: true, ...args[1] }, args[2]);
  expect(out).toHaveLength(1);
  return { ...rest, document: JSON.parse(out[0] ?? "") };
};

describe("from files", () => {
  test("one document, of which the YAML is the contract", async () => {
    const { document, code } = await json(["vendor-auger", "trail.json"]);
    expect(code).toBe(0);
    expect(document).toMatchObject({
      role: augersRole.arn,
      vendor: "auger",
      contract: { roleArn: augersRole.arn, accounts: [augersAccount], services: ["s3"] },
      sources: { records: "files", taken: 1, acts: 1, hasDataEvents: true, from: "2026-07-01T10:00:00Z" },
    });
    const [, vendors = ""] = /^vendors:\n([\s\S]*)$/m.exec(document.yaml) ?? [];
    expect(settingsWith(`\n${vendors}`).vendors.auger).toMatchObject(document.contract);
  });

  test("the external id is not shown, unless it is asked for", async () => {
    const { out, err } = await run(["vendor-auger", "trail.json"]);
    expect([...out, ...err].join("\n")).not.toMatch(new RegExp(`${augersExternalId}|an-external-id`));
    expect((await run(["vendor-auger", "trail.json"], { readExternalId: true })).out[0]).toContain(augersExternalId);
  });

  test("a damaged file is told, and the rest is used", async () => {
    const { code, err, document } = await json(["vendor-auger", "broken.json"]);
    expect(code).toBe(1);
    expect(err.join("\n")).toContain("broken.json");
    expect(document.sources.taken).toBe(1);
  });
});

describe("from LookupEvents", () => {
  test("what it cannot show is said", async () => {
    const { document, err } = await json(["vendor-auger"], {}, { lookup: async () => [actOf(assumeRecord)] });
    expect(document.sources).toMatchObject({ records: "LookupEvents", regions: ["us-east-1"], taken: 1 });
    expect(document.unknown.join("\n")).toMatch(/data events[\s\S]*other regions/);
    expect(err[0]).toContain("data events and other regions are not in it");
  });
});

test("a role by its ARN", async () => {
  expect((await run([augersRole.arn, "trail.json"])).asked).toEqual(["vendor-auger"]);
});

describe("beside the settings", () => {
  test.each([
    [
      "registered already",
      `{ x: { accounts: ["${augersAccount}"], roleArn: "${augersRole.arn}" } }`,
      /registered: vendors.x/,
    ],
    [
      "the name is another's",
      `{ auger: { accounts: ["${augersAccount}"], roleArn: "arn:aws:iam::${ourAccount}:role/o" } }`,
      /give --name/,
    ],
    [
      "the bucket is another's",
      `{ x: { accounts: ["${augersAccount}"], bucket: auger-acmeorg } }`,
      /x writes there too/,
    ],
  ])("%s", async (_, vendors, text) => {
    const writes = { ...getObjectRecord, eventName: "PutObject", readOnly: false };
    writeFileSync(join(cwd, "writes.json"), JSON.stringify({ Records: [assumeRecord, writes] }));
    expect((await run(["vendor-auger", "writes.json"], {}, { vendors })).err.join("\n")).toMatch(text);
  });

  test("nobody from outside may take it", async () => {
    const role = { ...augersRole, trust: { ...augersRole.trust, document: undefined } };
    expect((await run(["vendor-auger", "trail.json"], {}, { role })).err.join("\n")).toContain("nobody from outside");
  });
});

describe("input that cannot be used", () => {
  test.each<[string[], object, { role?: RoleFacts; isGone?: boolean }, RegExp]>([
    [["not a role", "trail.json"], {}, {}, /"not a role" is no role; allowed: a role's name or its ARN/],
    [["arn:aws:iam::999988887777:role/x"], {}, {}, /in another account; allowed: a role of 111122223333/],
    [["arn:aws:iam::111122223333:user/vendor-auger"], {}, {}, /user\/vendor-auger" is no role; allowed: a role's name/],
    [["gone"], {}, { isGone: true }, /no such role in 111122223333/],
    [["arn:aws:iam::111122223333:role/other/vendor-auger"], {}, {}, /no such role/],
    [["AWSServiceRoleForX"], {}, { role: { ...augersRole, path: "/aws-service-role/x/" } }, /of AWS's or of ours/],
    [["sagewarden-sweep"], {}, { role: { ...augersRole, path: "/sagewarden/" } }, /of AWS's or of ours/],
    [["vendor-auger"], { name: "a b" }, {}, /^--name: "a b"; allowed/],
    [["vendor-auger", "missing.json"], {}, {}, /missing.json: there is no such file/],
  ])("%j", async (args, options, given, text) => {
    await expect(run(args, options, given)).rejects.toThrow(text);
  });
});
