import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { exampleEdges } from "../contain/example-edges.ts";
import { later } from "../contain/example-incident.ts";
import { ladder } from "../contain/ladder.ts";
import { type DispatchEdges, dispatchIncidents } from "../dispatch-incidents.ts";
import type { Incident } from "../model/incident.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { image, place } from "../restore/fixture.ts";
import { account, role, vendorSettings } from "../vendors/watch/example-acts.ts";
import { containDocument } from "./contain.ts";
import { runAutomation } from "./fake-automation.ts";
import { type Python, startPython } from "./fake-python.ts";
import { restoreDocument } from "./restore.ts";

/** The documents' orders, taken by the dispatcher itself: only the run that it starts is played here. */

const at = {
  assumeRole: "arn:aws:iam::111122223333:role/r",
  approvalTopic: "arn:aws:sns:us-east-1:111122223333:Automation",
};
const startedBy = `arn:aws:sts::${account}:assumed-role/SecurityOperator/alice`;

let python: Python;
beforeAll(() => {
  python = startPython();
});
afterAll(() => python.close());

/** `goesOn`: what the started run makes of the row while the document sleeps. */
const stage = (goesOn: (row: Incident) => Incident) => {
  const { edges, done } = exampleEdges(vendorSettings(), memoryTable(), () => later(0));
  const live = image({ arn: role, name: "vendor-auger", path: "/vendor/auger/", tags: [] });
  const all: DispatchEdges = {
    ...edges,
    place: { ...place, partition: "aws", account },
    roles: { read: async () => ({ value: live, at: later(0) }) },
    rungs: async () => ladder,
  };
  const invoke = async (_name: string, payload: object): Promise<unknown> => {
    const row = await edges.incidents.current(role);
    const isStatus = "op" in payload && payload.op === "status";
    if (row && isStatus) await edges.incidents.save({ ...goesOn(row), version: row.version + 1 });
    return dispatchIncidents(payload, all);
  };
  const run = (document: ReturnType<typeof containDocument>, given: object = {}) =>
    runAutomation(document, { Role: role, ...given }, { startedBy, invoke, python });
  return { run, done, row: () => edges.incidents.current(role) };
};

const proven = (row: Incident): Incident => ({ ...row, phase: "contained", why: "proven" });

describe("against the dispatcher itself", () => {
  test("a containment is opened in the name of the person, as far as the contract says", async () => {
    const { run, done, row } = stage(proven);
    const ran = await run(containDocument(at), { Reason: "case 7" });
    expect([ran.status, ran.outputs["contained.Phase"]]).toEqual(["Success", "contained"]);
    const { upTo, causes } = (await row()) as Incident;
    expect([upTo, causes]).toEqual([
      "trust",
      [{ type: "runbook", by: startedBy, reason: "case 7", at: later(0), findings: [] }],
    ]);
    expect(done).toHaveLength(1);
  });

  test("the dry run tells every rung and writes nothing", async () => {
    const { run, done, row } = stage(proven);
    const ran = await run(containDocument(at), { DryRun: true, UpTo: "deny" });
    expect([ran.status, ran.outputs["planned.Rungs"]]).toEqual(["Success", expect.any(Array)]);
    expect(ran.outputs["planned.Rungs"]).toHaveLength(ladder.length);
    expect([done, await row()]).toEqual([[], undefined]);
  });

  test("a contained role is put back, with what the Booleans say", async () => {
    const { run, row } = stage((before) => (before.restore ? { ...before, phase: "restored" } : proven(before)));
    await run(containDocument(at));
    const ran = await run(restoreDocument(at), { All: true });
    expect([ran.status, ran.outputs["restored.Phase"]]).toEqual(["Success", "restored"]);
    expect((await row())?.restore).toMatchObject({ by: startedBy, all: true, acceptDrift: false });
  });

  test.each([
    ["restore", "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger", /^refused: /],
    [
      "contain",
      `arn:aws:iam::${account}:role/aws-service-role/ops.amazonaws.com/x`,
      /refused: it is a service-linked role/,
    ],
  ] as const)("%s of %s ends as failed, in the dispatcher's words", async (what, Role, words) => {
    const { run } = stage(proven);
    const ran = await run(what === "contain" ? containDocument(at) : restoreDocument(at), { Role });
    expect([ran.status, ran.failure]).toEqual(["Failed", expect.stringMatching(words)]);
  });
});
