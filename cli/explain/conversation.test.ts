import { describe, expect, test } from "@jest/globals";
import type { OutboxRow } from "#shared/model/notice.ts";
import { nobody } from "#shared/model/owner.ts";
import type { Settings } from "#shared/model/settings.ts";
import type { StoredExemption } from "#shared/model/stored-exemption.ts";
import type { Answer, UnownedCase } from "#shared/model/unowned-case.ts";
import { exampleCase } from "#shared/record/example-case.ts";
import { creation, row as owned, settings, withSettings } from "../../test/fixtures.ts";
import { outboxRow } from "../report/fixture.ts";
import { type Conversation, conversationLines, conversationOf, type Reads } from "./conversation.ts";

const now = "2026-11-22T12:00:00Z";
const row = { ...owned, outcome: "unowned", owner: nobody, notices: ["n-1"] } as const;
const opened = exampleCase({
  creation,
  openedAt: "2026-11-22T10:15:00Z",
  toldAt: "2026-11-22T10:16:00Z",
  actAt: "2026-11-23T10:16:00.000Z",
  notices: ["n-1", "n-2"],
});
const receipt = { by: "slack", to: "C1", id: "1.2", at: "2026-11-22T10:16:00Z" } as const;
const { notice, ...told } = outboxRow("n-1", "NotebookInstance", "told");
const sent: OutboxRow = { ...told, notice: { ...notice, at: "2026-11-22T10:15:00Z" }, receipts: [receipt] };
const exemption: StoredExemption = {
  arn: creation.resource.arn,
  until: "2026-12-24",
  by: "carol",
  reason: "trial",
  at: "2026-11-22T11:00:00Z",
  source: "slack",
  version: 1,
};
const answer: Answer = {
  at: "2026-11-22T11:00:00Z",
  person: "carol",
  slackUser: "U0CAROL",
  choice: "keep",
  until: "2026-12-24",
  reason: "trial",
  verdict: "accepted",
  why: "an approver of TeamA",
  before: "unowned",
  after: "exempt until 2026-12-24",
};

interface World {
  found?: UnownedCase;
  notices?: readonly OutboxRow[];
  exemption?: StoredExemption;
}
const talk = (world: World, by: Settings = settings, at = now): Promise<Conversation | null> => {
  const reads: Reads = {
    caseOf: async (id) => (world.found?.id === id ? world.found : undefined),
    notice: async (id) => world.notices?.find(({ notice }) => notice.id === id),
    exemption: async () => world.exemption,
  };
  return conversationOf(row, reads, by, at);
};

test("a resource that was never talked of has none", async () => {
  expect(await talk({})).toBeNull();
});

test("the case, its notices with their receipts, the answers and the exemption, in the order of time", async () => {
  const end = { at: "2026-11-22T11:00:05Z", how: "kept", detail: "carol keeps it" } as const;
  const found = { ...opened, answers: [answer], end };
  const conversation = await talk({ found, notices: [sent], exemption });
  expect(conversation && conversationLines(conversation)).toEqual([
    `2026-11-22T10:15:00Z case ${opened.id} opened`,
    "2026-11-22T10:15:00Z notice unowned, told: Nobody is proven to own a new NotebookInstance; received by slack in C1 at 2026-11-22T10:16:00Z",
    "2026-11-22T11:00:00Z carol (U0CAROL) answered keep 2026-12-24: accepted, an approver of TeamA. Before: unowned. After: exempt until 2026-12-24.",
    "2026-11-22T11:00:00Z exempted until 2026-12-24 by carol (slack): trial",
    "2026-11-22T11:00:05Z case ended, kept: carol keeps it",
  ]);
  expect(conversation?.next).toEqual([
    "It needs no owner until 2026-12-24; the next sweep after that day judges it again.",
  ]);
});

test("a refused answer, a failed way and a withdrawn exemption are shown", async () => {
  const refused = { ...answer, person: "", verdict: "refused", why: "a guest" } as const;
  const failed = {
    ...sent,
    state: "failed",
    receipts: [],
    failures: [{ to: "C1", why: "no such channel", at: now }],
  } as const;
  const ended = { ...exemption, ended: { at: "2026-11-22T11:30:00Z", by: "bob" } };
  const conversation = await talk({ found: { ...opened, answers: [refused] }, notices: [failed], exemption: ended });
  const text = conversation ? conversationLines(conversation).join("\n") : "";
  expect(text).toContain("somebody (U0CAROL) answered keep 2026-12-24: refused, a guest");
  expect(text).toContain("; not by C1: no such channel");
  expect(text).toContain("2026-11-22T11:30:00Z exemption taken back by bob");
});

describe("what comes", () => {
  const stop = "It will be stopped at 2026-11-23T10:16:00.000Z unless somebody answers.";
  const { toldAt: _, ...untold } = opened;
  test.each<[string, UnownedCase, Settings, string, readonly string[]]>([
    [
      "a reminder, then the act",
      opened,
      settings,
      now,
      ["There will be a reminder at 2026-11-22T14:16:00.000Z.", stop],
    ],
    ["after the reminder", opened, settings, "2026-11-22T15:00:00Z", [stop]],
    ["nobody was told", untold, settings, now, ["Nothing will be done before somebody has been told; nobody has."]],
    [
      "the mode forbids it",
      opened,
      withSettings({ mode: "tag" }),
      now,
      ["In the mode tag nothing will be done; in enforce it would be stopped."],
    ],
    [
      "nothing is done to the kind",
      opened,
      withSettings({ unowned: { ...settings.unowned, action: "none" } }),
      now,
      ["Nothing will be done to this NotebookInstance: people are told, and it stays."],
    ],
    ["an answer", { ...opened, pending: answer }, settings, now, ["The answer of carol (keep) is being carried out."]],
    ["the end", { ...opened, end: { at: now, how: "gone", detail: "" } }, settings, now, []],
  ])("%s", async (_name, found, by, at, expected) => {
    expect((await talk({ found }, by, at))?.next).toEqual(expected);
  });

  test("an exemption that is over promises nothing", async () => {
    expect((await talk({ exemption }, settings, "2026-12-25T00:00:00Z"))?.next).toEqual([]);
  });
});
