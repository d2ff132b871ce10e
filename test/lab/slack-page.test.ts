import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { readSettings } from "../../infra/settings.ts";
import { untraceable } from "../../lab/demo/untraceable.ts";
import { type RunningSlack, startSlack } from "../../lab/slack/start.ts";
import { chromiumPath, openBrowser } from "./browser.ts";
import { demoLab, demoSettings, startPatience } from "./harness.ts";
import { ahead, worn } from "./pool/condition.ts";
import type { LeasedLab } from "./pool/lease.ts";
import { message } from "./slack.ts";

const inBrowser = chromiumPath === undefined ? test.skip : test;
if (chromiumPath === undefined) process.stderr.write("no Chromium here: the lab's Slack page is not tested\n");

const name = "mine-too";
let lab: LeasedLab;
let browser: Browser;

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  // Where others left things that nobody owns, this notice would be one of many in one message.
  [lab, browser] = await Promise.all([demoLab(ahead), openBrowser()]);
  await lab.setSpeed(30);
  const stage = await lab.stage();
  await untraceable(stage, name);
  await message(lab, { by: "alice", says: new RegExp(`Nobody is proven.*\\b${name}\\b`), asks: "claim" });
  await lab.setSpeed(1); // or a busy machine answers when it is too late
}, startPatience);
afterAll(async () => {
  await browser?.close();
  await lab?.giveBack(worn);
});

const open = async (who: string): Promise<Page> => {
  const page = await browser.newPage();
  page.setDefaultTimeout(240_000);
  await page.goto(`${lab.slack.url}#${who}`);
  return page;
};

inBrowser(
  "one reads the notice, presses, and sees the answer; an approver confirms, and the buttons are gone",
  async () => {
    const page = await open("alice");
    await page.getByRole("button", { name: "ml-platform" }).click();
    const notice = page.getByRole("article").filter({ hasText: name }).first();
    await notice.getByRole("button", { name: "It's mine" }).click();
    const answer = page.getByRole("article").filter({ hasText: "Only visible to you" });
    expect(await answer.textContent()).toMatch(/as soon as an approver confirms it: dave/);
    await page.getByRole("button", { name: /^D ?dave/ }).click();
    await page.getByRole("button", { name: /^Sagewarden/ }).click();
    const question = page.getByRole("article").filter({ has: page.getByRole("button", { name: "Confirm" }) });
    expect(await question.textContent()).toContain(name);
    await question.getByRole("button", { name: "Confirm" }).click();
    await question.waitFor({ state: "detached" });
  },
);

/** A Slack without an account, whose app hears nothing. */
const alone = async (blocks: readonly object[]): Promise<RunningSlack> => {
  const slack = await startSlack({ settings: readSettings(demoSettings), botToken: "token", signingSecret: "secret" });
  const answer = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer token" },
    body: JSON.stringify({ channel: "#team-a-ml", text: "hostile", blocks }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
  return slack;
};

inBrowser("what a message says acts as in Slack, and on the page not at all", async () => {
  const hostile = "<img src=x onerror=alert(1)> <javascript:alert(2)|ok> <!channel> </div><script>alert(3)</script>";
  const slack = await alone([
    { type: "section", text: { type: "plain_text", text: hostile } },
    { type: "section", text: { type: "mrkdwn", text: hostile } },
  ]);
  const page = await browser.newPage();
  const acted: string[] = [];
  page.on("dialog", (dialog) => {
    acted.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(slack.url);
  const [plain = "", marked = ""] = await page.locator("article .b-section").allInnerTexts();
  expect(plain).toBe(hostile);
  expect(marked).toContain("ok @channel");
  expect(await page.locator("article a[href], article img, article script").count()).toBe(0);
  expect(acted).toEqual([]);
  await slack.stop();
});

inBrowser("a press that asks whether one is sure is not sent before one is", async () => {
  const plain = (text: string) => ({ type: "plain_text", text });
  const confirm = {
    title: plain("Stop it now?"),
    text: plain("It ends."),
    confirm: plain("Stop it"),
    deny: plain("Leave it"),
  };
  const button = { type: "button", action_id: "stop", text: plain("Stop"), confirm };
  const slack = await alone([{ type: "actions", block_id: "case:a:0", elements: [button] }]);
  const page = await browser.newPage();
  await page.goto(slack.url);
  const sent: string[] = [];
  page.on("request", (request) => void (request.method() === "POST" && sent.push(request.postData() ?? "")));
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("button", { name: "Leave it" }).click();
  expect(sent).toEqual([]);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("button", { name: "Stop it" }).click();
  await page.getByText("no answer URL is set").waitFor();
  expect(sent.map((body) => JSON.parse(body))).toMatchObject([{ user: "alice", action: "stop", block: "case:a:0" }]);
  await slack.stop();
});
