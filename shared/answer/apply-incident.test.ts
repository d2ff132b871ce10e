import { describe, expect, test } from "@jest/globals";
import { exampleEdges } from "../contain/example-edges.ts";
import { exampleIncident } from "../contain/example-incident.ts";
import { incidentIdOf } from "../contain/incident-id.ts";
import type { Incident } from "../model/incident.ts";
import type { Settings } from "../model/settings.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { role, vendorSettings } from "../vendors/watch/example-acts.ts";
import { applyIncidentPress } from "./apply-incident.ts";
import { at, settings } from "./fixtures.ts";
import type { SlackUser } from "./identify.ts";
import type { IncidentPress } from "./read-incident-press.ts";
import type { Reply } from "./reply.ts";

const known: Settings = {
  ...settings,
  vendors: vendorSettings({ owner: "alice", contain: { approval: "two" } }).vendors,
};
const id = incidentIdOf(role, 1);

const press = (slackUser: string, change: Partial<IncidentPress> = {}): IncidentPress => ({
  ...{ at, slackUser, teams: ["T0OURS", "T0OURS"], incident: id, role, choice: "go-on", of: "begin" },
  responseUrl: "https://hooks.slack.com/actions/T0OURS/1/abc",
  message: {
    text: "auger waits",
    blocks: [
      { type: "section", text: "x" },
      { type: "actions", block_id: `incident:${id}:0` },
    ],
  },
  ...change,
});

const fixture = async (change: Partial<Incident> = {}, user?: SlackUser) => {
  const { edges, done } = exampleEdges(known, memoryTable(), () => at);
  const callback = { id: "callback", waitsFor: "leave" };
  await edges.incidents.save(exampleIncident({ phase: "held", callback, ...change, version: 1 }));
  const replies: Reply[] = [];
  const say = (one: IncidentPress) =>
    applyIncidentPress(one, {
      settings: known,
      slack: { workspace: async () => "T0OURS", user: async () => user ?? { team_id: "T0OURS" } },
      incidents: edges,
      respond: async (_, reply) => void replies.push(reply),
    });
  return { say, done, replies, row: () => edges.incidents.current(role) };
};

const blocksOf = (reply: Reply | undefined): string[] =>
  ((reply?.blocks ?? []) as { type: string }[]).map(({ type }) => type);

test("the first approver's word stays on the message, the second's takes the buttons away", async () => {
  const { say, done, replies, row } = await fixture();
  await say(press("U0ANNA"));
  expect(blocksOf(replies[0])).toEqual(["section", "actions", "context"]);
  expect([done, replies[1]?.response_type]).toEqual([[], "ephemeral"]);
  await say(press("U0ROOT", { at: "2026-11-22T10:01:00Z" }));
  expect(blocksOf(replies[2])).toEqual(["section", "context"]);
  expect(done).toEqual(["wake callback"]);
  expect((await row())?.answers.map(({ by, verdict }) => [by, verdict])).toEqual([
    ["anna", "waiting"],
    ["root", "accepted"],
  ]);
});

test("a press that comes twice is one word", async () => {
  const { say, row } = await fixture();
  for (const _ of "12") await say(press("U0ANNA"));
  expect((await row())?.answers).toHaveLength(1);
});

describe("is told why not, alone, and nothing follows", () => {
  test.each<{ who: string; one: IncidentPress; user?: SlackUser }>([
    { who: "the vendor's owner, who is no approver", one: press("U0ALICE") },
    { who: "an approver of another team", one: press("U0BORIS") },
    { who: "somebody whom the directory does not know", one: press("U0NOBODY") },
    { who: "one who has left", one: press("U0GONE") },
    { who: "two people with one Slack id", one: press("U0TWINS") },
    { who: "somebody of another workspace", one: press("U0ANNA", { teams: ["T0OURS", "T0THEIRS"] }) },
    { who: "a guest", one: press("U0ANNA"), user: { team_id: "T0OURS", is_restricted: true } },
    { who: "a button of an incident that is over", one: press("U0ANNA", { incident: incidentIdOf(role, 7) }) },
  ])("$who", async ({ one, user }) => {
    const { say, done, replies } = await fixture({}, user);
    await say(one);
    expect([done, replies.map((reply) => reply.response_type)]).toEqual([[], ["ephemeral"]]);
  });
});

test("where there is nowhere to reply, the word counts all the same", async () => {
  const { say, row } = await fixture({ phase: "contained" });
  const { responseUrl: _, message: __, ...silent } = press("U0ANNA", { choice: "restore" });
  await say(silent as IncidentPress);
  expect((await row())?.answers).toMatchObject([{ by: "anna", choice: "restore", verdict: "waiting" }]);
});
