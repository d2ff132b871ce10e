import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { RetryLater } from "../model/errors.ts";
import type { Incident } from "../model/incident.ts";
import { incidentsOver } from "../record/incidents.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { role, vendorSettings } from "../vendors/watch/example-acts.ts";
import { at, exampleIncident, later, operatorRequest, signalCause, signalRequest } from "./example-incident.ts";
import { incidentIdOf } from "./incident-id.ts";
import { type IncidentEdges, openIncident } from "./open-incident.ts";

const fixture = async (there?: Incident, change: Partial<IncidentEdges> = {}) => {
  const incidents = incidentsOver(memoryTable(), { keep: 86_400 });
  if (there) await incidents.save({ ...there, version: 1 });
  const [started, woken]: [string[], string[]] = [[], []];
  const edges: IncidentEdges = {
    settings: vendorSettings(),
    incidents,
    start: async (_, name) => void started.push(name),
    wake: async (id) => {
      woken.push(id);
      return "answered";
    },
    now: () => later(60),
    ...change,
  };
  return { edges, incidents, started, woken, row: async () => incidents.current(role) };
};

const first = incidentIdOf(role, 1);

test("the first cause opens the incident and starts its one execution", async () => {
  const { edges, started, row } = await fixture();
  expect(await openIncident(signalRequest(), edges)).toMatchObject({ how: "opened", incident: { id: first } });
  expect(started).toEqual([first]);
  expect(await row()).toMatchObject({ phase: "opened", upTo: "trust", causes: [signalCause()], version: 1 });
});

test("of two at the same time one opens, the other joins, and both start the same", async () => {
  const { edges, started, row } = await fixture();
  const second = signalRequest({ cause: signalCause({ by: "bucket-sweep" }) });
  const found = await Promise.all([openIncident(signalRequest(), edges), openIncident(second, edges)]);
  expect(found.map(({ how }) => how).toSorted()).toEqual(["joined", "opened"]);
  expect(new Set(started)).toEqual(new Set([first]));
  expect((await row())?.causes.map(({ by }) => by).toSorted()).toEqual(["account-sweep", "bucket-sweep"]);
});

test("a start that failed comes again with the next delivery", async () => {
  let isDown = true;
  const started: string[] = [];
  const start = async (_: string, name: string) => {
    if (isDown) throw new Error("TooManyRequests");
    started.push(name);
  };
  const { edges } = await fixture(undefined, { start });
  await expect(openIncident(signalRequest(), edges)).rejects.toThrow(RetryLater);
  isDown = false;
  expect(await openIncident(signalRequest(), edges)).toMatchObject({ how: "known" });
  expect(started).toEqual([first]);
});

const holder = { execution: "arn:x", kind: "contain" as const, fence: 1, until: later(200) };
const callback = { id: "callback", waitsFor: "the guard" };

describe("a cause that joins", () => {
  test.each<[string, Partial<Incident>, { started?: number; woken?: number }]>([
    ["leaves a run that holds the row alone", { holder }, {}],
    ["starts another where the last holder's time is over", { holder: { ...holder, until: later(0) } }, { started: 1 }],
    ["starts another where nobody holds it", {}, { started: 1 }],
    ["lets one that waits for a person wait", { phase: "held", callback }, {}],
    ["leaves what is contained to its guard", { phase: "contained", callback }, {}],
    ["tries again what has failed", { phase: "failed" }, { started: 1 }],
  ])("%s", async (_, change, { started = 0, woken = 0 }) => {
    const stage = await fixture(exampleIncident(change));
    await openIncident(signalRequest({ cause: signalCause({ by: "bucket-sweep" }) }), stage.edges);
    expect([stage.started.length, stage.woken.length]).toEqual([started, woken]);
    if (started) expect(stage.started).toEqual([`${first}-r2`]);
  });

  test("as a person's word wakes what waits", async () => {
    const { edges, woken, started, row } = await fixture(exampleIncident({ phase: "held", callback }));
    await openIncident(operatorRequest({ upTo: "detach" }), edges);
    expect([woken, started, (await row())?.upTo]).toEqual([["callback"], [], "detach"]);
  });

  test("finds a run that is gone, and starts another", async () => {
    const there = exampleIncident({ phase: "contained", callback });
    const { edges, started } = await fixture(there, { wake: async () => "closed" });
    await openIncident(operatorRequest(), edges);
    expect(started).toEqual([`${first}-r2`]);
  });
});

describe("the next incident", () => {
  const restore = { by: "anna", at, all: false, acceptDrift: false };
  const snapshot = { bucket: "b", key: "k", version: "v", sha256: "0", mac: "m" };

  test("of a role that is being put back keeps the snapshot of what it was", async () => {
    const there = exampleIncident({ phase: "restoring", restore, snapshot, roleId: "AROA1", holder });
    const { edges, incidents, started } = await fixture(there);
    const act = { at: later(30), hasFailed: false };
    const { incident } = await openIncident(signalRequest({ act }), edges);
    expect(incident).toMatchObject({ number: 2, snapshot, roleId: "AROA1", phase: "opened" });
    expect(incident).not.toHaveProperty("holder");
    expect([started, (await incidents.past(role)).map(({ number }) => number)]).toEqual([[incidentIdOf(role, 2)], [1]]);
  });

  test("of a role that was made anew takes of the former what it reached only", async () => {
    const replacedBy = { id: "AROA2", createdAt: at };
    const reached = [{ type: "minted-user", id: "eve", status: "denied", why: "", at } as const];
    const { edges } = await fixture(exampleIncident({ phase: "restoring", restore, snapshot, replacedBy, reached }));
    const { incident } = await openIncident(operatorRequest(), edges);
    expect(incident.reached).toEqual(reached);
    expect(incident).not.toHaveProperty("snapshot");
    expect(incident).not.toHaveProperty("replacedBy");
  });

  test("ends the wait of a restore, and keeps what was denied until its end", async () => {
    const chained = { type: "chained-role", id: "arn:aws:iam::111122223333:role/hub", why: "", at } as const;
    const whole = { ...chained, status: "denied", by: { type: "inline" } } as const;
    const reached = [whole, { ...chained, status: "waiting", asks: "whole-role" } as const];
    const { edges } = await fixture(exampleIncident({ phase: "restored", restore, reached }));
    expect((await openIncident(operatorRequest(), edges)).incident.reached).toEqual([whole]);
  });

  test("of one that is restored takes its own", async () => {
    const { edges } = await fixture(exampleIncident({ phase: "restored", restore, snapshot }));
    const { incident } = await openIncident(operatorRequest(), edges);
    expect([incident.number, incident.snapshot]).toEqual([2, undefined]);
  });
});

test("any number of triggers in any order give one open incident and one name", async () => {
  const requests = fc.array(
    fc.record({
      isPerson: fc.boolean(),
      by: fc.constantFrom("a", "b", "c"),
      upTo: fc.constantFrom("deny", "trust", "detach"),
    }),
    { minLength: 1, maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(requests, async (list) => {
      const { edges, started, incidents } = await fixture();
      await Promise.all(
        list.map(({ isPerson, by, upTo }) =>
          openIncident(
            isPerson
              ? operatorRequest({ upTo: upTo as "deny", cause: { ...operatorRequest().cause, by } })
              : signalRequest({ upTo: upTo as "deny", cause: signalCause({ by }) }),
            edges,
          ),
        ),
      );
      expect(new Set(started)).toEqual(new Set([first]));
      expect((await incidents.open()).map(({ id }) => id)).toEqual([first]);
    }),
    { numRuns: 50 },
  );
});
