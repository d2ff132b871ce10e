import {
  DescribeNotebookInstanceCommand,
  ListTagsCommand,
  type NotebookInstanceStatus,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Stage } from "../../lab/demo/stage.ts";
import { untraceable } from "../../lab/demo/untraceable.ts";
import type { Message } from "../../lab/slack/workspace.ts";
import { demoLab, eventually, rootOf, startPatience } from "./harness.ts";
import { ahead, worn } from "./pool/condition.ts";
import type { LeasedLab } from "./pool/lease.ts";
import { message, press } from "./slack.ts";

/** Evidence has a quarter of an hour, a reminder comes after 5 minutes, the end after 15: half a minute for the test. */
const speed = 30;
let lab: LeasedLab;
let stage: Stage;
/** The notices of the notebook that is claimed and of the one that nobody wants. */
let claimed: Message;
let left: Message;

const arnOf = (name: string) => `arn:aws:sagemaker:${lab.region}:${lab.account}:notebook-instance/${name}`;

const tagsOf = async (name: string): Promise<Record<string, string>> => {
  const { Tags = [] } = await rootOf(lab).sagemaker.send(new ListTagsCommand({ ResourceArn: arnOf(name) }));
  return Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
};

const becomes = (name: string, status: NotebookInstanceStatus): Promise<true> =>
  eventually(`${name} ${status}`, async () => {
    const command = new DescribeNotebookInstanceCommand({ NotebookInstanceName: name });
    const { NotebookInstanceStatus } = await rootOf(lab).sagemaker.send(command);
    return NotebookInstanceStatus === status || undefined;
  });

beforeAll(async () => {
  lab = await demoLab(ahead);
  await lab.setSpeed(speed);
  stage = await lab.stage();
  await untraceable(stage, "claimed");
  await untraceable(stage, "left");
  claimed = await message(lab, { by: "alice", says: /Nobody is proven.*\bclaimed\b/, asks: "claim" });
  left = await message(lab, { by: "alice", says: /Nobody is proven.*\bleft\b/, asks: "claim" });
  await lab.setSpeed(1); // or a busy machine answers when it is too late
}, startPatience);
afterAll(() => lab?.giveBack(worn));

test("what Slack did not sign, or not lately, changes nothing", async () => {
  const before = (await lab.slack.state()).messages.length;
  const spot = { user: "alice", channel: claimed.channel, ts: claimed.ts, action: "claim" };
  const now = lab.now() / 1000;
  for (const signing of [{ secret: "guessed" }, { at: now - 600 }, { at: now + 600 }]) {
    expect(await lab.slack.press(spot, signing)).toMatchObject({ status: 401, body: "" });
  }
  expect((await lab.slack.state()).messages).toHaveLength(before);
});

test("who is not of our workspace, or a guest, is refused", async () => {
  for (const user of ["stranger", "guest"]) {
    expect(await press(lab, user, claimed, "claim")).toMatchObject({ status: 200 });
    expect((await message(lab, { by: user, says: /./, alone: true })).text).toMatch(/workspace|guest/i);
  }
  expect(await tagsOf("claimed")).toEqual({});
});

test("the right person and an approver in time: it is tagged, and the same press again is refused", async () => {
  const { status, request } = await press(lab, "alice", claimed, "claim");
  expect(status).toBe(200);
  expect(await lab.slack.send(request)).toMatchObject({ status: 401 });
  const asked = await message(lab, { by: "dave", says: /\bclaimed\b/, asks: "confirm" });
  expect((await press(lab, "dave", asked, "confirm")).status).toBe(200);
  const tags = await eventually("alice's tags", async () => {
    const found = await tagsOf("claimed");
    return found.studiouserid === undefined ? undefined : found;
  });
  expect(tags).toEqual({ team: "TeamA", studiouserid: "alice" });
});

test("nobody answers: a reminder in the thread, the stop, and word of it; an approver starts it again", async () => {
  await lab.setSpeed(speed);
  const reminder = await message(lab, { by: "alice", says: /Still nobody/, under: left });
  await becomes("left", "Stopped");
  const acted = await message(lab, { by: "dave", says: /was stopped/, asks: "undo" });
  expect(acted.threadTs).toBe(left.ts);
  expect(Number(reminder.ts)).toBeGreaterThanOrEqual(Number(left.ts) + 5 * 60);
  expect(Number(acted.ts)).toBeGreaterThanOrEqual(Number(left.ts) + 15 * 60);
  expect((await press(lab, "dave", acted, "undo")).status).toBe(200);
  await becomes("left", "InService");
  expect(await tagsOf("left")).toEqual({});
});
