import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { BadInput } from "#shared/model/errors.ts";
import { memoryTable } from "#shared/record/memory-ledger.ts";
import { linksOver } from "#shared/record/vendor-links.ts";
import { vendorRolesOver } from "#shared/record/vendor-roles.ts";
import type { AccessReport } from "#shared/vendors/access/report.ts";
import {
  account,
  assumeRecord,
  callRecord,
  getObjectRecord,
  learntState,
  role,
  sessionKey,
  vendorSettings,
} from "#shared/vendors/watch/example-acts.ts";
import { accessFromFiles, accessFromLookup } from "./access.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "access-"));
  const records = [
    assumeRecord,
    getObjectRecord,
    callRecord("iam", "ListUsers", null, { eventID: "77777777-0000-4000-8000-000000000001" }),
  ];
  await writeFile(join(folder, "trail.json"), JSON.stringify({ Records: records }));
  const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
  const trust = { Version: "2012-10-17", Statement: [] };
  const detail = {
    Path: "/vendor/auger/",
    RoleName: "vendor-auger",
    RoleId: "AROAAUGER",
    Arn: role,
    CreateDate: "2026-01-01T00:00:00Z",
    AssumeRolePolicyDocument: trust,
    RolePolicyList: [{ PolicyName: "inline", PolicyDocument: policy }],
    AttachedManagedPolicies: [],
    Tags: [],
    InstanceProfileList: [],
  };
  await writeFile(
    join(folder, "iam.json"),
    JSON.stringify({ UserDetailList: [], GroupDetailList: [], RoleDetailList: [detail], Policies: [] }),
  );
});
afterAll(() => rm(folder, { recursive: true }));

const io = () => {
  const [out, err]: [string[], string[]] = [[], []];
  const stdin = (async function* (): AsyncGenerator<Uint8Array> {})();
  return {
    said: { out, err },
    io: {
      out: (text: string) => void out.push(text),
      err: (text: string) => void err.push(text),
      stdin,
      env: {},
      cwd: folder,
    },
  };
};
const fromFiles = async (name: string, options: object = {}) => {
  const { said, io: to } = io();
  const code = await accessFromFiles([name, "trail.json"], { json: true, ...options }, to, vendorSettings());
  return { code, said, report: JSON.parse(said.out.join("")) as AccessReport };
};

describe("from files", () => {
  test("by the vendor's name", async () => {
    const { code, report } = await fromFiles("auger");
    expect(code).toBe(0);
    expect(report).toMatchObject({ vendor: "auger", role, registered: true, acts: 2 });
    expect(report.sessions).toMatchObject([{ key: sessionKey, acts: 2 }]);
  });

  test.each([
    [role],
    [`arn:aws:iam::${account}:role/vendor-auger`],
    [`arn:aws:sts::${account}:assumed-role/vendor-auger/auger-7`],
  ])("by %s", async (arn) => {
    expect((await fromFiles(arn)).report).toMatchObject({ acts: 2 });
  });

  test("with what the role could reach", async () => {
    const { report } = await fromFiles("auger", { input: ["iam.json"] });
    expect(report.reach).toMatchObject({ grants: [{ action: "s3:GetObject", policy: "inline" }] });
    expect(report.unseen.join(" ")).not.toContain("policies were not given");
  });

  test("for people", async () => {
    const { said, io: to } = io();
    await accessFromFiles(["auger", "trail.json"], {}, to, vendorSettings());
    expect(said.out.join("\n")).toMatch(/^auger, .*\n2 acts/);
    expect(said.err.join("\n")).toContain("3 records");
  });

  test("a name that nobody has is refused, and the nearest told", async () => {
    const { io: to } = io();
    await expect(accessFromFiles(["augr", "trail.json"], {}, to, vendorSettings())).rejects.toThrow(/allowed: .*auger/);
    await expect(accessFromFiles(["arn:aws:iam::*:role/x", "trail.json"], {}, to, vendorSettings())).rejects.toThrow(
      BadInput,
    );
    await expect(accessFromFiles(["constructor", "trail.json"], {}, to, vendorSettings())).rejects.toThrow(BadInput);
  });
});

test("from LookupEvents: the role, then its session's key", async () => {
  const { said, io: to } = io();
  const asked: string[] = [];
  const code = await accessFromLookup(["auger"], { json: true }, to, vendorSettings(), {
    caller: { account, partition: "aws" },
    now: "2026-07-02T00:00:00Z",
    ledger: undefined,
    lookup: async (region, { key, value }) => {
      asked.push(`${region} ${key} ${value}`);
      if (region !== "eu-west-1") return [];
      return value === role ? [assumeRecord] : value === sessionKey ? [callRecord("iam", "ListUsers", null)] : [];
    },
  });
  const report = JSON.parse(said.out.join("")) as AccessReport;
  expect(code).toBe(0);
  expect(report).toMatchObject({ vendor: "auger", role, acts: 1 });
  expect(report.unseen.join(" ")).toContain("asked since 2026-04-03 in eu-west-1, us-east-1");
  expect(asked).toContain(`us-east-1 AccessKeyId ${sessionKey}`);
});

describe("from the ledger and LookupEvents", () => {
  const hubKey = "ASIACHAINED000000001";
  const byChained = callRecord("s3", "ListBuckets", null, {
    eventID: "77777777-0000-4000-8000-000000000009",
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::${account}:assumed-role/hub/x`,
      accountId: account,
      accessKeyId: hubKey,
      sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${account}:role/hub` } },
    },
  });
  const ledgerWith = async () => {
    const [table, keep] = [memoryTable(), { keep: 86_400 }];
    const [roles, links] = [vendorRolesOver(table, keep), linksOver(table, keep)];
    const at = "2026-07-01T10:00:00Z";
    await roles.save({ role, state: learntState(), recent: [], version: 1 });
    await roles.saveSession({
      ...{ role, accessKeyId: sessionKey, at, until: undefined, account: "999988887777", caller: "AROA:worker" },
      ...{ name: "auger-7", sourceIp: "198.51.100.7", userAgent: undefined, eventId: "e" },
    });
    await links.save({ id: `key:${hubKey}`, role, how: "chained", at, eventId: "e" });
    const { get, all, signals, sessions } = roles;
    return { get, all, signals, sessions, links: links.of };
  };
  const ask = async (ledger: Awaited<ReturnType<typeof ledgerWith>>, name = "auger") => {
    const { said, io: to } = io();
    const lookup = async (region: string, { value }: { value: string }) =>
      region === "eu-west-1" && value === hubKey ? [byChained] : [];
    const reads = { caller: { account, partition: "aws" }, now: "2026-07-02T00:00:00Z", lookup, ledger };
    expect(await accessFromLookup([name], { json: true }, to, vendorSettings(), reads)).toBe(0);
    return JSON.parse(said.out.join("")) as AccessReport;
  };

  test("a chained session that only the ledger knows is found, and is the vendor's", async () => {
    const report = await ask(await ledgerWith());
    expect(report).toMatchObject({ vendor: "auger", role, acts: 1, sessions: [{ key: hubKey, how: "chained" }] });
    expect(report.ledger).toMatchObject({
      taken: [{ accessKeyId: sessionKey, account: "999988887777" }],
      ties: [{ id: `key:${hubKey}`, how: "chained" }],
      signals: [],
      more: false,
    });
    expect(report.ledger?.habits.bucket).toMatchObject([{ name: "auger-acmeorg", count: 30 }]);
  });

  test("a role that was typed without its path is the ledger's", async () => {
    const report = await ask(await ledgerWith(), `arn:aws:iam::${account}:role/vendor-auger`);
    expect([report.role, report.ledger?.ties.length]).toEqual([role, 1]);
  });

  test("a ledger that cannot be read is said, and LookupEvents is asked all the same", async () => {
    const refused = Object.assign(new Error("no"), { name: "AccessDeniedException" });
    const report = await ask({ ...(await ledgerWith()), get: () => Promise.reject(refused) });
    expect(report.ledger).toBeNull();
    expect(report.unseen.join(" ")).toContain("The ledger could not be read (AccessDenied");
    expect(report).toMatchObject({ vendor: "auger", role, acts: 0 });
  });
});
