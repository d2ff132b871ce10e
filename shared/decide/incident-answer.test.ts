import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { at, exampleIncident, later } from "../contain/example-incident.ts";
import { type Incident, type IncidentAnswer, incidentPhases, type Reach, type RungLine } from "../model/incident.ts";
import { settingsSchema } from "../model/settings.ts";
import { contractsOf } from "../vendors/contract.ts";
import { account } from "../vendors/watch/example-acts.ts";
import { decideWord, type IncidentWord, waitsFor } from "./incident-answer.ts";

const settingsWith = (approval: string, slack = true) =>
  settingsSchema.parse({
    mode: "enforce",
    region: "us-east-1",
    tags: {},
    teams: { TeamA: { approvers: ["anna", "anton", "gone"] }, TeamB: { approvers: ["boris"] } },
    people: {
      anna: { team: "TeamA", iamUser: "anna-admin" },
      anton: { team: "TeamA", email: "anton@example.com", identityStoreUserId: "9067-anton" },
      alice: { team: "TeamA" },
      boris: { team: "TeamB" },
      gone: { team: "TeamA", left: "2026-03-31" },
      root: { team: "TeamB" },
    },
    approvers: ["root"],
    vendors: { auger: { accounts: ["999988887777"], owner: "alice", contain: { approval } } },
    ...(slack ? { notices: { slack: { botTokenSecret: "sagewarden/slack" } } } : {}),
  });

const operator = `arn:aws:sts::${account}:assumed-role/operators/o`;
const slack = (by: string, choice: IncidentWord["choice"], change: Partial<IncidentWord> = {}): IncidentWord => ({
  ...{ by, choice, via: "slack" },
  ...change,
});
const said = (by: string, change: Partial<IncidentAnswer> = {}): IncidentAnswer => ({
  ...{ at, by, choice: "go-on", of: "begin", verdict: "waiting", why: "" },
  ...change,
});

const decide = (
  word: IncidentWord,
  incident: Partial<Incident> = { phase: "held" },
  { approval = "one", slack: hasSlack = true }: { approval?: string; slack?: boolean } = {},
) => {
  const settings = settingsWith(approval, hasSlack);
  const [contract] = contractsOf(settings, { partition: "aws", account });
  return decideWord({ word, incident: exampleIncident(incident), contract, settings, now: later(60) });
};
const verdict = (...question: Parameters<typeof decide>): string => decide(...question).verdict;
const line = (rung: RungLine["rung"], status: RungLine["status"] = "done"): RungLine => ({
  rung,
  status,
  evidence: { detail: "" },
});
const climbed = (["snapshot", "sessions", "deny", "trust", "restamp", "chained", "minted"] as const).map((rung) =>
  line(rung),
);

describe("who may say it", () => {
  test.each<[string, string, string]>([
    ["an approver of the team of the vendor's owner", "anna", "accepted"],
    ["an approver of all teams", "root", "accepted"],
    ["the vendor's owner, who is no approver", "alice", "refused"],
    ["an approver of another team", "boris", "refused"],
    ["one who has left", "gone", "refused"],
    ["nobody of the directory", "mallory", "refused"],
    ["a name of a prototype", "__proto__", "refused"],
  ])("%s", (_, by, expected) => {
    for (const choice of ["go-on", "stop-here"] as const) expect(verdict(slack(by, choice))).toBe(expected);
    expect(verdict(slack(by, "restore"), { phase: "contained" })).toBe(expected);
  });

  test("of a role that no contract names: an approver of all teams", () => {
    const settings = settingsWith("one");
    const of = (by: string) =>
      decideWord({
        word: slack(by, "go-on"),
        incident: exampleIncident({ phase: "held" }),
        contract: undefined,
        settings,
        now: at,
      }).verdict;
    expect([of("root"), of("anna")]).toEqual(["accepted", "refused"]);
  });

  test("whoever may invoke the function", () => {
    expect(verdict({ by: operator, choice: "go-on", via: "operator" })).toBe("accepted");
  });
});

describe("two people", () => {
  const two = { approval: "two" };
  const held = (...answers: IncidentAnswer[]): Partial<Incident> => ({ phase: "held", answers });
  const other = `arn:aws:sts::${account}:assumed-role/operators/another`;
  const goOn = (by: string): IncidentWord => slack(by, "go-on", by.startsWith("arn:") ? { via: "operator" } : {});

  test("the first waits for the second", () => {
    expect(decide(goOn("anna"), held(), two)).toMatchObject({ verdict: "waiting", of: "begin" });
    expect(decide(goOn("anton"), held(said("anna")), two)).toMatchObject({
      verdict: "accepted",
      why: "The containment begins. anna said so too.",
    });
  });

  test.each<[string, string, string]>([
    ["the same person", "anna", "anna"],
    ["the same person as an IAM user", `arn:aws:iam::${account}:user/ops/anna-admin`, "anna"],
    ["and the other way round", "anna", `arn:aws:iam::${account}:user/anna-admin`],
    [
      "the same person by Identity Center",
      `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_A_1/anton@example.com`,
      "anton",
    ],
    ["an operator with two session names", operator, other],
    ["an operator with two roles: Lambda does not tell who asks", operator, `arn:aws:iam::${account}:user/x`],
  ])("are not %s", (_, one, second) => {
    expect(decide(goOn(second), held(said(one)), two)).toMatchObject({
      verdict: "refused",
      why: expect.stringMatching(/already/),
    });
  });

  test.each([
    ["two approvers", "anna", "root"],
    ["an operator and an approver", operator, "anna"],
    ["an approver and an operator", "anton", operator],
  ])("are %s", (_, one, second) => expect(verdict(goOn(second), held(said(one)), two)).toBe("accepted"));

  test.each<[string, IncidentAnswer]>([
    ["what was refused", said("anton", { verdict: "refused" })],
    ["another choice", said("anton", { choice: "restore" })],
    ["another rung", said("anton", { of: "detach" })],
    ["a word of the day before", said("anton", { at: later(-86_400) })],
  ])("%s does not count", (_, before) => expect(verdict(goOn("anna"), held(before), two)).toBe("waiting"));

  test("put a role back, too; one is enough to stop", () => {
    const contained = { phase: "contained" as const, rungs: climbed };
    expect(verdict(slack("anna", "restore"), contained, two)).toBe("waiting");
    const restores = said("anton", { choice: "restore" });
    const { of: _, ...before } = restores;
    expect(verdict(slack("anna", "restore"), { ...contained, answers: [before] }, two)).toBe("accepted");
    expect(verdict(slack("anna", "stop-here"), held(), two)).toBe("accepted");
  });

  const drift = { acceptDrift: true } as const;
  test.each<[string, Partial<IncidentAnswer>, Partial<IncidentWord>, object, RegExp]>([
    ["nothing more", {}, {}, { all: false, acceptDrift: false }, /too\.$/],
    ["all, both", { all: true }, { all: true }, { all: true, acceptDrift: false }, /too\.$/],
    ["all, the first", { all: true }, {}, { all: false, acceptDrift: false }, /Only one .* --all: it is done without/],
    ["all, the second", {}, { all: true }, { all: false, acceptDrift: false }, /Only one of you asked for --all/],
    ["drift, the second", {}, drift, { all: false, acceptDrift: false }, /asked for --accept-drift/],
    [
      "each another",
      { all: true },
      drift,
      { all: false, acceptDrift: false },
      /asked for --all and for --accept-drift/,
    ],
    [
      "all both, and drift one",
      { all: true, ...drift },
      { all: true },
      { all: true, acceptDrift: false },
      /asked for --accept-drift:/,
    ],
  ])("who put a role back get what both asked for: %s", (_, first, second, restore, why) => {
    const { of: __, ...before } = said("anton", { choice: "restore", ...first });
    const contained = { phase: "contained" as const, rungs: climbed, answers: [before] };
    expect(decide(slack("anna", "restore", second), contained, two)).toEqual({
      ...{ verdict: "accepted", why: expect.stringMatching(why), restore },
    });
  });

  test("one voice where one is enough has all that it asks for", () => {
    expect(decide(slack("anna", "restore", { all: true, ...drift }), { phase: "contained" }).restore).toEqual({
      ...{ all: true, acceptDrift: true },
    });
  });

  test("each word counts once, and can be said otherwise while it waits", () => {
    const restores = (by: string, change: Partial<IncidentAnswer> = {}): IncidentAnswer => {
      const { of: _, ...word } = said(by, { choice: "restore", ...change });
      return word;
    };
    const ruled = (answers: readonly IncidentAnswer[], word: IncidentWord) =>
      decide(word, { phase: "contained", rungs: climbed, answers }, two);
    const used = [restores("anton"), restores("anna", { verdict: "accepted" })];
    expect(ruled(used, slack("anna", "restore", drift)).verdict).toBe("waiting");
    expect(ruled(used, slack("anton", "restore", drift)).verdict).toBe("waiting");
    const waits = [restores("anton")];
    expect(ruled(waits, slack("anton", "restore")).verdict).toBe("refused");
    expect(ruled(waits, slack("anton", "restore", drift)).verdict).toBe("waiting");
    const changed = [...waits, restores("anton", drift)];
    expect(ruled(changed, slack("anna", "restore", drift)).restore).toEqual({ all: false, acceptDrift: true });
    // Taken back.
    const narrowed = [...changed, restores("anton")];
    expect(ruled(narrowed, slack("anna", "restore", drift)).restore).toEqual({ all: false, acceptDrift: false });
  });

  test("where there is no Slack an operator is enough: nobody else could speak", () => {
    const restore = { by: operator, choice: "restore", via: "operator" } as const;
    expect(verdict(restore, { phase: "contained" }, { ...two, slack: false })).toBe("accepted");
    expect(verdict(restore, { phase: "contained" }, two)).toBe("waiting");
  });

  test("however many words one person says, a second is needed", () => {
    const words = fc.array(fc.constantFrom("go-on", "restore", "stop-here"), { maxLength: 12 });
    fc.assert(
      fc.property(words, fc.constantFrom("anna", operator), (choices, by) => {
        let incident = exampleIncident({ phase: "held" });
        for (const choice of choices) {
          const word = slack(by, choice, by === operator ? { via: "operator" } : {});
          const ruling = decide(word, incident, two);
          if (choice === "go-on") expect(ruling.verdict).not.toBe("accepted");
          incident = { ...incident, answers: [...incident.answers, { at, by, choice, ...ruling } as IncidentAnswer] };
        }
      }),
    );
  });
});

describe("what may be said when", () => {
  const allowed: Readonly<Record<IncidentWord["choice"], readonly Incident["phase"][]>> = {
    "go-on": ["held", "opened", "containing", "contained", "failed"],
    "stop-here": ["held", "opened", "containing", "contained"],
    restore: ["containing", "contained", "failed", "restoring"],
  };
  test.each(incidentPhases)("in phase %s", (phase) => {
    for (const choice of ["go-on", "stop-here", "restore"] as const)
      expect([choice, verdict(slack("anna", choice), { phase })]).toEqual([
        choice,
        allowed[choice].includes(phase) ? "accepted" : "refused",
      ]);
  });

  test("a restore that another has in hand is not begun twice, one that died is", () => {
    const restore = { by: "root", at, all: false, acceptDrift: false };
    const holder = (until: number) => ({ execution: "arn:x", kind: "restore" as const, fence: 1, until: later(until) });
    const asked = { phase: "restoring" as const, restore };
    expect(verdict(slack("anna", "restore"), { ...asked, holder: holder(61) })).toBe("refused");
    expect(verdict(slack("anna", "restore"), { ...asked, holder: holder(59) })).toBe("accepted");
  });

  test("a go-on is for what waits next, whatever an old button says", () => {
    const contained = { phase: "contained" as const, rungs: climbed };
    expect(waitsFor(exampleIncident(contained))).toBe("boundary");
    const of = (rung: NonNullable<IncidentWord["of"]>) => decide(slack("anna", "go-on", { of: rung }), contained);
    expect(of("boundary")).toMatchObject({ verdict: "accepted", of: "boundary" });
    expect(of("delete")).toMatchObject({ verdict: "refused", why: "The next thing that waits is boundary." });
    const answers = [said("root", { of: "boundary", verdict: "accepted" })];
    expect(decide(slack("anna", "go-on", { of: "boundary" }), { ...contained, answers })).toMatchObject({
      verdict: "refused",
      why: "boundary has been approved already.",
    });
  });

  test("nothing waits when all is done", () => {
    const rungs = [...climbed, line("boundary", "skipped"), line("detach"), line("delete")];
    for (const choice of ["go-on", "stop-here"] as const)
      expect(verdict(slack("anna", choice), { phase: "contained", rungs })).toBe("refused");
  });
});

describe("a role that can be denied as a whole only", () => {
  const asks: Reach = {
    type: "chained-role",
    id: "arn:aws:iam::111122223333:role/hub",
    status: "waiting",
    asks: "whole-role",
    why: "no room",
    at,
  };
  const contained: Partial<Incident> = { phase: "contained", rungs: climbed, upTo: "trust", reached: [asks] };

  test("is approved by itself, and keeps no rung waiting", () => {
    expect(decide(slack("anna", "go-on", { of: "chained" }), contained)).toMatchObject({
      verdict: "accepted",
      of: "chained",
    });
    expect(decide(slack("anna", "go-on", { of: "boundary" }), contained)).toMatchObject({
      verdict: "accepted",
      of: "boundary",
    });
    expect(decide(slack("anna", "go-on"), contained).of).toBe("boundary");
  });

  test("is whatever waits, where nothing else does", () => {
    const all = [...climbed, line("boundary"), line("detach"), line("delete")];
    expect(decide(slack("anna", "go-on"), { ...contained, rungs: all }).of).toBe("chained");
  });

  test("once: then it is answered", () => {
    const answers = [said("anna", { of: "chained", verdict: "accepted", at: later(30) })];
    expect(verdict(slack("anton", "go-on", { of: "chained" }), { ...contained, answers })).toBe("refused");
  });

  test("two people where the contract asks for two", () => {
    expect(verdict(slack("anna", "go-on", { of: "chained" }), contained, { approval: "two" })).toBe("waiting");
  });
});
