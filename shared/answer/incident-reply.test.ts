import { expect, test } from "@jest/globals";
import { incidentIdOf } from "../contain/incident-id.ts";
import { role } from "../vendors/watch/example-acts.ts";
import { at } from "./fixtures.ts";
import { answeredIncident } from "./incident-reply.ts";
import type { IncidentPress } from "./read-incident-press.ts";

const id = incidentIdOf(role, 1);
const blocks = [
  { type: "actions", block_id: `incident:${incidentIdOf(role, 2)}:0` },
  { type: "actions", block_id: `incident:${id}:0` },
  { type: "section" },
];
const press: IncidentPress = {
  ...{ at, slackUser: "U0ANNA", teams: [], incident: id, role, choice: "go-on", of: "trust" },
  message: { text: "auger waits", blocks, metadata: { event_type: "sagewarden_notice" } },
};
const of = (verdict: "accepted" | "waiting" | "refused", one = press) =>
  answeredIncident(one, "anna", { verdict, why: "It goes on with trust." });

test("of what is decided the buttons go, and those of another incident stay", () => {
  expect(of("accepted")).toEqual({
    ...{ replace_original: true, text: "auger waits", metadata: { event_type: "sagewarden_notice" } },
    blocks: [
      blocks[0],
      blocks[2],
      {
        ...{ type: "context", block_id: `answered:${id}:accepted` },
        elements: [
          expect.objectContaining({ text: "anna, 2026-11-22 10:00 UTC: “Go on with trust”. It goes on with trust." }),
        ],
      },
    ],
  });
});

test("of what waits for another person they stay", () => expect(of("waiting")?.blocks).toHaveLength(4));

test("made again it is the same", () => {
  const first = of("accepted");
  const message = {
    text: "auger waits",
    blocks: first?.blocks as object[],
    metadata: { event_type: "sagewarden_notice" },
  };
  expect(of("accepted", { ...press, message } as IncidentPress)).toEqual(first);
});

test("what is refused, and what only one person saw, is left alone", () => {
  const { message: _, ...alone } = press;
  expect([of("refused"), of("accepted", alone)]).toEqual([undefined, undefined]);
});
