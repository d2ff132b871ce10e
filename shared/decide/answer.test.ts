import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isApprover } from "../attribute/approver.ts";
import { type Choice, choices } from "../model/notice.ts";
import { type Answer, caseEnds, type UnownedCase } from "../model/unowned-case.ts";
import { type Asked, decideAnswer, type Question, type Ruling } from "./answer.ts";
import { isDecisive } from "./answer-effects.ts";
import { isEnoughAlone, mayApprove } from "./claims.ts";
import { exampleAnswer, exampleCase, exampleSettings, unownedRow } from "./example-case.ts";

const settings = exampleSettings();
const now = "2026-11-22T12:00:00Z";

interface Given {
  person?: string;
  team?: string | undefined;
  kind?: string;
  asked: Asked;
  answers?: readonly Answer[];
  unowned?: Partial<UnownedCase>;
  change?: Partial<Question>;
}

const ask = ({ person = "alice", team, kind = "TrainingJob", asked, answers = [], unowned, change }: Given): Ruling =>
  decideAnswer({
    unowned: exampleCase({ answers, ...unowned }, kind),
    row: unownedRow(team),
    person,
    asked,
    settings,
    now,
    ...change,
  });

/** `accepted`, `waiting`, `refused`, and whose it becomes. */
const short = ({ verdict, owner }: Ruling): string => [verdict, owner?.studiouserid].filter(Boolean).join(" ");

/** Person × what evidence says of the team × whether the kind grants access. */
const roles = ["alice", "anna", "bob", "boris", "carol"] as const;
const evidence = ["TeamA", "TeamB", undefined] as const;
const kinds = ["TrainingJob", "NotebookInstance"] as const;
const claimOfAlice = [exampleAnswer("alice", { about: "alice" })];
const asked: Record<Choice, Asked> = {
  claim: { choice: "claim" },
  assign: { choice: "assign", of: "alice" },
  confirm: { choice: "confirm", of: "alice" },
  reject: { choice: "reject", of: "alice" },
  keep: { choice: "keep", until: "2026-12-24", reason: "a demo" },
  stop: { choice: "stop" },
  undo: { choice: "undo" },
};
const [a, w, r] = ["accepted", "waiting", "refused"] as const;

/** One row per choice, person and kind; the columns are the proven team: TeamA, TeamB, none. */
const table: readonly (readonly [Choice, string, string, string, string, string])[] = [
  ["claim", "alice", "TrainingJob", a, w, w],
  ["claim", "alice", "NotebookInstance", w, w, w],
  ["claim", "anna", "TrainingJob", a, w, w],
  ["claim", "anna", "NotebookInstance", w, w, w],
  ["claim", "bob", "TrainingJob", w, a, w],
  ["claim", "bob", "NotebookInstance", w, w, w],
  ["claim", "boris", "TrainingJob", w, a, w],
  ["claim", "boris", "NotebookInstance", w, w, w],
  // Carol approves for all, but not for herself, and nobody else does where another team is proven.
  ["claim", "carol", "TrainingJob", r, a, w],
  ["claim", "carol", "NotebookInstance", r, w, w],

  // "It belongs to alice", before she has said so.
  ["assign", "alice", "TrainingJob", a, w, w],
  ["assign", "alice", "NotebookInstance", w, w, w],
  ["assign", "anna", "TrainingJob", w, w, w],
  ["assign", "anna", "NotebookInstance", w, w, w],
  ["assign", "bob", "TrainingJob", r, w, r],
  ["assign", "bob", "NotebookInstance", r, w, r],
  ["assign", "boris", "TrainingJob", r, w, r],
  ["assign", "boris", "NotebookInstance", r, w, r],
  ["assign", "carol", "TrainingJob", w, w, w],
  ["assign", "carol", "NotebookInstance", w, w, w],

  // Alice has claimed it.
  ["confirm", "alice", "TrainingJob", a, w, w],
  ["confirm", "alice", "NotebookInstance", w, w, w],
  ["confirm", "anna", "TrainingJob", a, r, a],
  ["confirm", "anna", "NotebookInstance", a, r, a],
  ["confirm", "bob", "TrainingJob", r, r, r],
  ["confirm", "bob", "NotebookInstance", r, r, r],
  ["confirm", "boris", "TrainingJob", r, r, r],
  ["confirm", "boris", "NotebookInstance", r, r, r],
  ["confirm", "carol", "TrainingJob", a, a, a],
  ["confirm", "carol", "NotebookInstance", a, a, a],
  ["reject", "alice", "TrainingJob", a, a, a],
  ["reject", "alice", "NotebookInstance", a, a, a],
  ["reject", "anna", "TrainingJob", a, r, a],
  ["reject", "anna", "NotebookInstance", a, r, a],
  ["reject", "bob", "TrainingJob", r, r, r],
  ["reject", "bob", "NotebookInstance", r, r, r],
  ["reject", "boris", "TrainingJob", r, r, r],
  ["reject", "boris", "NotebookInstance", r, r, r],
  ["reject", "carol", "TrainingJob", a, a, a],
  ["reject", "carol", "NotebookInstance", a, a, a],

  ...(["keep", "stop"] as const).flatMap((choice) =>
    kinds.flatMap((kind): (readonly [Choice, string, string, string, string, string])[] => [
      [choice, "alice", kind, a, r, r],
      [choice, "anna", kind, a, r, r],
      [choice, "bob", kind, r, a, r],
      [choice, "boris", kind, r, a, r],
      [choice, "carol", kind, a, a, a],
    ]),
  ),
  // AWS cannot start a training job again.
  ...roles.map((person): readonly [Choice, string, string, string, string, string] => [
    "undo",
    person,
    "TrainingJob",
    r,
    r,
    r,
  ]),
  ["undo", "alice", "NotebookInstance", a, r, r],
  ["undo", "anna", "NotebookInstance", a, r, r],
  ["undo", "bob", "NotebookInstance", r, a, r],
  ["undo", "boris", "NotebookInstance", r, a, r],
  ["undo", "carol", "NotebookInstance", a, a, a],
];

const stopped = { act: { action: "stop", at: "2026-11-22T11:30:00Z" } } as const;

describe("who may what", () => {
  test.each(table)("%s by %s of a %s: %s, %s, %s", (choice, person, kind, ...expected) => {
    const answers = choice === "confirm" || choice === "reject" ? claimOfAlice : [];
    const unowned = choice === "undo" ? stopped : {};
    const rulings = evidence.map((team) => ask({ person, team, kind, asked: asked[choice], answers, unowned }).verdict);
    expect(rulings).toEqual(expected);
  });

  test("the table is whole: each choice by each person, of a kind that grants access and one that does not", () => {
    const rows = new Set(table.map(([choice, person, kind]) => `${choice} ${person} ${kind}`));
    expect(rows.size).toBe(choices.length * roles.length * kinds.length);
    expect(table).toHaveLength(rows.size);
  });
});

test.each(choices)("%s about a name that was used again: what is there is another resource", (choice) => {
  const given = { person: "carol", team: "TeamB", kind: "NotebookInstance", asked: asked[choice] };
  const unowned = choice === "undo" ? stopped : {};
  const answers = choice === "confirm" || choice === "reject" ? claimOfAlice : [];
  expect(ask({ ...given, unowned, answers }).verdict).not.toBe("refused");
  expect(ask({ ...given, unowned, answers, change: { isReplaced: true } }).verdict).toBe("refused");
});

describe("a claim", () => {
  test.each<[string, Given, string]>([
    [
      "that an approver made good before",
      { asked: asked.claim, kind: "Space", answers: [exampleAnswer("anna", { choice: "assign", about: "alice" })] },
      "accepted alice",
    ],
    [
      "that a colleague named waits for an approver",
      { asked: asked.claim, kind: "Space", answers: [exampleAnswer("anton", { choice: "assign", about: "alice" })] },
      "waiting alice",
    ],
    [
      "by the button of the question, as by the other",
      { asked: asked.confirm, kind: "Space", answers: [exampleAnswer("anna", { choice: "assign", about: "alice" })] },
      "accepted alice",
    ],
    ["of nobody whom anybody named", { asked: asked.confirm }, "refused"],
    ["pressed twice waits on", { asked: asked.claim, answers: claimOfAlice }, "waiting alice"],
    [
      "of one who is rejected by an approver",
      {
        asked: asked.claim,
        answers: [...claimOfAlice, exampleAnswer("anna", { choice: "reject", about: "alice", verdict: "accepted" })],
      },
      "refused",
    ],
    [
      "of one who said no and thinks again",
      {
        asked: asked.claim,
        answers: [exampleAnswer("alice", { choice: "reject", about: "alice", verdict: "accepted" })],
      },
      "waiting alice",
    ],
    [
      "by an approver who named herself is nobody's approval",
      { person: "anna", asked: { choice: "assign", of: "anna" }, kind: "Space" },
      "waiting anna",
    ],
    [
      "by an approver who confirms her own",
      {
        person: "anna",
        asked: { choice: "confirm", of: "anna" },
        kind: "Space",
        answers: [exampleAnswer("anna", { about: "anna" })],
      },
      "waiting anna",
    ],
    [
      "where there is no approver but the claimant",
      {
        person: "carol",
        asked: asked.claim,
        change: {
          settings: exampleSettings({
            teams: { TeamA: { email: [], approvers: [] }, TeamB: { email: [], approvers: [] } },
          }),
        },
      },
      "refused",
    ],
    ["by a person whose team is not in the directory", { person: "lost", asked: asked.claim }, "refused"],
    [
      "of an assigner who is no approver any more",
      { asked: asked.claim, answers: [exampleAnswer("gone", { choice: "assign", about: "alice" })] },
      "waiting alice",
    ],
    ["without a row in the ledger", { asked: asked.claim, team: "TeamA", change: { row: undefined } }, "waiting alice"],
    [
      "of what has an owner by now",
      {
        asked: asked.claim,
        change: {
          row: unownedRow("TeamA", {
            owner: {
              team: null,
              studiouserid: { value: "bob", evidence: { resolver: "lineage", field: "f", strength: "derived" } },
            },
          }),
        },
      },
      "refused",
    ],
  ])("%s", (_, given, expected) => expect(short(ask(given))).toBe(expected));
});

describe("naming another", () => {
  const naming = (of: string, given: Partial<Given> = {}) =>
    ask({ person: "anna", asked: { choice: "assign", of }, ...given });

  test.each<[string, Ruling, string]>([
    ["asks that person", naming("alice"), "waiting alice"],
    ["is enough where that person has claimed it", naming("alice", { answers: claimOfAlice }), "accepted alice"],
    ["by a colleague is not enough then", naming("alice", { person: "anton", answers: claimOfAlice }), "waiting alice"],
    ["who has left", naming("gone"), "refused"],
    ["who is not in the directory", naming("mallory"), "refused"],
    ["called like a property", naming("__proto__"), "refused"],
    ["called nothing", naming(""), "refused"],
    [
      "who has said no",
      naming("alice", { answers: [exampleAnswer("alice", { choice: "reject", about: "alice", verdict: "accepted" })] }),
      "refused",
    ],
  ])("%s", (_, ruling, expected) => expect(short(ruling)).toBe(expected));

  test("by the approver who had said no: they think again, and the person's yes is enough", () => {
    const no = exampleAnswer("anna", { choice: "reject", about: "alice", verdict: "accepted" });
    expect(short(naming("alice", { answers: [no] }))).toBe("waiting alice");
    const again = [no, exampleAnswer("anna", { choice: "assign", about: "alice" })];
    expect(short(ask({ asked: asked.confirm, kind: "Space", answers: again }))).toBe("accepted alice");
    expect(short(naming("alice", { person: "carol", answers: [no] }))).toBe("refused");
  });

  test("five times, and no more: each is asked by a message", () => {
    const answers = ["alice", "anton", "bob", "boris", "carol"].map((about) =>
      exampleAnswer("anna", { choice: "assign", about }),
    );
    expect(naming("alice", { answers: answers.slice(1) }).verdict).toBe("waiting");
    expect(naming("alice", { answers }).verdict).toBe("refused");
  });
});

describe("a rejection", () => {
  test("of what nobody says", () => expect(ask({ asked: asked.reject }).verdict).toBe("refused"));
  test("decides nothing", () => {
    const ruling = ask({ asked: asked.reject, answers: claimOfAlice });
    expect([ruling.verdict, isDecisive({ ...ruling, choice: "reject" })]).toEqual(["accepted", false]);
  });
});

describe("keeping", () => {
  const keeping = (until: unknown, reason: unknown) =>
    ask({ person: "carol", asked: { choice: "keep", until, reason } as Asked });

  test.each<[string, unknown, unknown, string]>([
    ["until today", "2026-11-22", "a demo", "accepted"],
    ["until the last day that the settings allow", "2027-05-21", "a demo", "accepted"],
    ["a day longer", "2027-05-22", "a demo", "refused"],
    ["for ever", "9999-12-31", "a demo", "refused"],
    ["until yesterday", "2026-11-21", "a demo", "refused"],
    ["until a day that is none", "2027-02-30", "a demo", "refused"],
    ["until a time", "2026-12-24T00:00:00Z", "a demo", "refused"],
    ["until Christmas", "Christmas", "a demo", "refused"],
    ["without a day", undefined, "a demo", "refused"],
    ["without a reason", "2026-12-24", undefined, "refused"],
    ["with an empty reason", "2026-12-24", " \n ", "refused"],
  ])("%s", (_, until, reason, verdict) => expect(keeping(until, reason).verdict).toBe(verdict));

  test("the reason is fit to be shown, and short", () => {
    expect(keeping("2026-12-24", " a\u202Edemo\n<!channel>").reason).toBe("a\\u202edemo\\u000a<!channel>");
    expect(keeping("2026-12-24", "x".repeat(3_000)).reason).toHaveLength(501);
  });
});

describe("stopping", () => {
  test.each<[string, Given, string]>([
    ["what AWS cannot stop", { person: "carol", kind: "Model", asked: asked.stop }, "refused"],
    ["what only a person can stop", { person: "carol", kind: "InferenceExperiment", asked: asked.stop }, "refused"],
    [
      "what the settings protect",
      {
        person: "carol",
        asked: asked.stop,
        change: { settings: exampleSettings({ protected: { ...settings.protected, resources: ["arn:*"] } }) },
      },
      "refused",
    ],
    [
      "in mode tag",
      { person: "carol", asked: asked.stop, change: { settings: exampleSettings({ mode: "tag" }) } },
      "refused",
    ],
    [
      "twice",
      {
        person: "carol",
        asked: asked.stop,
        unowned: { pending: exampleAnswer("anna", { choice: "stop", verdict: "accepted" }) },
      },
      "refused",
    ],
  ])("%s", (_, given, verdict) => expect(ask(given).verdict).toBe(verdict));

  const deleting = { action: "delete" as const, allowDataLoss: ["NotebookInstance"] };
  test.each([
    ["NotebookInstance", "to be stopped"],
    ["Endpoint", "to be deleted"],
  ])("where the settings delete, a %s is %s", (kind, after) => {
    const change = { settings: exampleSettings({ unowned: { ...settings.unowned, ...deleting, perKind: {} } }) };
    expect(ask({ person: "carol", kind, asked: asked.stop, change }).after).toBe(after);
  });

  test.each([
    ["an approver", "anna", "alice", "accepted"],
    ["nobody who is none", "anton", "alice", "refused"],
    ["no second approver", "carol", "anna", "refused"],
  ])("what waits for an approver can be asked for again by %s", (_, person, before, verdict) => {
    const pending = exampleAnswer(before, { choice: "stop", verdict: "accepted" });
    expect(ask({ person, team: "TeamA", asked: asked.stop, unowned: { pending } }).verdict).toBe(verdict);
  });

  test("an owner comes before a stop that is not made yet", () => {
    const pending = exampleAnswer("anna", { choice: "stop", verdict: "accepted" });
    expect(short(ask({ team: "TeamA", asked: asked.claim, unowned: { pending } }))).toBe("accepted alice");
  });
});

describe("undoing", () => {
  const undoing = (unowned: Partial<UnownedCase>) =>
    ask({ person: "carol", kind: "NotebookInstance", asked: asked.undo, unowned }).verdict;

  test("before anything was done", () => expect(undoing({})).toBe("refused"));
  test("while it is not over", () => expect(undoing(stopped)).toBe("accepted"));
  test("a deletion", () => expect(undoing({ act: { ...stopped.act, action: "delete" } })).toBe("refused"));
  test.each(caseEnds)("after the end: %s", (how) => {
    expect(undoing({ ...stopped, end: { at: now, how, detail: "" } })).toBe("refused");
  });
  test("while the stop that somebody asked for is under way", () => {
    const pending = exampleAnswer("anna", { choice: "stop", verdict: "accepted" });
    expect(undoing({ ...stopped, pending })).toBe("refused");
  });
  test("twice", () => {
    const pending = exampleAnswer("carol", { choice: "undo", verdict: "accepted" });
    expect(undoing({ ...stopped, pending })).toBe("refused");
  });
});

const people = Object.keys(settings.people);
const anyAnswer = fc
  .record({
    person: fc.constantFrom(...people),
    about: fc.constantFrom(...people),
    choice: fc.constantFrom(...choices),
    verdict: fc.constantFrom("accepted", "waiting", "refused" as const),
  })
  .map(({ person, ...change }) => exampleAnswer(person, change as Partial<Answer>));
const anyAsked = fc.record(
  {
    choice: fc.constantFrom(...choices),
    of: fc.oneof(fc.constantFrom(...people), fc.string({ maxLength: 5 })),
    until: fc.oneof(fc.constantFrom("2026-11-21", "2026-12-24", "2099-01-01"), fc.string({ maxLength: 12 })),
    reason: fc.string({ maxLength: 20 }),
  },
  { requiredKeys: ["choice"] },
);
const anyQuestion = fc
  .record({
    person: fc.constantFrom(...people.filter((person) => person !== "gone")),
    asked: anyAsked,
    answers: fc.array(anyAnswer, { maxLength: 6 }),
    team: fc.constantFrom("TeamA", "TeamB", undefined),
    kind: fc.constantFrom("TrainingJob", "NotebookInstance", "Model", "Hologram"),
    act: fc.option(fc.constantFrom("stop", "delete" as const), { nil: undefined, freq: 3 }),
    end: fc.option(fc.constantFrom(...caseEnds), { nil: undefined, freq: 3 }),
    pending: fc.option(anyAnswer, { nil: undefined, freq: 3 }),
  })
  .map(({ person, asked: wish, answers, team, kind, act, end, pending }): Question => {
    const ended = end && { end: { at: now, how: end, detail: "" } };
    const acted = act && { act: { action: act, at: now } };
    const unowned = exampleCase(
      { answers, ...ended, ...(acted as Partial<UnownedCase>), ...(pending && { pending }) },
      kind,
    );
    return { unowned, row: unownedRow(team), person, asked: wish as Asked, settings, now };
  });

const check = (property: (question: Question, ruling: Ruling) => void) =>
  fc.assert(
    fc.property(anyQuestion, (question) => property(question, decideAnswer(question))),
    { numRuns: 3_000 },
  );

describe("whatever is asked, and whatever was said before", () => {
  test("nobody becomes an owner without their own word", () => {
    check(({ unowned, person, asked: { choice } }, { verdict, owner }) => {
      if (verdict !== "accepted" || owner === undefined || choice === "reject") return;
      const spoke = unowned.answers.some(
        (answer) => answer.person === owner.studiouserid && answer.owner?.studiouserid === owner.studiouserid,
      );
      expect(spoke || person === owner.studiouserid).toBe(true);
    });
  });

  test("an owner has evidence behind them, or another person's word who may approve", () => {
    check((question, { verdict, owner }) => {
      const {
        unowned,
        row,
        person,
        asked: { choice },
      } = question;
      if (verdict !== "accepted" || owner === undefined || choice === "reject") return;
      const ground = { kind: unowned.creation.resource.kind, row, settings, now };
      const others = [person, ...unowned.answers.map((answer) => answer.person)];
      const isApproved = others.some(
        (other) => other !== owner.studiouserid && mayApprove(other, owner.studiouserid, ground),
      );
      expect(isEnoughAlone(owner.studiouserid, ground) || isApproved).toBe(true);
    });
  });

  test("the owner's team is the directory's", () => {
    check((_, { owner }) => {
      if (owner) expect(settings.people[owner.studiouserid]?.team).toBe(owner.team);
    });
  });

  test("what was done can only be undone, and what has ended is not changed", () => {
    check(({ unowned, asked: { choice } }, { verdict }) => {
      if (unowned.end || (unowned.act && choice !== "undo")) expect(verdict).toBe("refused");
      if (choice === "undo" && verdict === "accepted") expect(unowned.act?.action).toBe("stop");
    });
  });

  test("who is neither of the proven team nor an approver keeps, stops and undoes nothing", () => {
    check(({ person, row, asked: { choice } }, { verdict }) => {
      const team = row?.owner.team?.value;
      const isStranger = settings.people[person]?.team !== team && !isApprover(person, team, settings, now);
      if (isStranger && ["keep", "stop", "undo"].includes(choice)) expect(verdict).toBe("refused");
    });
  });

  test("there is a sentence for the person, and a refusal changes nothing", () => {
    check((_, { why, verdict, after, owner }) => {
      expect(why).toMatch(/\S.*\.$/s);
      if (verdict !== "accepted") expect(after).toBe("nothing");
      if (verdict === "refused") expect(owner).toBeUndefined();
    });
  });
});
