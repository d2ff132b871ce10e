import { expect } from "@jest/globals";
import type { Notice } from "../../shared/model/notice.ts";
import { tagMap } from "../../shared/model/tags.ts";
import { isoAt } from "../../shared/model/time.ts";
import { takeAllowance } from "../../shared/record/allowance.ts";
import { exampleCase, unownedCreation } from "../../shared/record/example-case.ts";
import { denied } from "./resource.ts";
import { at, caseSettings, type Happening, type Scenario } from "./stage.ts";

const endpoint = unownedCreation({
  eventName: "CreateEndpoint",
  resource: { arn: "arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn", kind: "Endpoint" },
});
const deleting = caseSettings({ unowned: { perKind: { Endpoint: { action: "delete" } } } });
const byUser = unownedCreation({ principal: { type: "IAMUser", userName: "build", account: "111122223333" } });

const longAgo = unownedCreation({ at: at(-72) });
/** Two days ago: its time would be over. */
const said = (action: "stop" | undefined): Notice => ({
  id: `unowned#${exampleCase().id}`,
  type: "unowned",
  severity: "high",
  resource: unownedCreation().resource,
  team: undefined,
  studiouserid: undefined,
  at: at(-48),
  title: "",
  detail: "",
  remediation: "",
  facts: {},
  ...(action ? { will: { action, at: at(-24) } } : {}),
});
const expectUnharmed: Happening["what"] = ({ resource }) => expect(resource.acts).toEqual([]);

const owner = tagMap([
  ["team", "TeamA"],
  ["studiouserid", "alice"],
]);

/** How a case can go. Each begins with a resource that nobody owns, a quarter of an hour after it was made. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  "nobody answers": {},
  "a claim in time": { happenings: [{ after: 5, what: (stage) => stage.answer({ choice: "claim" }) }] },
  "stop it now": { happenings: [{ after: 1, what: (stage) => stage.answer({ choice: "stop" }) }] },
  "paused when its time comes": {
    paused: [23.9, 27.8],
    each: 5,
    happenings: [
      { after: 27.7, what: expectUnharmed },
      { after: 27.9, what: ({ resource }) => expect(resource.acts).toHaveLength(1) },
    ],
  },
  "paused between the stop and the deletion": {
    settings: caseSettings({ unowned: { action: "delete", allowDataLoss: ["NotebookInstance"] } }),
    takes: 5,
    paused: [24.3, 28.1],
    each: 5,
    happenings: [
      { after: 28, what: ({ resource }) => expect(resource.acts.map(({ call }) => call)).toEqual(["stop"]) },
    ],
  },
  "the evidence came late": {
    creation: byUser,
    happenings: [
      {
        after: 3,
        what: (stage) => stage.setUserTags(owner),
      },
    ],
  },
  "somebody tags it": {
    happenings: [
      {
        after: 3,
        what: (stage) => stage.setTags(owner),
      },
    ],
  },
  undone: { happenings: [{ after: 30, what: (stage) => stage.answer({ choice: "undo" }) }] },
  "the limit is reached": {
    settings: caseSettings({ limits: { destructivePerHour: 1 } }),
    happenings: [
      {
        after: 23.9,
        what: async ({ table, clock }) => {
          await takeAllowance(table, { name: "destructive", perHour: 1, id: "another", now: isoAt(clock.now()) });
        },
      },
    ],
  },
  "others are always faster": {
    settings: caseSettings({ limits: { destructivePerHour: 4 } }),
    happenings: Array.from({ length: 36 * 4 }, (_, number) => ({
      after: 22.5 + number / 4,
      what: async ({ table, clock }) => {
        const now = isoAt(clock.now());
        await takeAllowance(table, { name: "destructive", perHour: 4, id: `another-${number}`, now });
      },
    })),
    each: 29,
  },
  "acting fails": { refusal: denied },
  "an endpoint is deleted": { creation: endpoint, settings: deleting },
  "a running notebook instance is deleted": {
    settings: caseSettings({ unowned: { action: "delete", allowDataLoss: ["NotebookInstance"] } }),
  },
  "an endpoint in use waits for an approver": {
    creation: endpoint,
    settings: deleting,
    inUse: true,
    happenings: [{ after: 40, what: (stage) => stage.answer({ choice: "stop", person: "bob" }) }],
  },
  "who may not approve asks for a stop of what is in use": {
    creation: endpoint,
    settings: deleting,
    inUse: true,
    happenings: [
      { after: 2, what: (stage) => stage.answer({ choice: "stop", person: "alice" }) },
      { after: 9, what: (stage) => stage.answer({ choice: "claim", person: "alice" }) },
    ],
  },
  "a stop that waits for its turn is averted": {
    settings: caseSettings({ limits: { destructivePerHour: 0 } }),
    happenings: [
      { after: 1, what: (stage) => stage.answer({ choice: "stop", person: "bob" }) },
      { after: 4, what: (stage) => stage.answer({ choice: "keep" }) },
    ],
  },
  "another version goes on": {
    happenings: [{ after: 5, what: (stage) => stage.deploy("7") }],
  },
  "an owner comes between the stop and the deletion": {
    settings: caseSettings({ unowned: { action: "delete", allowDataLoss: ["NotebookInstance"] } }),
    happenings: [{ after: 24.04, what: (stage) => stage.setTags(owner) }],
  },
  "told when nothing was to be done": {
    creation: longAgo,
    saidBefore: said(undefined),
    happenings: [{ after: 20, what: expectUnharmed }],
  },
  "told of a stop, and a deletion is due": {
    settings: caseSettings({ unowned: { action: "delete", allowDataLoss: ["NotebookInstance"] } }),
    creation: longAgo,
    saidBefore: said("stop"),
    happenings: [{ after: 20, what: expectUnharmed }],
  },
  "nobody can be told": { receiptAfter: null, each: 13 },
  "mode observe": { settings: caseSettings({ mode: "observe" }) },
  "mode tag": { settings: caseSettings({ mode: "tag" }) },
  "older than the deployment": { deployedAt: at(1) },
  "it stops by itself": { happenings: [{ after: 20, what: (stage) => stage.resource.become("Stopped") }] },
  "somebody deletes it": { happenings: [{ after: 20, what: (stage) => stage.resource.become(undefined) }] },
};
