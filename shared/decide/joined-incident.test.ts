import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  at,
  exampleIncident,
  later,
  operatorCause,
  operatorRequest,
  signalCause,
  signalRequest,
} from "../contain/example-incident.ts";
import { type Incident, incidentPhases, type RungId, type RungLine, type UpTo } from "../model/incident.ts";
import { farther, type IncidentRequest, joined } from "./joined-incident.ts";

const how = (there: Incident | undefined, request: IncidentRequest, isEnforced = true): string => {
  const joining = joined(there, request, isEnforced);
  return joining.how === "open" ? "open" : `${joining.how} ${joining.stir}`;
};

const restore = { by: "anna", at, all: false, acceptDrift: false };
const of = (phase: Incident["phase"], change: Partial<Incident> = {}) => exampleIncident({ phase, ...change });
/** The act was so many seconds after the incident was opened, or the restore asked for. */
const act = (seconds: number, change: Partial<NonNullable<IncidentRequest["act"]>> = {}) => ({
  act: { at: later(seconds), hasFailed: false, ...change },
});
const replacedBy = { id: "AROANEW", createdAt: later(60) };
const again = signalRequest();
const other = (change: Partial<IncidentRequest> = {}) =>
  signalRequest({ cause: signalCause({ by: "bucket-sweep" }), ...change });

describe("a signal", () => {
  test.each<[string, Incident | undefined, IncidentRequest, string]>([
    ["opens the first", undefined, again, "open"],
    ["once more says nothing new, and sees to it that there is a run", of("opened"), again, "known start"],
    ["of another kind joins", of("containing"), other(), "join start"],
    [
      "graver than before joins",
      of("containing", { causes: [signalCause({ severity: "high" })] }),
      again,
      "join start",
    ],
    ["joins what waits for a person, and does not wake it", of("held"), other(), "join start"],
    ["joins what is contained, which its guard watches", of("contained"), other(), "join rest"],
    ["of another kind tries again what has failed", of("failed"), other(), "join start"],
    ["of the same kind does not", of("failed"), again, "known rest"],
    ["of before the restore is no news", of("restoring", { restore }), other(act(-60)), "known rest"],
    ["of a new session opens the next while the role is put back", of("restoring", { restore }), other(act(5)), "open"],
    ["opens the next when it is back", of("restored", { restore }), other(act(500)), "open"],
    [
      "is no news where a stolen session of before was denied",
      of("restored", { restore }),
      other(act(500, { hasFailed: true, sessionAt: later(-60) })),
      "known rest",
    ],
    [
      "opens the next where a stolen session of before had success",
      of("restored", { restore }),
      other(act(500, { sessionAt: later(-60) })),
      "open",
    ],
    [
      "opens the next where a new session was denied",
      of("restored", { restore }),
      other(act(500, { hasFailed: true, sessionAt: later(400) })),
      "open",
    ],
    [
      "that comes late says nothing after the end",
      of("closed", { endedAt: later(9), restore }),
      other(act(-1)),
      "known rest",
    ],
    ["of after the end opens the next", of("closed", { endedAt: later(9) }), other(act(10)), "open"],
    [
      "of what a person took for a false alarm is over",
      of("closed", { endedAt: later(9) }),
      other(act(5)),
      "known rest",
    ],
    ["is refused once a day", of("refused"), other(), "known rest"],
    ["is refused again another day", of("refused"), other({ cause: signalCause({ at: later(86_400) }) }), "open"],
    [
      "is refused again where it is graver",
      of("refused", { causes: [signalCause({ severity: "high" })] }),
      other(),
      "open",
    ],
    ["of a role that was made anew opens the next", of("failed", { replacedBy }), other(act(60)), "open"],
    ["of the role before is no news to the new one", of("failed", { replacedBy }), other(act(30)), "known rest"],
    ["that was observed contains when the mode is enforce", of("observed"), again, "open"],
  ])("%s", (_, there, request, expected) => expect(how(there, request)).toBe(expected));

  test("is observed once a day while the mode is not enforce", () => {
    expect(how(of("observed"), other(), false)).toBe("known rest");
    expect(how(of("observed"), other({ cause: signalCause({ at: later(86_400) }) }), false)).toBe("open");
  });
});

describe("a person's word", () => {
  test.each(incidentPhases)("is never lost in phase %s", (phase) => {
    expect(how(of(phase, { restore }), operatorRequest(), false)).toMatch(/^(open|join wake)$/);
  });

  test("for a role that was made anew opens the next", () => {
    expect(how(of("failed", { replacedBy }), operatorRequest())).toBe("open");
  });

  test("said twice is one", () => {
    const there = of("containing", { causes: [operatorCause()] });
    expect(how(there, operatorRequest())).toBe("known wake");
  });
});

describe("how far it goes", () => {
  const upTo = fc.constantFrom<UpTo>("sessions", "deny", "trust", "detach", "delete");

  test("only grows, and by people only", () => {
    fc.assert(
      fc.property(upTo, upTo, fc.boolean(), (before, asked, isPerson) => {
        const request = isPerson ? operatorRequest({ upTo: asked }) : other({ upTo: asked });
        const joining = joined(of("containing", { upTo: before }), request, true);
        const after = joining.how === "join" ? joining.incident.upTo : before;
        expect(after).toBe(isPerson ? farther(before, asked) : before);
      }),
    );
  });
});

describe("a newer session's abuse, where only older ones are denied", () => {
  const line = (rung: RungId, status: RungLine["status"], seconds: number): RungLine => ({
    ...{ rung, status, evidence: { detail: "", at: later(seconds) } },
  });
  const stamped = (change: Partial<Incident> = {}) =>
    of("contained", {
      ...{ upTo: "sessions", cutAt: later(0), rungs: [line("sessions", "done", 0), line("deny", "waiting", 0)] },
      ...change,
    });
  const abuse = (seconds: number) => ({ abuse: { at: later(seconds), why: "w" } });
  const abuseIn = (seconds: number): Partial<Incident> => ({ abused: abuse(seconds).abuse });
  const denied = stamped({ rungs: [line("sessions", "done", 0), line("deny", "done", 1)] });
  const stopped = stamped({
    answers: [{ at, by: "alice", choice: "stop-here", verdict: "accepted", why: "" }],
  });

  test.each<[string, Incident, IncidentRequest, string]>([
    ["wakes its run, also where the same signal began it", stamped(), signalRequest(abuse(60)), "join wake"],
    ["of the second of the cut does, too", stamped(), signalRequest(abuse(0)), "join wake"],
    ["of before the cut is denied already", stamped(), signalRequest(abuse(-1)), "known rest"],
    ["delivered twice wakes it until it is stamped", stamped(abuseIn(60)), signalRequest(abuse(60)), "known wake"],
    ["that is newer than the one known joins", stamped(abuseIn(60)), signalRequest(abuse(61)), "join wake"],
    [
      "that was stamped since says nothing",
      stamped({ ...abuseIn(60), cutAt: later(90), rungs: [line("sessions", "done", 90)] }),
      signalRequest(abuse(60)),
      "known rest",
    ],
    ["is denied where all is", denied, signalRequest(abuse(60)), "known rest"],
    ["is left alone where a person said stop", stopped, signalRequest(abuse(60)), "join rest"],
    [
      "joins what has failed, and tries again",
      { ...stamped(), phase: "failed" },
      signalRequest(abuse(60)),
      "join start",
    ],
  ])("%s", (_, there, request, expected) => expect(how(there, request)).toBe(expected));

  test("is nothing to act on while the mode forbids it", () => {
    expect(how(stamped(), signalRequest(abuse(60)), false)).toBe("known rest");
  });
});

test("a flood of causes keeps the first, the latest, and a row that fits", () => {
  let there = of("containing");
  for (let index = 0; index < 200; index++) {
    const request =
      index % 2 === 0
        ? other({ cause: signalCause({ by: `s-${index}` }) })
        : operatorRequest({ cause: operatorCause({ by: `p-${index}` }) });
    const joining = joined(there, request, true);
    if (joining.how === "join") there = joining.incident;
  }
  expect(there.causes).toHaveLength(40);
  expect([there.causes[0]?.by, there.causes.at(-1)?.by]).toEqual(["account-sweep", "p-199"]);
});
