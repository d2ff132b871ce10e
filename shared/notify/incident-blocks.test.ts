import { expect, test } from "@jest/globals";
import { incidentIdOf } from "../contain/incident-id.ts";
import { incidentChoices } from "../model/incident.ts";
import { role } from "../vendors/watch/example-acts.ts";
import { incidentBlocks, incidentWords } from "./incident-blocks.ts";

const id = incidentIdOf(role, 1);
const resource = { arn: role, kind: "Role" };
const buttons = (choices: typeof incidentChoices | readonly [], next?: "begin" | "detach") =>
  incidentBlocks({ resource, incident: { id, choices, ...(next ? { next } : {}) } }).flatMap((block) =>
    block.type === "actions" ? block.elements : [],
  );

test("each choice is a button that asks once more, and names incident, role and what is approved", () => {
  expect(buttons(incidentChoices, "detach")).toMatchObject([
    {
      action_id: "go-on",
      value: `${id}|${role}|detach`,
      text: { text: "Go on with detach" },
      confirm: { style: "danger" },
    },
    { action_id: "stop-here", value: `${id}|${role}`, text: { text: "Stop here" }, confirm: {} },
    { action_id: "restore", value: `${id}|${role}`, text: { text: "Restore the role" }, confirm: {} },
  ]);
  expect(buttons(incidentChoices, "begin")[0]).toMatchObject({ text: { text: "Contain it" } });
});

test("nothing to answer, an id that is none, and a role without end have no buttons", () => {
  expect(incidentBlocks({ resource })).toEqual([]);
  expect(buttons([])).toEqual([]);
  expect(incidentBlocks({ resource, incident: { id: "x:y", choices: incidentChoices } })).toEqual([]);
  const long = { arn: `${role}${"x".repeat(2_000)}`, kind: "Role" };
  expect(incidentBlocks({ resource: long, incident: { id, choices: incidentChoices } })).toEqual([]);
});

test("words finish a sentence", () => {
  const sentences = incidentChoices.map((choice) => `You can ${incidentWords(choice).sentence}.`);
  expect(sentences).toEqual(["You can let it go on.", "You can stop it here.", "You can put the role back."]);
});
