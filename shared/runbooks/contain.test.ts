import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Incident, RungLine } from "../model/incident.ts";
import type { IncidentReply } from "../model/incident-order.ts";
import { containDocument } from "./contain.ts";
import { type Ran, runAutomation, type Surroundings } from "./fake-automation.ts";
import { type Python, startPython } from "./fake-python.ts";
import { restoreDocument } from "./restore.ts";

const place = {
  assumeRole: "arn:aws:iam::111122223333:role/sagewarden/sagewarden-runbooks",
  approvalTopic: "arn:aws:sns:us-east-1:111122223333:Automation-Sagewarden-Approvals",
};
const documents = { contain: containDocument(place), restore: restoreDocument(place) };
let python: Python;
beforeAll(() => {
  python = startPython();
});
afterAll(() => python.close());

type Name = keyof typeof documents;
const Role = "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger";
const alice = "arn:aws:sts::111122223333:assumed-role/SecurityOperator/alice";

const line = (rung: RungLine["rung"], status: RungLine["status"] = "done"): RungLine => ({
  rung,
  status,
  evidence: { detail: `it "is" ${status}\n{{ not a variable }}` },
});
const row = (change: Partial<Incident>): IncidentReply => ({
  incident: { id: "vendor-auger-1", why: "because", rungs: [line("snapshot")], ...change } as Incident,
  lines: [],
});

type Replies = Readonly<Record<string, IncidentReply | readonly IncidentReply[] | Error>>;

/** A dispatcher that answers each operation from a list, the last for ever. */
const dispatcherOf = (replies: Replies) => {
  const orders: Record<string, unknown>[] = [];
  const invoke: Surroundings["invoke"] = async (name, payload) => {
    if (name !== "sagewarden-dispatch-incidents") throw new Error(`no function ${name}`);
    const before = orders.filter(({ op }) => op === payload.op).length;
    orders.push({ ...payload });
    const all = [replies[String(payload.op)] ?? new Error("not asked for")].flat();
    const reply = all[Math.min(before, all.length - 1)];
    if (reply instanceof Error) throw reply;
    return reply;
  };
  return { orders, invoke };
};

const run = async (
  name: Name,
  replies: Replies,
  given: object = {},
  more: Partial<Surroundings> = {},
): Promise<Ran & { orders: readonly Record<string, unknown>[]; slept: readonly string[] }> => {
  const slept: string[] = [];
  const { orders, invoke } = dispatcherOf(replies);
  const around = { startedBy: alice, invoke, python, sleep: (time: string) => void slept.push(time), ...more };
  return { ...(await runAutomation(documents[name], { Role, ...given }, around)), orders, slept };
};

const contained = {
  contain: row({ phase: "opened" }),
  status: [
    row({ phase: "containing" }),
    row({ phase: "containing", rungs: [line("snapshot"), line("sessions")] }),
    row({ phase: "contained", rungs: [line("snapshot"), line("sessions"), line("deny")] }),
  ],
};
const restored = {
  restore: row({ phase: "contained", restore: { by: alice, at: "", all: false, acceptDrift: false } }),
  status: [
    row({ phase: "contained", restore: { by: alice, at: "", all: false, acceptDrift: false } }),
    row({ phase: "restoring" }),
    row({ phase: "restored", restoreRungs: [line("snapshot"), line("trust")] }),
  ],
};
const given = { contain: contained, restore: restored };

describe("Sagewarden-ContainVendorRole", () => {
  test("orders it in the name of whoever started it, follows it, and tells each rung", async () => {
    const { status, steps, outputs, orders, slept } = await run("contain", contained, { Reason: "case 7" });
    expect(status).toBe("Success");
    expect(orders[0]).toEqual({
      op: "contain",
      role: Role,
      upTo: "contract",
      reason: "case 7",
      by: alice,
      type: "runbook",
    });
    expect(steps).not.toContain("plan");
    expect(slept).toEqual(["PT5S", "PT5S", "PT5S"]);
    expect(outputs).toMatchObject({ "contained.Incident": "vendor-auger-1", "contained.Phase": "contained" });
    expect(outputs["contained.Rungs"]).toHaveLength(3);
  });

  test.each(["failed", "held", "refused", "observed"] as const)("that ends as %s is a failure", async (phase) => {
    const { status, failure } = await run("contain", { ...contained, status: row({ phase, why: "for a reason" }) });
    expect([status, failure]).toEqual(["Failed", expect.stringContaining(`${phase}: for a reason`)]);
  });

  test("--up-to is handed on", async () => {
    expect((await run("contain", contained, { UpTo: "detach" })).orders[0]).toMatchObject({ upTo: "detach" });
  });

  test("the dry run asks for the plan and nothing else", async () => {
    const plan = { lines: [line("snapshot", "waiting"), line("deny", "waiting")] };
    const { status, outputs, orders } = await run("contain", { plan }, { DryRun: true, UpTo: "deny" });
    expect([status, orders.map(({ op, upTo }) => [op, upTo])]).toEqual(["Success", [["plan", "deny"]]]);
    expect(outputs["planned.Rungs"]).toHaveLength(2);
  });
});

describe("Sagewarden-RestoreVendorRole", () => {
  test("waits until the role is as it was", async () => {
    const { status, outputs, orders } = await run("restore", restored, { All: true });
    expect(status).toBe("Success");
    expect(orders[0]).toEqual({ op: "restore", role: Role, all: true, acceptDrift: false, by: alice, type: "runbook" });
    expect(outputs).toMatchObject({ "restored.Phase": "restored" });
    expect(outputs["restored.Rungs"]).toHaveLength(2);
  });

  test("that is refused for drift is a failure, in the rung's words", async () => {
    const drifted = row({ phase: "contained", restoreRungs: [line("snapshot", "refused")] });
    const { status, failure, orders } = await run("restore", { ...restored, status: drifted });
    expect([status, failure]).toEqual(["Failed", expect.stringContaining("snapshot: refused")]);
    expect(orders.filter(({ op }) => op === "status")).toHaveLength(2);
  });

  test("the dry run asks how far it is", async () => {
    const { status, orders } = await run("restore", { status: row({ phase: "contained" }) }, { DryRun: true });
    expect([status, orders.map(({ op }) => op)]).toEqual(["Success", ["status"]]);
  });
});

describe.each(["contain", "restore"] as const)("the document to %s", (name) => {
  test("a refusal ends it as failed, in the dispatcher's words; nothing is followed", async () => {
    const refused = { lines: [], refused: "it is service-linked" };
    const { status, failure, orders } = await run(name, { [name]: refused });
    expect([status, failure, orders.length]).toEqual(["Failed", "refused: it is service-linked", 1]);
  });

  test("a function that fails ends it", async () => {
    const { status, failure } = await run(name, { [name]: new Error("upTo: found x") });
    expect([status, failure]).toEqual(["Failed", "the function failed: upTo: found x"]);
  });

  test("is followed for a hundred rounds at most", async () => {
    const moving = row({ phase: name === "contain" ? "containing" : "restoring" });
    const { status, slept } = await run(name, { ...given[name], status: moving });
    expect([status, slept.length]).toEqual(["Failed", 100]);
  });

  const asked = { MinRequiredApprovals: 2, Approvers: ["alice", "bob"] };
  test.each<[string, object, readonly ("approve" | "reject")[], Ran["status"], boolean]>([
    ["nobody is asked", {}, [], "Success", true],
    ["both agree", asked, ["approve", "approve"], "Success", true],
    ["one does not", asked, ["approve", "reject"], "Rejected", false],
    ["one does not answer", asked, ["approve"], "TimedOut", false],
    ["nobody could agree", { MinRequiredApprovals: 1 }, ["approve"], "Failed", false],
    ["more than there are", { MinRequiredApprovals: 3, Approvers: ["alice"] }, ["approve"], "Failed", false],
  ])("approval: %s", async (_what, more, approvals, status, isBegun) => {
    const ran = await run(name, given[name], more, { approvals });
    expect([ran.status, ran.orders.length > 0]).toEqual([status, isBegun]);
  });

  test.each([
    ["no ARN", { Role: "vendor-auger" }],
    ["an assumed role", { Role: alice }],
    ["a name that is none", { Rolle: Role }],
    ["no Boolean", { DryRun: "yes" }],
  ])("a wrong parameter is refused before anything: %s", async (_what, wrong) => {
    const { status, steps } = await run(name, {}, wrong);
    expect([status, steps]).toEqual(["Failed", []]);
  });

  test("the role may be any that the console offers", async () => {
    expect((await run(name, given[name], { Role: "arn:aws-us-gov:iam::111122223333:role/x" })).status).toBe("Success");
  });

  test("is within the service's limits", () => {
    const document = documents[name];
    expect(JSON.stringify(document).length).toBeLessThan(64 * 1_024);
    const names = document.mainSteps.map((step) => step.name);
    expect(new Set(names).size).toBe(names.length);
    for (const one of names) expect(one).toMatch(/^[a-zA-Z0-9_]{3,128}$/);
    for (const output of document.outputs) expect(names).toContain(output.split(".")[0]);
  });
});

test.each([
  ["quotes", 'say "x"'],
  ["lines", "a\nb"],
  ["variables", "{{ Role }}"],
  ["nothing", ""],
  ["more than 500", "x".repeat(501)],
  ["backslashes", "a\\b"],
])("a reason cannot hold %s", async (_what, Reason) => {
  expect((await run("contain", contained, { Reason })).status).toBe("Failed");
});
