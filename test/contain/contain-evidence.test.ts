import { expect, test } from "@jest/globals";
import type { Incident } from "#shared/model/incident.ts";
import { after, played, says, statuses, typesTold } from "./contained.ts";
import { aRole, policyText } from "./roles.ts";
import { begin } from "./stage.ts";

test("at the guard's end the incident document is kept", async () => {
  const { row, stage } = await played({});
  expect(row.document).toBe(`incidents/vendor-acme/${row.id}/incident.md`);
  const text = [...stage.evidence.texts].find(([name]) => name.includes("incident.md"))?.[1];
  expect(text).toContain("| trust | done |");
});

test("a document that cannot be written changes nothing else", async () => {
  const { row, executions } = await played({}, (stage) => {
    const { put } = stage.world.evidence;
    stage.world.evidence.put = async (key, text) => {
      if (key.includes("incident.")) throw new Error("no bucket");
      return put(key, text);
    };
  });
  expect(row).toMatchObject({ phase: "contained" });
  expect(row).not.toHaveProperty("document");
  expect(executions.all().map(({ end }) => end)).toEqual([{ result: { incident: row.id, how: "guarded" } }]);
});

test("which keys we made inactive is in the row before they are", async () => {
  const rows: (Incident | undefined)[] = [];
  const inline = [{ name: "all", document: policyText([{ Effect: "Allow", Action: "*", Resource: "*" }]) }];
  const { row } = await played({ role: aRole({ inline }) }, (stage) => {
    const vendor = stage.iam.assume({ arn: "arn:aws:iam::999988887777:role/worker" }, "vendor-acme", {
      externalId: "e-1",
    });
    if (vendor) stage.iam.as(vendor).createUser("eve", []);
    if (vendor) stage.iam.as(vendor).createKey("eve");
    const { setKey } = stage.world.users;
    stage.world.users.setKey = async (...key) => {
      rows.push(await stage.row());
      return setKey(...key);
    };
  });
  expect(rows.length).toBeGreaterThan(0);
  const noted = (each: Incident | undefined) => each?.reached.flatMap(({ inactivated = [] }) => inactivated);
  expect(noted(rows[0])).toEqual(noted(row));
  expect(row.reached.map(({ status }) => status)).toEqual(["denied", "denied"]);
});

test("a snapshot that cannot be kept holds up no deny, but the trust; it is contained when it can", async () => {
  const phases: string[] = [];
  const { row, stage } = await played({}, ({ world, row: current, iam }, loop) => {
    const { put } = world.evidence;
    world.evidence.put = async (key, text) => {
      if (loop.now() < begin + 120_000) throw Object.assign(new Error("down"), { name: "ServiceUnavailable" });
      return put(key, text);
    };
    after(loop, 2, () =>
      phases.push(String(iam.role("vendor-acme")?.inline.some(({ name }) => name === "SagewardenDenyAll"))),
    );
    after(loop, 60, async () => {
      const now = await current();
      phases.push(now?.phase ?? "", JSON.stringify(statuses(now as Incident)));
    });
  });
  expect(phases.slice(0, 2)).toEqual(["true", "failed"]);
  expect(JSON.parse(phases[2] ?? "{}")).toMatchObject({
    snapshot: "failed",
    sessions: "done",
    deny: "done",
    trust: "refused",
  });
  expect(typesTold(stage)).toEqual(["vendor-containment-failed", "vendor-contained"]);
  expect(row).toMatchObject({ phase: "contained" });
  expect(statuses(row)).toMatchObject({ snapshot: "done", trust: "done" });
});

test("a restore that comes before the guard's end: the document is left all the same", async () => {
  const { row, stage } = await played({}, (each, loop) => {
    after(loop, 120, () =>
      says(each, (before, now) => ({ ...before, restore: { by: "alice", at: now, all: false, acceptDrift: false } })),
    );
  });
  expect(row.document).toContain("incident.md");
  expect([...stage.evidence.texts].some(([name]) => name.includes("incident.json"))).toBe(true);
});
