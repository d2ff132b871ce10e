import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { exampleIncident, operatorCause, signalCause } from "../contain/example-incident.ts";
import { type Incident, type IncidentAnswer, rungIds, type UpTo } from "../model/incident.ts";
import { contractsOf } from "../vendors/contract.ts";
import { account, vendorSettings } from "../vendors/watch/example-acts.ts";
import { containmentTurn, modeOf, type Tally, whyNot } from "./containment-turn.ts";

const turn = (
  incident: Partial<Incident> = {},
  { vendor = {}, tally = { burst: 0, hour: 0 } }: { vendor?: Record<string, unknown>; tally?: Tally } = {},
) => {
  const settings = vendorSettings(vendor);
  const [contract] = contractsOf(settings, { partition: "aws", account });
  return containmentTurn({ incident: exampleIncident(incident), contract, settings, tally });
};

const goOn = (of: IncidentAnswer["of"], verdict: IncidentAnswer["verdict"] = "accepted"): IncidentAnswer => ({
  at: "2026-07-01T10:10:00Z",
  by: "anna",
  choice: "go-on",
  ...(of ? { of } : {}),
  verdict,
  why: "",
});

describe("a signal's containment", () => {
  test("begins by itself where the contract says so", () => {
    expect(turn()).toEqual({ turn: "begin", why: signalCause().reason });
  });

  test.each(["observe", "tag"])("is observed in mode %s, even where it was approved", (mode) => {
    expect(turn({ answers: [goOn("begin")] }, { vendor: { mode } })).toMatchObject({ turn: "observe" });
  });

  test.each(["one", "two"])("waits for approval %s, and begins with it", (approval) => {
    const vendor = { contain: { approval } };
    expect(turn({}, { vendor })).toEqual({ turn: "hold", why: expect.stringContaining("approver") });
    expect(turn({ answers: [goOn("begin", "waiting")] }, { vendor }).turn).toBe("hold");
    expect(turn({ answers: [goOn("deny")] }, { vendor }).turn).toBe("hold");
    expect(turn({ answers: [goOn("begin")] }, { vendor }).turn).toBe("begin");
  });

  test("is held at the hour's limit, with an alarm", () => {
    expect(turn({}, { tally: { burst: 0, hour: 9 } }).turn).toBe("begin");
    expect(turn({}, { tally: { burst: 0, hour: 10 } })).toMatchObject({ turn: "hold", metric: "ContainmentLimit" });
    expect(turn({ answers: [goOn("begin")] }, { tally: { burst: 0, hour: 10 } }).turn).toBe("begin");
  });

  test("that is the fourth of a burst goes as far as the deny", () => {
    expect(turn({}, { tally: { burst: 2, hour: 2 } })).not.toHaveProperty("brake");
    expect(turn({}, { tally: { burst: 3, hour: 3 } })).toMatchObject({
      turn: "begin",
      brake: { at: "deny", why: expect.stringContaining("4 roles within PT10M") },
      metric: "ContainmentBurst",
    });
  });
});

test("a person's command begins in every mode and beyond every brake", () => {
  const tallies = fc.record({ burst: fc.nat(50), hour: fc.nat(50) });
  fc.assert(
    fc.property(
      tallies,
      fc.constantFrom("observe", "tag", "enforce"),
      fc.constantFrom("none", "one", "two"),
      fc.constantFrom<"operator" | "runbook" | "slack" | "exercise">("operator", "runbook", "slack", "exercise"),
      (tally, mode, approval, type) => {
        const causes = [signalCause(), operatorCause({ type })];
        const found = turn({ causes }, { vendor: { mode, contain: { approval } }, tally });
        expect(found).toEqual({ turn: "begin", why: expect.stringContaining("the vendor called") });
      },
    ),
  );
});

test("the mode is the vendor's own, else everybody's", () => {
  const settings = vendorSettings({ mode: "observe" });
  expect(["auger", undefined, "__proto__"].map((vendor) => modeOf(settings, vendor))).toEqual([
    "observe",
    "enforce",
    "enforce",
  ]);
});

describe("a rung", () => {
  const climbed = (change: Parameters<typeof whyNot>[0]): string =>
    rungIds.filter((rung) => whyNot(change, rung) === undefined).join(" ");
  const stop = { ...goOn(undefined), choice: "stop-here" as const };

  test.each<[UpTo, string]>([
    ["sessions", "snapshot sessions"],
    ["deny", "snapshot sessions deny restamp chained minted"],
    ["trust", "snapshot sessions deny trust restamp chained minted"],
    ["detach", "snapshot sessions deny trust restamp chained minted boundary detach"],
    ["delete", rungIds.join(" ")],
  ])("up to %s", (upTo, expected) => expect(climbed({ upTo, answers: [] })).toBe(expected));

  test("beyond waits for the people who say go on, each for itself", () => {
    const answers = [goOn("boundary"), goOn("detach", "waiting"), goOn("delete", "refused")];
    expect(climbed({ upTo: "sessions", answers })).toBe("snapshot sessions boundary");
    expect(whyNot({ upTo: "trust", answers: [] }, "detach")).toMatch(/^it goes up to trust by itself/);
  });

  test("beyond a brake waits, but what is there is stamped again", () => {
    const brake = { at: "deny" as const, why: "a burst" };
    expect(climbed({ upTo: "delete", brake, answers: [] })).toBe("snapshot sessions deny restamp");
    expect(climbed({ upTo: "delete", brake, answers: [goOn("trust")] })).toBe("snapshot sessions deny trust restamp");
    expect(whyNot({ upTo: "delete", brake, answers: [] }, "trust")).toBe("it stopped after deny: a burst");
  });

  test("after a person's stop waits, until a person says go on", () => {
    expect(climbed({ upTo: "delete", answers: [goOn("detach"), stop] })).toBe("");
    expect(climbed({ upTo: "delete", answers: [stop, goOn("detach")] })).toBe("detach");
    expect(climbed({ upTo: "deny", answers: [{ ...stop, verdict: "refused" }] })).toContain("deny");
  });
});
