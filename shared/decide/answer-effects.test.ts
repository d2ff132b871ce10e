import { describe, expect, test } from "@jest/globals";
import type { Answer } from "../model/unowned-case.ts";
import { type Effect, effectsOf, isDecisive, isSame } from "./answer-effects.ts";
import { exampleAnswer, exampleCase, exampleSettings, unownedRow } from "./example-case.ts";

const settings = exampleSettings();
const claim = exampleAnswer("alice", { about: "alice", at: "2026-11-22T10:30:00.000Z" });
const assigned = exampleAnswer("anna", { choice: "assign", about: "alice", at: "2026-11-22T10:30:00.000Z" });
const accepted = { verdict: "accepted" } as const;

const effects = (answer: Answer, before: readonly Answer[] = []): readonly Effect[] =>
  effectsOf({ unowned: exampleCase({ answers: [...before, answer] }), answer, row: unownedRow("TeamA"), settings });

/** In short: what, and for notices who is asked or told. */
const short = (found: readonly Effect[]): string[] =>
  found.map((effect) =>
    effect.type === "notify"
      ? `${effect.notice.type} ${effect.notice.person}`
      : effect.type === "name"
        ? `name ${effect.naming.by}`
        : effect.type,
  );

describe("what an answer brings about", () => {
  test.each<[string, readonly Effect[], string[]]>([
    ["a refused one: nothing", effects({ ...claim, verdict: "refused" }), []],
    ["a claim that waits: approvers are asked", effects(claim), ["owner-wanted anna", "owner-wanted carol"]],
    ["a claim that is good", effects({ ...claim, ...accepted }), ["name alice in Slack", "wake"]],
    ["a naming: that person is asked", effects(assigned), ["owner-wanted alice"]],
    [
      "a naming of who has claimed it: the others are asked",
      effects({ ...assigned, person: "anton" }, [claim]),
      ["owner-wanted anna", "owner-wanted carol"],
    ],
    [
      "a person says yes to a naming",
      effects(exampleAnswer("alice", { choice: "confirm", about: "alice", ...accepted }), [assigned]),
      ["name alice in Slack, named by anna", "wake", "answered anna"],
    ],
    [
      "an approver says yes",
      effects(exampleAnswer("anna", { choice: "confirm", about: "alice", ...accepted }), [claim]),
      ["name alice in Slack, confirmed by anna", "wake", "answered alice"],
    ],
    [
      "an approver says no",
      effects(exampleAnswer("anna", { choice: "reject", about: "alice", ...accepted }), [claim]),
      ["answered alice"],
    ],
    [
      "a person says no to a naming",
      effects(exampleAnswer("alice", { choice: "reject", about: "alice", ...accepted }), [assigned]),
      ["answered anna"],
    ],
    ["stop", effects(exampleAnswer("alice", { choice: "stop", ...accepted })), ["wake"]],
    ["undo", effects(exampleAnswer("alice", { choice: "undo", ...accepted })), ["wake"]],
    [
      "keep",
      effects(exampleAnswer("alice", { choice: "keep", until: "2026-12-24", reason: "a demo", ...accepted })),
      ["exempt", "wake"],
    ],
  ])("%s", (_, found, expected) => expect(short(found)).toEqual(expected));
});

test("the owner goes to the writer of tags with the ledger's own event", () => {
  const answer = { ...claim, ...accepted };
  const given = {
    unowned: exampleCase({ answers: [answer] }),
    answer,
    row: unownedRow("TeamA", { eventId: "e-9" }),
    settings,
  };
  expect(effectsOf(given)[0]).toEqual({
    type: "name",
    naming: {
      id: "named:abcdefghijklmnopqrstuv:2026-11-22T10:30:00.000Z",
      resource: given.unowned.creation.resource,
      eventId: "e-9",
      owner: { team: "TeamA", studiouserid: "alice" },
      at: "2026-11-22T10:30:00.000Z",
      by: "alice in Slack",
    },
  });
  expect(effectsOf({ ...given, row: undefined })[0]).toMatchObject({ naming: { eventId: "e-1" } });
});

test("an exemption says until when, why and by whom", () => {
  const [effect] = effects(
    exampleAnswer("alice", { choice: "keep", until: "2026-12-24", reason: "a demo", ...accepted }),
  );
  expect(effect).toEqual({
    type: "exempt",
    exemption: {
      arn: exampleCase().creation.resource.arn,
      until: "2026-12-24",
      reason: "a demo",
      by: "alice",
      at: "2026-11-22T11:00:00.000Z",
      source: "slack",
    },
  });
});

test("who is asked may confirm or reject, and is asked once for each claimant", () => {
  const [effect] = effects(claim);
  expect(effect).toMatchObject({
    notice: {
      id: "owner-wanted#abcdefghijklmnopqrstuv#alice#anna",
      choices: ["confirm", "reject"],
      claimant: "alice",
      person: "anna",
      caseId: "abcdefghijklmnopqrstuv",
      title: "Is this TrainingJob alice's?",
    },
  });
  expect(effects(assigned)[0]).toMatchObject({ notice: { title: "Is this TrainingJob yours?", claimant: "alice" } });
});

test("after a rejection they are asked once more", () => {
  const no = exampleAnswer("alice", { choice: "reject", about: "alice", ...accepted });
  expect(effects({ ...assigned, at: "2026-11-22T12:00:00.000Z" }, [assigned, no])[0]).toMatchObject({
    notice: { id: "owner-wanted#abcdefghijklmnopqrstuv#alice#alice#1" },
  });
});

test("only what is recorded counts: the same answer has the same effects, whatever came after it", () => {
  const answer = { ...exampleAnswer("alice", { choice: "confirm", about: "alice", ...accepted }) };
  const later = exampleAnswer("carol", { choice: "assign", about: "alice", at: "2026-11-22T12:00:00.000Z" });
  const first = effects(answer, [assigned]);
  const given = { answer, row: unownedRow("TeamA"), settings };
  expect(effectsOf({ ...given, unowned: exampleCase({ answers: [assigned, answer, later] }) })).toEqual(first);
});

test.each([
  ["accepted", "claim", true],
  ["accepted", "reject", false],
  ["waiting", "claim", false],
  ["refused", "stop", false],
] as const)("%s %s decides the case: %p", (verdict, choice, expected) => {
  expect(isDecisive({ verdict, choice })).toBe(expected);
});

test("one press is known by its time, user and choice", () => {
  expect(isSame(claim, { ...claim, verdict: "refused" } as Answer)).toBe(true);
  for (const change of [{ at: "2026-11-22T10:30:00.001Z" }, { slackUser: "U0BOB" }, { choice: "stop" as const }])
    expect(isSame(claim, { ...claim, ...change })).toBe(false);
});
