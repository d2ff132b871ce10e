import { describe, expect, test } from "@jest/globals";
import type { KeptRules } from "./act/keep-rules.ts";
import { auditVendors } from "./audit-vendors.ts";
import type { AuditRule, Verdict } from "./detect/audit/rule.ts";
import { RetryLater } from "./model/errors.ts";
import type { FindingRow } from "./model/finding-row.ts";
import type { Notice } from "./model/notice.ts";
import { auditStatesOver } from "./record/audit-state.ts";
import { cleanAuditsOver } from "./record/clean-audits.ts";
import { findingsOver } from "./record/findings.ts";
import { memoryTable } from "./record/memory-ledger.ts";
import { watchListOver } from "./record/vendor-links.ts";
import type { AuditEdges } from "./vendor-edges.ts";
import { augersStatement, ourAccount, settingsWith, strangersAccount } from "./vendors/fixture.ts";

const place = { partition: "aws", account: ourAccount };
const settings = settingsWith('{ auger: { accounts: ["999988887777"], owner: alice, mode: enforce } }');

const roleDetail = (path: string, name: string, statement: object) => ({
  ...{ Path: path, RoleName: name, RoleId: `AROA${name}`, Arn: `arn:aws:iam::${ourAccount}:role${path}${name}` },
  ...{ CreateDate: "2026-06-01T00:00:00Z", RolePolicyList: [], AttachedManagedPolicies: [], Tags: [] },
  AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [statement] },
});
const auger = roleDetail("/vendor/auger/", "vendor-auger", augersStatement);
const legacy = roleDetail("/", "legacy", {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${strangersAccount}:root` },
  Action: "sts:AssumeRole",
});
const own = roleDetail("/", "own", {
  Effect: "Allow",
  Principal: { Service: "ec2.amazonaws.com" },
  Action: "sts:AssumeRole",
});

const rule = (verdict: () => Verdict): AuditRule => ({
  ...{ id: "tried", severity: "high", why: "", blind: "", remediation: "Mend it.", sources: [] },
  audit: verdict,
});
const found = (severity?: FindingRow["severity"]): Verdict => ({
  type: "found",
  found: [{ detail: "It is wrong.", where: { policy: "trust", statement: 0 }, ...(severity && { severity }) }],
});

const fixture = () => {
  const table = memoryTable();
  const state = {
    now: "2027-01-15T12:00:00.000Z",
    roles: [auger, legacy, own],
    verdict: found() as Verdict,
    isTruncated: false,
  };
  const notices = new Map<string, { notice: Notice; mode: string }>();
  const [published, asked]: [FindingRow[], string[]] = [[], []];
  let kept = 0;
  const clean = cleanAuditsOver(table, { keep: 400 * 86_400 });
  const edges: AuditEdges = {
    states: auditStatesOver(table),
    findings: findingsOver(table, { keep: 400 * 86_400 }),
    clean,
    watchList: watchListOver(table),
    account: async () => [{ name: "page", content: { RoleDetailList: state.roles, IsTruncated: state.isTruncated } }],
    further: async (roles) => {
      asked.push(...roles.map(({ name }) => name));
      return { documents: [], problems: [{ where: "GetCredentialReport", what: "cannot be read" }] };
    },
    keepRules: async (): Promise<KeptRules> => {
      kept++;
      return { written: 0, removed: 0 };
    },
    publish: async (rows) => {
      published.push(...rows);
      return [];
    },
    notify: async (notice, mode) => void (notices.has(notice.id) || notices.set(notice.id, { notice, mode })),
    now: () => state.now,
  };
  const rules = { auditRules: [rule(() => state.verdict)], contractRules: [] };
  const audit = (ask = {}) => auditVendors(ask, { settings, place, edges, rules });
  /** The next day's. */
  const again = () => {
    state.now = new Date(Date.parse(state.now) + 86_400_000).toISOString();
    return audit();
  };
  const open = async () =>
    (await edges.findings.open()).map(({ role, status }) => `${role.split("/").at(-1)} ${status}`).toSorted();
  return { audit, again, open, edges, clean, state, notices, published, asked, kept: () => kept };
};

describe("an audit", () => {
  test("finds vendors' roles, asks more of them only, records what is wrong, and says what it could not read", async () => {
    const { audit, open, asked, published } = fixture();
    expect(await audit()).toMatchObject({
      roles: 2,
      findings: 2,
      news: 2,
      problems: [{ where: "GetCredentialReport" }],
    });
    expect(asked.toSorted()).toEqual(["legacy", "vendor-auger"]);
    expect(await open()).toEqual(["legacy new", "vendor-auger new"]);
    expect(published).toHaveLength(2);
  });

  test("tells the contract's owner in the vendor's mode, and the operators of what nobody registered", async () => {
    const { audit, notices } = fixture();
    await audit();
    const told = [...notices.values()].map(({ notice, mode }) => [
      notice.facts.vendor,
      notice.studiouserid,
      notice.team,
      mode,
    ]);
    expect(told.toSorted()).toEqual([
      ["auger", "alice", "TeamA", "enforce"],
      ["nobody registered it", undefined, undefined, "observe"],
    ]);
  });

  test("remembers what a role held when nothing grave was found, and keeps that while something is", async () => {
    const { audit, again, clean, state } = fixture();
    await audit();
    expect(await clean.of(auger.Arn)).toMatchObject({ at: state.now, isClean: false });
    state.verdict = found("low");
    await again();
    const first = await clean.of(auger.Arn);
    expect(first).toMatchObject({
      roleId: auger.RoleId,
      at: state.now,
      isClean: true,
      inline: [],
      managed: [],
      trust: [expect.any(String)],
    });
    expect(await clean.of(own.Arn)).toBeUndefined();
    state.verdict = found("medium");
    await again();
    expect(await clean.of(auger.Arn)).toEqual(first);
  });

  test("puts roles that nobody registered onto the list, and writes the rules", async () => {
    const { audit, edges, kept } = fixture();
    await audit();
    expect(Object.keys(await edges.watchList.read())).toEqual([legacy.Arn]);
    expect(kept()).toBe(1);
  });
});

describe("the next audit", () => {
  test("tells nothing again", async () => {
    const { audit, again, open, notices } = fixture();
    await audit();
    await again();
    expect([notices.size, await open()]).toEqual([2, ["legacy there", "vendor-auger there"]]);
  });

  test("tells what became graver", async () => {
    const { audit, again, state, notices } = fixture();
    await audit();
    state.verdict = found("critical");
    await again();
    expect([...notices.values()].filter(({ notice }) => notice.severity === "critical")).toHaveLength(2);
  });

  test("resolves what is mended, and what was there since when is kept", async () => {
    const { audit, again, open, edges, state } = fixture();
    await audit();
    state.verdict = { type: "clean" };
    await again();
    expect(await open()).toEqual([]);
    expect(await edges.findings.of(auger.Arn)).toMatchObject([
      { status: "resolved", firstSeen: "2027-01-15T12:00:00.000Z", lastSeen: "2027-01-16T12:00:00.000Z" },
    ]);
  });

  test.each<[string, Verdict, boolean]>([
    ["a source is missing", { type: "unknown", missing: ["access keys"] }, false],
    ["the role is not in a part of the account", { type: "clean" }, true],
  ])("resolves nothing where %s", async (_, verdict, isPart) => {
    const { audit, again, open, state } = fixture();
    await audit();
    state.verdict = verdict;
    if (isPart) Object.assign(state, { roles: [own], isTruncated: true });
    await again();
    expect(await open()).toEqual(["legacy new", "vendor-auger new"]);
  });

  test("takes a role that is gone off the list, with what was wrong with it", async () => {
    const { audit, again, open, edges, state } = fixture();
    await audit();
    state.roles = [auger, own];
    await again();
    expect(await open()).toEqual(["vendor-auger there"]);
    expect(await edges.watchList.read()).toEqual({});
  });
});

describe("who asks", () => {
  test("for the rules gets no audit", async () => {
    const { audit, asked, kept } = fixture();
    expect(await audit({ rules: true })).toBeUndefined();
    expect([asked, kept()]).toEqual([[], 1]);
  });

  test("within a burst of changes waits for its end", async () => {
    const { audit, state } = fixture();
    await expect(audit({ at: state.now })).rejects.toThrow(RetryLater);
  });

  test("twice gets one", async () => {
    const { audit } = fixture();
    const at = "2027-01-15T11:00:00Z";
    expect(await audit({ at })).toBeDefined();
    expect(await audit({ at })).toBeUndefined();
    expect(await audit()).toBeUndefined();
  });

  test("while one runs comes again; after one that was cut off another runs, and tells the same notices", async () => {
    const { audit, edges, state, notices } = fixture();
    const { save } = edges.findings;
    edges.findings.save = () => Promise.reject(new Error("cut off"));
    await expect(audit()).rejects.toThrow("cut off");
    edges.findings.save = save;
    await expect(audit()).rejects.toThrow(RetryLater);
    state.now = "2027-01-15T12:20:00.000Z";
    await audit();
    expect(notices.size).toBe(2);
  });
});
