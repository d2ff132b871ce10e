import { describe, expect, test } from "@jest/globals";
import type { JudgedSignal } from "../decide/vendor-notices.ts";
import type { Incident } from "../model/incident.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { contractsOf } from "../vendors/contract.ts";
import { account, actOf, callRecord, role, vendorSettings } from "../vendors/watch/example-acts.ts";
import { containFor } from "./contain-for.ts";
import { exampleEdges } from "./example-edges.ts";
import { exampleIncident, later } from "./example-incident.ts";
import { incidentIdOf } from "./incident-id.ts";

const settings = vendorSettings({ contain: { at: "high", upTo: "deny" } });
const [contract] = contractsOf(settings, { partition: "aws", account });

const judged = (signal: string, change: Partial<JudgedSignal> = {}, record: object = {}): JudgedSignal => ({
  signal: {
    eventId: "e-1",
    at: later(-8),
    role,
    vendor: "auger",
    signal,
    severity: "critical",
    score: 100,
    detail: "x",
  },
  act: actOf(callRecord("iam", "CreateUser", {}, record)),
  watched: { how: "session", contract },
  isLearnt: false,
  ...change,
});

const play = async (signals: readonly JudgedSignal[], there?: Incident) => {
  const { edges, done } = exampleEdges(settings, memoryTable(), () => later(0));
  if (there) await edges.incidents.save({ ...there, version: 1 });
  await containFor(role, signals, edges);
  return { done, row: await edges.incidents.current(role) };
};

const first = incidentIdOf(role, 1);
const undone = judged("containment-undone", { watched: { how: "changed", contract } });

describe("signals of a role", () => {
  test("start its containment as far as the contract goes, and all say why", async () => {
    const { done, row } = await play([judged("account-sweep"), judged("credential-created"), judged("account-sweep")]);
    expect(new Set(done)).toEqual(new Set([`start contain ${first}`]));
    expect([row?.upTo, row?.causes.map(({ by }) => by)]).toEqual(["deny", ["account-sweep", "credential-created"]]);
  });

  test("the gravest is the first", async () => {
    const high = judged("bucket-sweep");
    const { row } = await play([{ ...high, signal: { ...high.signal, severity: "high" } }, judged("account-sweep")]);
    expect(row?.causes.map(({ by }) => by)).toEqual(["account-sweep", "bucket-sweep"]);
  });

  test.each<[string, JudgedSignal]>([
    ["what was learnt", judged("hour-first-seen", { isLearnt: true })],
    ["what somebody else did to the role", judged("permission-raised", { watched: { how: "changed", contract } })],
    ["an administrator who takes a policy of our name from a role that is not contained", undone],
    ["what no contract names", judged("account-sweep", { watched: { how: "session", contract: undefined } })],
  ])("%s starts nothing", async (_, one) => expect(await play([one])).toEqual({ done: [], row: undefined }));
});

describe("a containment that is disturbed", () => {
  const contained = exampleIncident({ phase: "contained", callback: { id: "callback", waitsFor: "the guard" } });

  test("has its guard look at once, and says what it was", async () => {
    const { done, row } = await play([undone], contained);
    expect(done).toEqual(["count ContainmentDisturbed", "wake callback"]);
    expect(row?.disturbed).toEqual([{ at: later(-8), what: "containment-undone: x" }]);
  });

  test("is put back by a further run when the guard's hour is over", async () => {
    const { done } = await play([judged("act-after-containment")], exampleIncident({ phase: "contained" }));
    expect(done).toEqual(["count ContainmentDisturbed", `start contain ${first}-r2`]);
  });

  test("and abused by a newer session at once: both are in the row", async () => {
    const old = { rungs: [{ rung: "sessions", status: "done", evidence: { detail: "", at: later(-3_600) } }] } as const;
    const row = exampleIncident({ phase: "contained", upTo: "sessions", cutAt: later(-3_600), ...old });
    const after = await play([judged("act-after-containment"), judged("bucket-sweep")], row);
    expect(after.row).toMatchObject({ disturbed: [{}], abused: { why: "act-after-containment: x" } });
    expect(after.row?.causes.map(({ by }) => by)).toEqual(["account-sweep", "bucket-sweep"]);
  });

  test("is not by an attempt that failed", async () => {
    const failed = judged(
      "containment-undone",
      { watched: { how: "changed", contract } },
      { errorCode: "AccessDenied" },
    );
    expect((await play([failed], contained)).done).toEqual([]);
  });

  test("that is over is a cause of the next one, where the vendor did it", async () => {
    const { row } = await play(
      [judged("act-after-containment")],
      exampleIncident({ phase: "closed", endedAt: later(-600) }),
    );
    expect(row).toMatchObject({ number: 2, causes: [{ by: "act-after-containment" }] });
  });
});
