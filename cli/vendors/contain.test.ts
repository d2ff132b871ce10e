import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { closedTrust, denyDocument, revokeDocument } from "#shared/contain/policies.ts";
import { rungsUpTo } from "#shared/decide/containment-turn.ts";
import { type RungLine, rungIds } from "#shared/model/incident.ts";
import { contain } from "./contain.ts";
import { climbing, fakeDispatcher, incidentWith, lineOf, listener, role } from "./fake-dispatcher.ts";

type Options = Parameters<typeof contain>[1];

const run = async (script: Parameters<typeof fakeDispatcher>[0], options: Options = {}, roles = [role]) => {
  const [fake, heard] = [fakeDispatcher(script), listener()];
  const code = await contain(roles, { json: true, ...options }, heard.io, fake.means);
  return { code, fake, ...heard };
};
const shown = (lines: readonly RungLine[]) => lines.map(({ rung, status }) => `${rung} ${status}`);
const proven = climbing({
  phase: "contained",
  why: "nothing of the role can act",
  rungs: rungsUpTo("trust").map((rung) => lineOf(rung)),
});

describe("vendors contain", () => {
  test("one JSON line for each rung, those beyond it waiting; prose on stderr", async () => {
    const { code, lines, err, fake } = await run({ looks: { [role]: proven } }, { upTo: "trust", reason: "case 7" });
    expect(code).toBe(0);
    expect(shown(lines())).toEqual([
      ...rungsUpTo("trust").map((rung) => `${rung} done`),
      ...["boundary", "detach", "delete"].map((rung) => `${rung} waiting`),
    ]);
    for (const line of lines()) expect(Object.keys(line)).toEqual(["rung", "status", "evidence"]);
    expect(fake.orders[0]).toEqual({ op: "contain", role, upTo: "trust", reason: "case 7" });
    expect(err.join("\n")).toContain("incident vendor-auger-1 is contained: nothing of the role can act");
  });

  test("how far it goes is the contract's where nobody says", async () => {
    const { fake } = await run({ looks: { [role]: proven } });
    expect(fake.orders[0]).not.toHaveProperty("upTo");
    expect(fake.orders[0]?.reason).toContain("without a reason");
  });

  test("refused: the first rung says why, nothing is followed, exit 1", async () => {
    const refused = "it is a service-linked role; AWS alone may change it";
    const { code, lines, err, fake } = await run({ replies: { contain: { lines: [], refused } } });
    expect(code).toBe(1);
    expect(shown(lines())).toEqual(rungIds.map((rung) => `${rung} ${rung === "snapshot" ? "refused" : "skipped"}`));
    expect(lines()[0]?.evidence.detail).toBe(refused);
    expect(err.join("")).toContain(refused);
    expect(fake.orders.map(({ op }) => op)).toEqual(["contain"]);
  });

  test.each(["held", "failed"] as const)("%s: exit 1", async (phase) => {
    const why = "two people have to say go-on";
    const { code, lines } = await run({ looks: { [role]: climbing({ phase, why, rungs: [lineOf("snapshot")] }) } });
    expect(code).toBe(1);
    const rest = lines().slice(1);
    for (const { status, evidence } of rest) {
      expect(status).toBe(phase === "held" ? "waiting" : "skipped");
      expect(evidence.detail).not.toBe("");
    }
    expect(rest).toHaveLength(rungIds.length - 1);
  });

  test("Ctrl-C leaves the containment running, and says so", async () => {
    const { code, err } = await run({ looks: { [role]: climbing({}) }, interruptAt: 2 });
    expect([code, err.join("")]).toEqual([1, expect.stringContaining("The containment runs on in the account")]);
  });

  test("several roles: all are asked for at once, one after another is told, each line names its role", async () => {
    const second = role.replace("vendor-auger", "vendor-auger-batch");
    const looks = { [role]: proven, [second]: proven };
    const { code, lines, fake } = await run({ looks }, {}, [role, second]);
    expect(code).toBe(0);
    expect(fake.orders.map((order) => order.role)).toEqual([role, second]);
    expect(lines().map((line) => line.role)).toEqual([...rungIds.map(() => role), ...rungIds.map(() => second)]);
  });

  test("one of several refused: the other is contained, exit 1", async () => {
    const second = role.replace("vendor-auger", "gone");
    const contains = (order: { role?: string }) =>
      order.role === second ? { lines: [], refused: "there is no such role" } : { lines: [], incident: incidentWith() };
    const { code, lines } = await run({ looks: { [role]: proven }, replies: { contain: contains } }, {}, [
      second,
      role,
    ]);
    expect(code).toBe(1);
    expect(lines().filter((line) => line.role === role && line.status === "done")).toHaveLength(7);
  });

  test("for people: one line each, without the reach of a hostile name", async () => {
    const hostile = { ...lineOf("snapshot"), evidence: { detail: "policy \u202egnp" } };
    const { out } = await run({ looks: { [role]: climbing({ phase: "refused", rungs: [hostile] }) } }, { json: false });
    expect(out[0]).toBe("done      snapshot   policy \\u202egnp");
  });
});

describe("--dry-run", () => {
  test("prints the plan of each rung, asks for nothing else", async () => {
    const plan = rungIds.map((rung) => lineOf(rung, "waiting"));
    const { code, lines, fake } = await run({ replies: { plan: { lines: plan } } }, { dryRun: true, upTo: "deny" });
    expect([code, lines()]).toEqual([0, plan]);
    expect(fake.orders).toEqual([{ op: "plan", role, upTo: "deny" }]);
  });

  test.each([
    [{ lines: [], refused: "it is protected" }],
    [{ lines: [lineOf("snapshot"), lineOf("deny", "refused")] }],
  ])("%j: exit 1", async (plan) => {
    const { code } = await run({ replies: { plan } }, { dryRun: true });
    expect(code).toBe(1);
  });
});

test("the page that says how to do it by hand has the same documents", () => {
  const page = readFileSync(new URL("../../docs/containment.md", import.meta.url), "utf8");
  for (const document of [revokeDocument("'$NOW'"), denyDocument(), closedTrust()])
    expect(page).toContain(`--policy-document '${document}'`);
});
