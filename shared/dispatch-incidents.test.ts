import { describe, expect, test } from "@jest/globals";
import { exampleEdges } from "./contain/example-edges.ts";
import { exampleIncident, later } from "./contain/example-incident.ts";
import { incidentIdOf } from "./contain/incident-id.ts";
import { ladder } from "./contain/ladder.ts";
import { type DispatchEdges, dispatchIncidents } from "./dispatch-incidents.ts";
import { BadInput } from "./model/errors.ts";
import type { Incident } from "./model/incident.ts";
import type { RoleImage } from "./model/role-image.ts";
import { memoryTable } from "./record/memory-ledger.ts";
import { image, place, policy } from "./restore/fixture.ts";
import { account, role, settingsWith, vendorSettings } from "./vendors/watch/example-acts.ts";

const by = `arn:aws:sts::${account}:assumed-role/operators/anna`;
const first = incidentIdOf(role, 1);
const named = (arn: string, change: Partial<RoleImage> = {}) =>
  image({ arn, name: arn.slice(arn.lastIndexOf("/") + 1), tags: [], path: "/", ...change });

const fixture = async (
  {
    there,
    roles = [named(role)],
    settings = vendorSettings(),
  }: {
    there?: Incident;
    roles?: readonly RoleImage[];
    settings?: DispatchEdges["settings"];
  } = {},
  change: Partial<DispatchEdges> = {},
) => {
  const { edges, done } = exampleEdges(settings, memoryTable(), () => later(0));
  if (there) await edges.incidents.save({ ...there, version: 1 });
  const read: DispatchEdges["roles"]["read"] = async (name) => ({
    value: roles.find((one) => one.name === name),
    at: later(0),
  });
  const all: DispatchEdges = {
    ...edges,
    place: { ...place, partition: "aws", account },
    roles: { read },
    rungs: async () => ladder,
    ...change,
  };
  const ask = (order: object) => dispatchIncidents({ by, type: "operator", ...order }, all);
  return { ask, done, row: () => edges.incidents.current(role) };
};

describe("contain", () => {
  test("opens the incident in a person's name and starts it", async () => {
    const { ask, done, row } = await fixture();
    const reply = await ask({ op: "contain", vendor: "auger", reason: "the vendor called" });
    expect(reply).toMatchObject({
      incident: { id: first, phase: "opened", vendor: "auger", upTo: "trust" },
      lines: [],
    });
    expect(done).toEqual([`start contain ${first}`]);
    expect((await row())?.causes).toEqual([
      { type: "operator", by, reason: "the vendor called", at: later(0), findings: [] },
    ]);
  });

  test("goes as far as is asked, else as the contract says, else to the trust", async () => {
    const other = `arn:aws:iam::${account}:role/legacy`;
    const settings = vendorSettings({ contain: { upTo: "deny" } });
    const upTo = async (order: object): Promise<string | undefined> => {
      const { ask } = await fixture({ settings, roles: [named(role), named(other)] });
      return (await ask({ op: "contain", ...order })).incident?.upTo;
    };
    expect([await upTo({ role }), await upTo({ role, upTo: "delete" }), await upTo({ role: other })]).toEqual([
      "deny",
      "delete",
      "trust",
    ]);
  });

  test("joins what is under way", async () => {
    const { ask, done, row } = await fixture({
      there: exampleIncident({ phase: "held", callback: { id: "c", waitsFor: "leave" } }),
    });
    const { incident } = await ask({ op: "contain", role, upTo: "detach" });
    expect([done, incident?.upTo, (await row())?.causes.length]).toEqual([["wake c"], "detach", 2]);
    expect(incident).not.toHaveProperty("callback");
  });

  test("begins where the role cannot be read: the run reads it again", async () => {
    const { ask, done } = await fixture({}, { roles: { read: () => Promise.reject(new Error("Throttling")) } });
    await ask({ op: "contain", role });
    expect(done).toEqual([`start contain ${first}`]);
  });
});

const arnOf = (path: string): string => `arn:aws:iam::${account}:role/${path}`;
const refusals: readonly [string, string, RegExp, object?][] = [
  ["a protected one", arnOf("admin/root"), /protect/],
  ["a service's", arnOf("aws-service-role/ops.amazonaws.com/x"), /service-linked/],
  ["Identity Center's", arnOf("aws-reserved/sso.amazonaws.com/AWSReservedSSO_x_1"), /Identity Center/],
  ["another that AWS reserves", arnOf("aws-reserved/x/y"), /reserves/],
  ["our own", arnOf("sagewarden/sagewarden-contain-vendor"), /Sagewarden's own/],
  ["CDK's", arnOf(`cdk-hnb659fds-deploy-role-${account}-us-east-1`), /CDK/],
  ["that of who asks", arnOf("operators"), /that asks/],
  ["another account's", "arn:aws:iam::999988887777:role/x", /belongs to account/],
  ["one that is not there", arnOf("vendor/auger/gone"), /no such role/],
  ["one of another path", arnOf("vendor-auger"), /ask for that one|no such/],
  ["one that is nobody's vendor", arnOf("app"), /no contract/],
  ["the vendor's own, for a drill", role, /decoy/, { type: "exercise" }],
];

describe.each(["contain", "plan"])("%s refuses", (op) => {
  test.each(refusals)("%s", async (_, arn, why, order = {}) => {
    if (op === "plan" && "type" in order) return;
    const trust = policy({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });
    const roles = refusals
      .filter(([what]) => !/not there|another path/.test(what))
      .map(([, each]) => named(each, { trust }));
    const settings = { ...vendorSettings(), protected: { roles: [arnOf("admin/*")], resources: [], users: [] } };
    const { ask, done, row } = await fixture({ roles, settings });
    const reply = await ask({ op, role: arn, ...order });
    // A registered role may be named without its path: records name it so.
    if (reply.refused === undefined) expect(arn).toBe(arnOf("vendor-auger"));
    else {
      expect(reply).toEqual({ lines: [], refused: expect.stringMatching(why) });
      expect([done, await row()]).toEqual([[], undefined]);
    }
  });
});

describe("a drill", () => {
  const decoy = arnOf("vendor/auger/sagewarden-exercise-auger");

  test("is for the vendor's decoy", async () => {
    const { ask } = await fixture({ roles: [named(decoy, { path: "/vendor/auger/" })] });
    const { incident } = await ask({ op: "contain", role: decoy, type: "exercise" });
    expect(incident).toMatchObject({ exercise: true, role: decoy });
  });

  test.each([
    ["another role of the vendor", arnOf("vendor/auger/batch")],
    ["another vendor's decoy in its place", arnOf("vendor/auger/sagewarden-exercise-lumen")],
    ["a role that outsiders may take", arnOf("sagewarden-exercise-auger")],
  ])("is not for %s", async (_, arn) => {
    const { ask, done } = await fixture({
      roles: [named(arn, { path: arn.slice(arn.indexOf("/"), arn.lastIndexOf("/") + 1) })],
    });
    expect(await ask({ op: "contain", role: arn, type: "exercise" })).toMatchObject({
      refused: expect.stringMatching(/decoy/),
    });
    expect(done).toEqual([]);
  });
});

test("a vendor that the settings do not have is named with those that they have", async () => {
  const { ask } = await fixture();
  await expect(ask({ op: "contain", vendor: "other" })).rejects.toThrow(/they have: auger/);
  await expect(ask({ op: "contain", vendor: "__proto__" })).rejects.toThrow(BadInput);
  const { ask: inNone } = await fixture({ settings: settingsWith({}) });
  await expect(inNone({ op: "status", vendor: "auger" })).rejects.toThrow(/they have: none/);
});

test("plan tells of every rung what would be done, and writes nothing", async () => {
  const { ask, done, row } = await fixture();
  const { lines } = await ask({ op: "plan", role, upTo: "deny" });
  expect(lines.map(({ rung }) => rung)).toEqual(ladder.map(({ id }) => id));
  const of = (rung: string) => lines.find((line) => line.rung === rung)?.evidence.detail;
  expect(of("deny")).toMatch(/^would be done: /);
  expect(of("trust")).toMatch(/^would wait: it goes up to deny/);
  expect([done, await row()]).toEqual([[], undefined]);
});

describe("status", () => {
  test("of a role without an incident is none", async () => {
    expect(await (await fixture()).ask({ op: "status", role })).toEqual({ lines: [] });
  });

  test("has the rungs, and of a restore its own", async () => {
    const line = (rung: "deny" | "trust") => ({ rung, status: "done" as const, evidence: { detail: "x" } });
    const there = exampleIncident({ rungs: [line("deny")], restoreRungs: [line("trust")] });
    const lines = async (phase: Incident["phase"]) =>
      (await (await fixture({ there: { ...there, phase } })).ask({ op: "status", role })).lines;
    expect([await lines("contained"), await lines("restoring")]).toEqual([[line("deny")], [line("trust")]]);
  });
});

describe("restore and answer", () => {
  test("are one person's word, and start what it asks for", async () => {
    const { ask, done, row } = await fixture({ there: exampleIncident({ phase: "contained" }) });
    const reply = await ask({ op: "restore", role, all: true });
    expect(reply).toMatchObject({ incident: { restore: { by, all: true, acceptDrift: false, at: later(0) } } });
    expect(reply).not.toHaveProperty("refused");
    expect([done, (await row())?.answers]).toEqual([
      [`start restore ${first}-r2`],
      [expect.objectContaining({ by, choice: "restore", verdict: "accepted" })],
    ]);
  });

  test("of a role that is back already, with what was held back: the command that the notice names", async () => {
    const { ask, done } = await fixture({ there: exampleIncident({ phase: "restored" }) });
    expect(await ask({ op: "restore", role, all: true })).not.toHaveProperty("refused");
    expect(done).toEqual([`start restore ${first}-r2`]);
  });

  test("say why not", async () => {
    const { ask, done } = await fixture({ there: exampleIncident({ phase: "restored" }) });
    expect(await ask({ op: "restore", role })).toMatchObject({ refused: "The role is back already." });
    expect((await ask({ op: "answer", role, choice: "stop-here" })).refused).toMatch(/does not go on/);
    expect(await (await fixture()).ask({ op: "restore", role })).toEqual({ lines: [], refused: expect.any(String) });
    expect(done).toEqual([]);
  });
});
