import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { settingsSchema } from "../model/settings.ts";
import { epochOf, isoAt, secondsOf } from "../model/time.ts";
import type { CaseEnd } from "../model/unowned-case.ts";
import { kinds } from "../sagemaker/kinds.ts";
import type { Phase } from "../sagemaker/phase.ts";
import {
  type Facts,
  isNaming,
  isOnlyReported,
  lacksCase,
  type Moment,
  permissionFor,
  planFor,
  planOfSettings,
  receiptDelay,
  receiptWindow,
  reopens,
  roundOf,
  timesOf,
} from "./grace.ts";

const settingsWith = (change: object = {}) =>
  settingsSchema.parse({
    mode: "enforce",
    region: "us-east-1",
    tags: {},
    teams: { TeamA: { approvers: ["dora"] } },
    people: { alice: { team: "TeamA" } },
    approvers: ["bob"],
    ...change,
  });
const arnOf = (kind: string): string => `arn:aws:sagemaker:us-east-1:111122223333:x/${kind}`;
const facts = (kind: string, change: Partial<Facts> = {}): Facts => ({
  creation: { resource: { arn: arnOf(kind), kind }, at: "2026-11-22T10:00:00Z" },
  orphaned: false,
  deployedAt: "2026-01-01T00:00:00Z",
  settings: settingsWith(),
  asked: false,
  ...change,
});
const unowned = (change: object) => settingsWith({ unowned: change });

describe("what becomes of it", () => {
  test.each<[string, Facts, "stop" | "delete" | "none", RegExp]>([
    ["a notebook instance is stopped", facts("NotebookInstance"), "stop", /unowned.action is stop/],
    ["a model has no Stop", facts("Model"), "none", /no call to stop a Model/],
    ["a kind whose Stop wants a person's word", facts("InferenceExperiment"), "none", /only a person knows/],
    ["a kind that this version has no calls for", facts("TrainingSession"), "none", /does not know the calls/],
    ["what nobody knows", facts("__proto__"), "none", /no call to stop/],
    [
      "an endpoint is deleted where the settings say so",
      facts("Endpoint", { settings: unowned({ perKind: { Endpoint: { action: "delete" } } }) }),
      "delete",
      /unowned.action is delete/,
    ],
    [
      "the kind's own word before the general one",
      facts("NotebookInstance", { settings: unowned({ perKind: { NotebookInstance: { action: "none" } } }) }),
      "none",
      /none for its kind/,
    ],
    [
      "what loses data is not deleted",
      facts("NotebookInstance", { settings: unowned({ action: "delete" }) }),
      "none",
      /allowDataLoss does not name it/,
    ],
    [
      "unless the settings name the kind",
      facts("NotebookInstance", { settings: unowned({ action: "delete", allowDataLoss: ["NotebookInstance"] }) }),
      "delete",
      /delete/,
    ],
    [
      "what has no Delete",
      facts("LabelingJob", { settings: unowned({ action: "delete" }) }),
      "none",
      /no call to delete/,
    ],
    [
      "what is protected",
      facts("NotebookInstance", { settings: settingsWith({ protected: { resources: [arnOf("Note*")] } }) }),
      "none",
      /protect/,
    ],
    ["what is orphaned", facts("NotebookInstance", { orphaned: true }), "none", /left the directory/],
    [
      "what is older than the deployment",
      facts("NotebookInstance", { deployedAt: "2026-11-22T10:00:01Z" }),
      "none",
      /older than the deployment/,
    ],
    [
      "unless the settings say act",
      facts("NotebookInstance", { deployedAt: "2026-12-01T00:00:00Z", settings: unowned({ existing: "act" }) }),
      "stop",
      /stop/,
    ],
    ["nothing by itself", facts("NotebookInstance", { settings: unowned({ action: "none" }) }), "none", /none/],
    [
      "but a stop when somebody asks",
      facts("NotebookInstance", { settings: unowned({ action: "none" }), asked: true }),
      "stop",
      /stop/,
    ],
    [
      "and no deletion where there is a stop",
      facts("NotebookInstance", {
        settings: unowned({ action: "delete", allowDataLoss: ["NotebookInstance"] }),
        asked: true,
      }),
      "stop",
      /stop/,
    ],
    [
      "but the settings' deletion where there is none",
      facts("Endpoint", { settings: unowned({ perKind: { Endpoint: { action: "delete" } } }), asked: true }),
      "delete",
      /delete/,
    ],
    ["which has to stand in the settings", facts("Endpoint", { asked: true }), "none", /no call to stop/],
    [
      "also of what is older",
      facts("NotebookInstance", { deployedAt: "2026-12-01T00:00:00Z", asked: true }),
      "stop",
      /stop/,
    ],
    [
      "but never of what is protected",
      facts("NotebookInstance", { asked: true, settings: settingsWith({ protected: { resources: [arnOf("*")] } }) }),
      "none",
      /protect/,
    ],
    ["nor of what is orphaned", facts("NotebookInstance", { asked: true, orphaned: true }), "none", /left/],
  ])("%s", (_, given, action, why) => {
    const plan = planFor(given);
    expect(plan.action).toBe(action);
    expect(plan.why).toMatch(why);
  });

  const action = fc.constantFrom("stop", "delete", "none");
  test("whatever the settings: stopped only what has a Stop, deleted only what has a Delete and loses nothing unnamed", () => {
    const names = fc.constantFrom(...kinds.map(({ kind }) => kind));
    fc.assert(
      fc.property(
        names,
        action,
        fc.array(names),
        fc.boolean(),
        fc.boolean(),
        (kind, word, allowed, asked, orphaned) => {
          const settings = unowned({ action: word, allowDataLoss: allowed });
          const plan = planFor(facts(kind, { settings, asked, orphaned }));
          const row = kinds.find((each) => each.kind === kind);
          if (plan.action === "stop") expect(row?.stoppable).toBe(true);
          if (plan.action === "delete") expect(row?.deletable && (!row.losesData || allowed.includes(kind))).toBe(true);
          if (orphaned) expect(plan.action).toBe("none");
          if (!asked && word === "none") expect(plan.action).toBe("none");
        },
      ),
    );
  });
});

describe("what the settings want of a kind", () => {
  test.each([
    ["a notebook is stopped", "NotebookInstance", {}, "stop"],
    ["a model has no Stop", "Model", {}, "none"],
    ["an experiment's Stop wants to be told more than we know", "InferenceExperiment", {}, "none"],
    [
      "an endpoint is deleted where that is asked for",
      "Endpoint",
      { perKind: { Endpoint: { action: "delete" } } },
      "delete",
    ],
    ["another kind keeps the general action", "TrainingJob", { perKind: { Endpoint: { action: "delete" } } }, "stop"],
    ["a notebook's files are not deleted unless that is allowed", "NotebookInstance", { action: "delete" }, "none"],
    ["it is allowed", "NotebookInstance", { action: "delete", allowDataLoss: ["NotebookInstance"] }, "delete"],
    ["nothing", "NotebookInstance", { action: "none" }, "none"],
    ["a kind that nobody knows", "constructor", {}, "none"],
  ] as const)("%s", (_, kind, change, expected) => {
    expect(planOfSettings(kind, unowned(change)).action).toBe(expected);
  });
});

describe("the clock", () => {
  test.each([
    ["starts with the creation", "2026-11-22T10:00:00Z", "2026-11-22T09:00:00Z", "2026-11-22T14:00:00.000Z"],
    [
      "starts when somebody was told, if that is later",
      "2026-11-22T10:00:00Z",
      "2026-11-22T12:00:00Z",
      "2026-11-22T16:00:00.000Z",
    ],
  ])("%s", (_, createdAt, toldAt, remindAt) => {
    const times = timesOf(createdAt, toldAt, settingsWith());
    expect(times.remindAt).toBe(remindAt);
    expect(times.actAt).toBe(isoAt((epochOf(remindAt) ?? 0) + secondsOf("PT20H") * 1000));
  });

  test("a receipt is looked for often at first, then every six hours, and within two weeks not too often", () => {
    const since = "2026-11-22T10:00:00Z";
    const [start, end] = [epochOf(since) ?? 0, (epochOf(since) ?? 0) + receiptWindow * 1000];
    let looks = 0;
    for (let now = start; now < end; looks++) now += receiptDelay(since, isoAt(now)) * 1000;
    expect(receiptDelay(since, since)).toBe(15);
    expect(receiptDelay(since, isoAt(end))).toBe(secondsOf("PT6H"));
    expect(looks).toBeGreaterThan(40);
    expect(looks).toBeLessThan(120);
  });
});

const moment: Moment = {
  plan: { action: "stop", why: "unowned.action is stop" },
  phase: "running",
  toldAt: "2026-11-22T10:20:00Z",
  createdAt: "2026-11-22T10:00:00Z",
  now: "2026-11-23T10:20:00.000Z",
  asked: false,
  settings: settingsWith(),
};

describe("the last word before an act", () => {
  const remove = { action: "delete", why: "" } as const;
  test.each<[string, Partial<Moment>, object]>([
    ["its time has come", {}, { may: "act", action: "stop" }],
    ["its time has not come", { now: "2026-11-23T10:19:59.000Z" }, { may: "wait", until: "2026-11-23T10:20:00.000Z" }],
    ["somebody asked", { now: "2026-11-22T10:30:00.000Z", asked: true }, { may: "act", action: "stop" }],
    ["nothing is to be done", { plan: { action: "none", why: "why" } }, { may: "never", how: "left", detail: "why" }],
    ["it stands still", { phase: "at-rest" }, { may: "never", how: "gone" }],
    ["somebody stops it", { phase: "stopping" }, { may: "never", how: "gone" }],
    ["somebody deletes it", { phase: "deleting", plan: remove }, { may: "never", how: "gone" }],
    ["what stands still can be deleted", { phase: "at-rest", plan: remove }, { may: "act", action: "delete" }],
    ["nobody was told", { toldAt: undefined }, { may: "never", how: "untold" }],
    ["nobody was told, and somebody asked", { toldAt: undefined, asked: true }, { may: "never", how: "untold" }],
    ["the mode is tag", { settings: settingsWith({ mode: "tag" }) }, { may: "never", how: "would-stop" }],
    [
      "the mode is observe",
      { settings: settingsWith({ mode: "observe" }), plan: remove },
      { may: "never", how: "would-delete" },
    ],
    [
      "the mode is observe, and its time has not come",
      { settings: settingsWith({ mode: "observe" }), now: "2026-11-23T10:19:59.000Z" },
      { may: "wait" },
    ],
  ])("%s", (_, change, permission) => {
    expect(permissionFor({ ...moment, ...change })).toMatchObject(permission);
  });

  const time = fc
    .integer({ min: 0, max: 10 * 86_400 })
    .map((seconds) => isoAt(Date.UTC(2026, 10, 22) + seconds * 1000));
  const seen = fc.record({
    plan: fc.constantFrom("stop", "delete", "none").map((action) => ({ action, why: "" })),
    phase: fc.constantFrom<Phase>("running", "stopping", "at-rest", "deleting"),
    toldAt: fc.option(time, { nil: undefined }),
    createdAt: time,
    now: time,
    asked: fc.boolean(),
    settings: fc.constantFrom("observe", "tag", "enforce").map((mode) => settingsWith({ mode })),
  });
  test("never before its time unless asked, never untold, never outside enforce, never another act than planned", () => {
    fc.assert(
      fc.property(seen, (each) => {
        const permission = permissionFor(each as Moment);
        if (permission.may !== "act") return;
        const { toldAt = "", createdAt, now, asked, settings, plan, phase } = each;
        expect(settings.mode).toBe("enforce");
        expect(toldAt).not.toBe("");
        expect(permission.action).toBe(plan.action);
        expect(phase).not.toBe("deleting");
        if (!asked) expect(now >= timesOf(createdAt, toldAt, settings).actAt).toBe(true);
      }),
    );
  });
});

describe("a case that has ended, and whose creation is unowned again", () => {
  const at = "2026-11-23T10:00:00Z";
  const [soon, later] = ["2026-11-23T11:00:00Z", "2026-11-24T10:00:00Z"];
  const left = planFor(facts("NotebookInstance", { deployedAt: "2026-12-01T00:00:00Z" })).why;
  test.each<[string, CaseEnd, string, string, object, boolean]>([
    ["its exemption is over", "kept", "", soon, {}, true],
    ["its owner was found just now", "owned", "", soon, {}, false],
    ["its tags are gone again", "owned", "", later, {}, true],
    ["nobody was told", "untold", "", later, {}, true],
    ["the mode allows it now", "would-stop", "", soon, {}, true],
    ["the mode does not allow it yet", "would-delete", "", later, { mode: "observe" }, false],
    ["what is older is still only reported", "left", left, later, {}, false],
    ["what is older is acted on now", "left", left, later, { unowned: { existing: "act" } }, true],
    ["nothing can be done to it", "left", "SageMaker has no call", later, { unowned: { existing: "act" } }, false],
    ...(["stopped", "deleted", "undone", "gone", "failed"] as const).map(
      (how): [string, CaseEnd, string, string, object, boolean] => [how, how, "", later, {}, false],
    ),
  ])("%s", (_, how, detail, now, change, answer) => {
    expect(reopens({ at, how, detail }, settingsWith(change), now)).toBe(answer);
  });

  test("has another name each time, the first one the case's", () => {
    const names = [{}, { round: 1 }, { round: 2 }, { round: 12 }].map((round) => roundOf({ id: "case", ...round }));
    expect(names).toEqual(["case", "case", "case-2", "case-12"]);
  });
});

test.each<[string, Parameters<typeof lacksCase>[0], boolean]>([
  ["none was opened", undefined, true],
  ["its start was lost", {}, true],
  ["it is under way", { execution: "arn:execution" }, false],
  ["it has ended", { execution: "arn:execution", end: { at: "2026-11-22T10:00:00Z", how: "gone", detail: "" } }, false],
  ["it was kept", { execution: "arn:execution", end: { at: "2026-11-22T10:00:00Z", how: "kept", detail: "" } }, true],
])("whether nobody talks about it: %s", (_, row, lacks) => {
  expect(lacksCase(row, settingsWith(), "2026-11-22T12:00:00Z")).toBe(lacks);
});

test("only reported is what is older, while the settings say so", () => {
  const at = { at: "2026-11-22T10:00:00Z" };
  expect(isOnlyReported(at, "2026-11-22T10:00:01Z", settingsWith())).toBe(true);
  expect(isOnlyReported(at, "2026-11-22T10:00:00Z", settingsWith())).toBe(false);
  expect(isOnlyReported(at, "2026-11-22T10:00:01Z", unowned({ existing: "act" }))).toBe(false);
});

test("who claims, assigns or confirms names an owner", () => {
  const choices = ["claim", "assign", "confirm", "keep", "stop", "undo", "reject"] as const;
  expect(choices.filter((choice) => isNaming({ choice }))).toEqual(["claim", "assign", "confirm"]);
});
