import { describe, expect, test } from "@jest/globals";
import type { FindingRow } from "#shared/model/finding-row.ts";
import type { Incident } from "#shared/model/incident.ts";
import type { VendorRoleRow } from "#shared/record/vendor-roles.ts";
import {
  accountWith,
  augersRole,
  augersSettings,
  augersStatement,
  now,
  settingsWith,
  trustWith,
} from "#shared/vendors/fixture.ts";
import { addSignal } from "#shared/vendors/watch/score.ts";
import { emptyState } from "#shared/vendors/watch/state.ts";
import { incidentWith } from "./fake-dispatcher.ts";
import { listVendors, showVendors } from "./list.ts";

const arn = augersRole.arn;
const until = (expires: string) => settingsWith(`{ auger: { accounts: ["999988887777"], expires: ${expires} } }`);
const { isWhole, ...part } = accountWith();

describe("a vendor's status", () => {
  test.each([
    ["its role is there", augersSettings, accountWith(augersRole), "active", [arn]],
    ["its last day is today", until("2027-01-15"), accountWith(augersRole), "active", [arn]],
    ["its last day has passed", until("2027-01-14"), accountWith(augersRole), "expired", [arn]],
    ["its role is not there", augersSettings, accountWith(), "no-role", []],
    ["not all roles were given", augersSettings, part, "active", []],
  ])("%s", async (_, settings, facts, status, roles) => {
    expect((await listVendors({ settings, now }, facts)).lines).toMatchObject([{ vendor: "auger", status, roles }]);
  });
});

test("the contract's own role comes first", async () => {
  const second = { ...augersRole, arn: "arn:aws:iam::111122223333:role/a", path: "/" };
  const { lines } = await listVendors({ settings: augersSettings, now }, accountWith(second, augersRole));
  expect(lines[0]?.roles).toEqual([arn, second.arn]);
});

const silent = { get: async () => undefined, openFindings: async () => [], openIncidents: async () => [] };

describe("a containment of its roles", () => {
  const statusWith = async (...incidents: Partial<Incident>[]) => {
    const ledger = { ...silent, openIncidents: async () => incidents.map(incidentWith) };
    return (await listVendors({ settings: augersSettings, now, ledger }, accountWith(augersRole))).lines[0]?.status;
  };

  test.each<[Partial<Incident>[], string]>([
    [[{ phase: "opened" }], "containing"],
    [[{ phase: "contained" }], "contained"],
    [[{ phase: "contained" }, { phase: "held" }], "held"],
    [[{ phase: "held" }, { phase: "failed" }], "failed"],
    [[{ phase: "restoring" }], "restoring"],
    [[{ phase: "restored" }], "active"],
    [[{ phase: "contained", exercise: true }], "active"],
    [[{ phase: "contained", vendor: "other", role: "arn:aws:iam::111122223333:role/x" }], "active"],
    [[{ phase: "contained", vendor: undefined, role: arn }], "contained"],
  ])("%j: %s", async (incidents, status) => {
    expect(await statusWith(...incidents)).toBe(status);
  });
});

const shown = (listed: Awaited<ReturnType<typeof listVendors>>, json = false) => {
  const [out, err]: [string[], string[]] = [[], []];
  showVendors(listed, { json }, { out: (text) => void out.push(text), err: (text) => void err.push(text) });
  return { out: out.join("\n"), err: err.join("\n") };
};

test("one JSON line for each vendor", async () => {
  const listed = await listVendors({ settings: augersSettings, now }, accountWith(augersRole));
  expect(JSON.parse(shown(listed, true).out)).toEqual({
    vendor: "auger",
    roles: [arn],
    accounts: ["999988887777"],
    status: "active",
    expires: "2027-12-31",
    ledger: null,
  });
});

describe("the ledger", () => {
  const at = "2027-01-15T10:00:00Z";
  const rowOf = async (): Promise<VendorRoleRow> => {
    const score = addSignal({}, "x", { severity: "high", at: now, learnt: false });
    return { role: arn, state: { ...emptyState(arn), lastAt: at, score }, recent: [], version: 1 };
  };
  const open = [{ vendor: "auger" }, { vendor: "auger" }, { vendor: "other" }, {}] as unknown as FindingRow[];

  test("says when a vendor was heard, its score now and how many findings are open", async () => {
    const ledger = {
      ...silent,
      get: async (role: string) => (role === arn ? rowOf() : undefined),
      openFindings: async () => open,
    };
    const listed = await listVendors({ settings: augersSettings, now, ledger }, accountWith(augersRole));
    expect(listed.lines[0]?.ledger).toEqual({ last: at, score: 50, findings: 2 });
    expect(shown(listed).out).toMatch(/2027-01-15 10:00 +50 +2 /);
  });

  test("that has nothing of a vendor never heard it", async () => {
    const ledger = { ...silent, get: async () => undefined };
    const listed = await listVendors({ settings: augersSettings, now, ledger }, accountWith(augersRole));
    expect(listed.lines[0]?.ledger).toEqual({ last: null, score: 0, findings: 0 });
    expect(shown(listed).out).toMatch(/never +0 +0 /);
  });

  test("that cannot be read is said, and the vendors are listed", async () => {
    const refused = Object.assign(new Error("no"), { name: "AccessDeniedException" });
    const ledger = { ...silent, openFindings: () => Promise.reject(refused) };
    const listed = await listVendors({ settings: augersSettings, now, ledger }, accountWith(augersRole));
    expect([listed.lines[0]?.status, listed.lines[0]?.ledger]).toEqual(["active", null]);
    expect(shown(listed).err).toContain("the ledger cannot be read: AccessDenied");
  });
});

test("a table for people", async () => {
  const listed = await listVendors({ settings: augersSettings, now }, accountWith(augersRole));
  expect(shown(listed).out).toMatch(/^vendor .*\nauger .* 2027-12-31 /);
});

test("nobody registered, and somebody who may take a role: said on stderr, nothing on stdout", async () => {
  const stranger = trustWith({ ...augersStatement, Principal: { AWS: "444455556666" } });
  const role = { ...augersRole, arn: "arn:aws:iam::111122223333:role/x", path: "/", tags: {}, trust: stranger };
  const { out, err } = shown(await listVendors({ settings: settingsWith("{}"), now }, accountWith(role)));
  expect(out).toBe("");
  expect(err).toContain("no vendor is registered");
  expect(err).toContain(role.arn);
});
