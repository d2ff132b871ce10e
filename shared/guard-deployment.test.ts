import { describe, expect, test } from "@jest/globals";
import { exampleIncident } from "./contain/example-incident.ts";
import { type Deployment, guardDeployment } from "./guard-deployment.ts";
import { type IncidentPhase, incidentPhases } from "./model/incident.ts";
import { deploymentsOver } from "./record/deployments.ts";
import { memoryTable } from "./record/memory-ledger.ts";

const role = "arn:aws:iam::111122223333:role/vendor/acme/vendor-acme";
const stage = () => {
  let phase: IncidentPhase | undefined;
  const deployments = deploymentsOver(memoryTable());
  const incidents = { current: async () => phase && { ...exampleIncident(), role, phase } };
  return {
    set: (next: IncidentPhase | undefined) => {
      phase = next;
    },
    ask: async (type: Deployment["type"], writes: string): Promise<"let" | "refused"> => {
      const answer = await guardDeployment({ type, role, vendor: "acme", writes }, { incidents, deployments });
      return answer === undefined ? "let" : "refused";
    },
  };
};

const refusing: readonly IncidentPhase[] = ["opened", "containing", "contained", "failed", "restoring"];

describe.each(["create", "update"] as const)("%s", (type) => {
  test.each(incidentPhases)("while the incident is %s", async (phase) => {
    const { set, ask } = stage();
    set(phase);
    expect(await ask(type, "a")).toBe(refusing.includes(phase) ? "refused" : "let");
  });

  test("while there was never an incident", async () => expect(await stage().ask(type, "a")).toBe("let"));
});

test("it says which incident, that nothing was changed, and what to do", async () => {
  const incident = exampleIncident();
  const edges = { incidents: { current: async () => incident }, deployments: deploymentsOver(memoryTable()) };
  const answer = await guardDeployment({ type: "update", role, vendor: "acme", writes: "a" }, edges);
  expect(answer).toContain(incident.id);
  expect(answer).toContain("Nothing of it was changed. Put it back first: npx sagewarden vendors restore acme;");
});

test("deleting a contained role is let", async () => {
  const { set, ask } = stage();
  set("contained");
  expect(await ask("delete", "a")).toBe("let");
});

describe("rolling back", () => {
  test("what was refused is let, any number of times: the role was never written", async () => {
    const { set, ask } = stage();
    await ask("create", "a");
    set("contained");
    expect([await ask("update", "b"), await ask("update", "a"), await ask("update", "a")]).toEqual([
      "refused",
      "let",
      "let",
    ]);
    expect(await ask("update", "b")).toBe("refused");
  });

  test("what was written before the role was contained is refused: it would open the role", async () => {
    const { set, ask } = stage();
    await ask("create", "a");
    await ask("update", "b");
    set("contained");
    expect(await ask("update", "a")).toBe("refused");
  });

  test("what was let since then is forgotten as refused", async () => {
    const { set, ask } = stage();
    await ask("create", "a");
    set("contained");
    await ask("update", "b");
    set("closed");
    expect(await ask("update", "b")).toBe("let");
    set("contained");
    expect(await ask("update", "a")).toBe("refused");
  });

  test("a role that never was let has nothing to go back to", async () => {
    const { set, ask } = stage();
    set("contained");
    expect([await ask("create", "a"), await ask("update", "a")]).toEqual(["refused", "refused"]);
  });
});
