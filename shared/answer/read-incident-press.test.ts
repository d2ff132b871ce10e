import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { incidentIdOf } from "../contain/incident-id.ts";
import { PoisonRecord } from "../model/errors.ts";
import { incidentChoices } from "../model/incident.ts";
import { incidentBlocks } from "../notify/incident-blocks.ts";
import { role } from "../vendors/watch/example-acts.ts";
import { at, pressed } from "./fixtures.ts";
import { readIncidentPress } from "./read-incident-press.ts";

const incident = incidentIdOf(role, 1);
const messageWith = (action: object) => ({
  receivedAt: at,
  payload: pressed({
    actions: [{ action_id: "restore", block_id: `incident:${incident}:0`, value: `${incident}|${role}`, ...action }],
  }),
});

test("each button that we make is read as what it says", () => {
  const [block] = incidentBlocks({
    incident: { id: incident, choices: incidentChoices, next: "trust" },
    resource: { arn: role, kind: "Role" },
  }) as { block_id: string; elements: { action_id: string; value: string }[] }[];
  const read = block?.elements.map(({ action_id, value }) =>
    readIncidentPress(messageWith({ action_id, value, block_id: block.block_id })),
  );
  expect(read).toMatchObject([
    { choice: "go-on", of: "trust", incident, role, slackUser: "U0ALICE", teams: ["T0OURS", "T0OURS"], at },
    { choice: "stop-here" },
    { choice: "restore" },
  ]);
});

test.each(["claim", "keep-until", "anything", 7])("%j is about something else", (action_id) => {
  expect(readIncidentPress(messageWith({ action_id }))).toBeUndefined();
});

describe("is poison", () => {
  const other = role.replace("auger-", "other-");
  test.each<[string, object]>([
    ["a block of no incident", { block_id: "case:abc:0" }],
    ["a value of another incident than its block", { value: `${incidentIdOf(role, 2)}|${role}` }],
    ["an incident with another role", { value: `${incident}|${other}x` }],
    ["no role", { value: incident }],
    ["a role with a wildcard", { value: `${incident}|arn:aws:iam::111122223333:role/*` }],
    ["a rung that there is not", { action_id: "go-on", value: `${incident}|${role}|all` }],
    ["a rung behind restore", { value: `${incident}|${role}|trust` }],
    ["more than there is to say", { action_id: "go-on", value: `${incident}|${role}|trust|delete` }],
    ["no value", { value: undefined }],
    ["a value without end", { value: "x".repeat(2_001) }],
  ])("%s", (_, action) => expect(() => readIncidentPress(messageWith(action))).toThrow(PoisonRecord));

  test("or nothing, whatever is sent", () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...incidentChoices), fc.string(), (value, action_id, block_id) => {
        for (const message of [value, messageWith({ action_id, value, block_id })]) {
          const read = (() => {
            try {
              return readIncidentPress(message);
            } catch (error) {
              expect(error).toBeInstanceOf(PoisonRecord);
              return undefined;
            }
          })();
          expect(read).toBeUndefined();
        }
      }),
    );
  });
});
