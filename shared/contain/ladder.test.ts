import { expect, test } from "@jest/globals";
import { whyNot } from "../decide/containment-turn.ts";
import { type Incident, type IncidentAnswer, type RungId, rungIds } from "../model/incident.ts";
import { ladder } from "./ladder.ts";

const answer = (choice: IncidentAnswer["choice"], change: Partial<IncidentAnswer> = {}): IncidentAnswer => ({
  ...{ at: "2027-01-15T12:00:00Z", by: "alice", choice, verdict: "accepted", why: "" },
  ...change,
});
const incident = (change: Partial<Incident>): Incident =>
  ({ upTo: "trust", answers: [], rungs: [], ...change }) as Incident;
const open = (row: Incident): readonly RungId[] => rungIds.filter((id) => whyNot(row, id) === undefined);

test("the rungs stand in their order, each once", () => {
  expect(ladder.map(({ id }) => id)).toEqual(rungIds);
});

test.each([
  ["sessions", ["snapshot", "sessions"]],
  ["deny", ["snapshot", "sessions", "deny", "restamp", "chained", "minted"]],
  ["trust", ["snapshot", "sessions", "deny", "trust", "restamp", "chained", "minted"]],
  ["detach", rungIds.filter((id) => id !== "delete")],
  ["delete", rungIds],
] as const)("up to %s", (upTo, expected) => {
  expect(open(incident({ upTo }))).toEqual(expected);
});

const upToDeny = ["snapshot", "sessions", "deny", "restamp", "chained", "minted"];

test.each<[string, Partial<Incident>, readonly string[]]>([
  [
    "an approver's word for one rung",
    { upTo: "deny", answers: [answer("go-on", { of: "trust" })] },
    rungIds.slice(0, 7),
  ],
  [
    "a word that waits for a second person",
    { upTo: "deny", answers: [answer("go-on", { of: "trust", verdict: "waiting" })] },
    upToDeny,
  ],
  ["a refused one", { upTo: "deny", answers: [answer("go-on", { of: "trust", verdict: "refused" })] }, upToDeny],
  ["a word for the beginning", { upTo: "deny", answers: [answer("go-on", { of: "begin" })] }, upToDeny],
  ["a brake", { brake: { at: "deny", why: "a burst" } }, ["snapshot", "sessions", "deny", "restamp"]],
  [
    "a brake, and a word for the next rung",
    { brake: { at: "deny", why: "a burst" }, answers: [answer("go-on", { of: "trust" })] },
    ["snapshot", "sessions", "deny", "trust", "restamp"],
  ],
  ["stop here", { answers: [answer("stop-here")] }, []],
  ["stop here, then on", { answers: [answer("stop-here"), answer("go-on", { of: "trust" })] }, ["trust"]],
  ["on, then stop here", { answers: [answer("go-on", { of: "boundary" }), answer("stop-here")] }, []],
])("%s", (_, change, expected) => {
  expect(open(incident(change))).toEqual(expected);
});

test("says why not", () => {
  expect(whyNot(incident({}), "boundary")).toMatch(/up to trust/);
  expect(whyNot(incident({ brake: { at: "deny", why: "a burst" } }), "trust")).toMatch(/a burst/);
  expect(whyNot(incident({ answers: [answer("stop-here")] }), "trust")).toMatch(/alice said/);
});
