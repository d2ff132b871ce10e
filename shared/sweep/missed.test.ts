import { describe, expect, test } from "@jest/globals";
import { account, row as recorded } from "../../test/fixtures.ts";
import type { OwnEvent } from "../model/own-event.ts";
import { memoryLedger } from "../record/memory-ledger.ts";
import { requestBudget } from "./budget.ts";
import { begin, noStore } from "./cursor.ts";
import { fakeClock } from "./fake-clock.ts";
import { findMissed, type History, lookUps, spanOf } from "./missed.ts";
import { startRun } from "./progress.ts";

const arn = (name: string): string => `arn:aws:sagemaker:us-east-1:${account}:model/${name}`;

const record = (eventID: string, change: object = {}) => ({
  eventVersion: "1.11",
  eventSource: "sagemaker.amazonaws.com",
  eventName: "CreateModel",
  eventID,
  eventTime: "2026-11-22T10:00:00Z",
  awsRegion: "us-east-1",
  recipientAccountId: account,
  userIdentity: { type: "IAMUser", userName: "alice", accountId: account, arn: `arn:aws:iam::${account}:user/alice` },
  requestParameters: { modelName: eventID },
  responseElements: { modelArn: arn(eventID) },
  ...change,
});

const span = { from: "2026-11-21T10:00:00Z", to: "2026-11-22T10:00:00Z" };

const compare = async (history: Readonly<Record<string, readonly (readonly string[])[]>>, regions = ["us-east-1"]) => {
  const clock = fakeClock();
  const ledger = memoryLedger();
  await ledger.open({ ...recorded, resource: { arn: arn("known"), kind: "Model" }, eventId: "known", version: 1 });
  const told = { ...recorded, resource: { arn: arn("told"), kind: "Model" }, eventId: "state", version: 1 };
  await ledger.open({ ...told, announcements: ["state", "told"] });
  const sent: OwnEvent[] = [];
  const asked: string[] = [];
  const lookUp: History["lookUp"] = async ({ eventName, region, from, to, token }) => {
    asked.push(`${region} ${eventName} ${from} ${to}`);
    const pages = history[eventName] ?? [[]];
    const page = Number(token ?? 0);
    return { records: pages[page] ?? [], next: page + 1 < pages.length ? String(page + 1) : undefined };
  };
  const learnt = Object.fromEntries(regions.map((region) => [`${region} cloudtrail LookupEvents`, lookUps]));
  const run = startRun(begin(span.to), { store: noStore, budget: requestBudget({ clock, learnt }), clock, until: 1e9 });
  await findMissed(run, regions, span, { lookUp, ledger, send: async (event) => void sent.push(event) });
  return { sent, asked, run, clock };
};

test("a record that no row of the ledger knows is sent on as it is, and counted", async () => {
  const lost = record("lost");
  const records = [record("known"), lost, record("told")].map((one) => JSON.stringify(one));
  const { sent, run } = await compare({ CreateModel: [records.slice(0, 1), records.slice(1)] });
  expect(sent).toEqual([{ source: "sagewarden", "detail-type": "Sagewarden Missed Record", detail: lost }]);
  expect(run.cursor().counts.missed).toBe(1);
});

test.each([
  ["failed calls", JSON.stringify(record("denied", { errorCode: "AccessDenied" }))],
  ["what is no record", "{"],
  [
    "what cannot be used",
    JSON.stringify(record("strange", { responseElements: { modelArn: 7 }, requestParameters: {} })),
  ],
])("%s are none", async (_, text) => {
  expect((await compare({ CreateModel: [[text]] })).sent).toEqual([]);
});

test("every creator in every region, two a second in each", async () => {
  const { asked, clock } = await compare({}, ["us-east-1", "eu-west-1"]);
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked).toContain(`eu-west-1 CreateTrainingJob ${span.from} ${span.to}`);
  expect(asked.length).toBeGreaterThan(130);
  expect(asked.length / 2 / (clock.now() / 1_000)).toBeLessThan(2.5);
});

describe("what is compared", () => {
  const started = "2026-11-22T10:00:00.000Z";
  const long = "2026-01-01T00:00:00Z";
  test.each([
    ["a day, up to what must have arrived", long, undefined, "2026-11-21T09:40:00.000Z"],
    ["from where the last comparison ended", long, "2026-11-20T09:00:00.000Z", "2026-11-20T09:00:00.000Z"],
    ["nothing from before the deployment", "2026-11-22T01:00:00.000Z", undefined, "2026-11-22T01:00:00.000Z"],
    ["nothing right after the deployment", "2026-11-22T09:50:00.000Z", undefined, "2026-11-22T09:40:00.000Z"],
  ])("%s", (_, deployedAt, until, from) => {
    expect(spanOf(started, deployedAt, until)).toEqual({ from, to: "2026-11-22T09:40:00.000Z" });
  });
});
