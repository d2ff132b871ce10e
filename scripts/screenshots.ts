// Run by hand, with Chromium: `node scripts/screenshots.ts`. Plays a conversation in the lab and takes pictures of its Slack
// page for the docs: docs/images/slack-*.png.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "playwright-core";
import { answer } from "../lab/demo/conversation.ts";
import { poll } from "../lab/demo/poll.ts";
import { setStage } from "../lab/demo/stage.ts";
import { untraceable } from "../lab/demo/untraceable.ts";
import { newest } from "../lab/slack/sought.ts";
import { type RunningLab, startLab } from "../lab/start.ts";
import { openBrowser } from "../test/lab/browser.ts";

const folder = fileURLToPath(new URL("../docs/images/", import.meta.url));
const config = fileURLToPath(new URL("../lab/demo/sagewarden.yaml", import.meta.url));
const size = { width: 1060, height: 1240 };

type Slack = NonNullable<RunningLab["slack"]>;

const shot = async (target: Page | Locator, name: string): Promise<void> => {
  await target.screenshot({ path: `${folder}slack-${name}.png` });
  process.stdout.write(`docs/images/slack-${name}.png\n`);
};

const open = async (page: Page, slack: Slack, who: string, channel: string): Promise<void> => {
  await page.goto(`${slack.url}#${who}/${channel}`);
  await page.reload(); // a change of the hash alone loads nothing
  await page.getByRole("article").first().waitFor();
};

/** Waits for the answer that only this person sees, or for a message with this text. */
const wait = (slack: Slack, by: string, says: RegExp) =>
  poll(`${says}`, async () => newest(slack.state(), { by, says }));

const conversation = async (lab: RunningLab, page: Page): Promise<void> => {
  const { slack } = lab;
  if (!slack) throw new Error("the demo's settings name no Slack");
  const stage = await setStage(lab);
  await untraceable(stage, "orphan");
  await untraceable(stage, "mystery");
  await wait(slack, "alice", /Nobody is proven.*mystery/);
  const { channel } = await wait(slack, "alice", /Nobody is proven.*orphan/);
  await open(page, slack, "alice", channel);
  await shot(page.getByRole("article").filter({ hasText: "orphan" }).first(), "notice");
  await answer(slack, { by: "alice", says: /orphan/, asks: "claim" });
  const asked = await wait(slack, "dave", /alice's\?.*orphan/);
  await page.getByText("Only visible to you").waitFor();
  await shot(page, "page");
  await open(page, slack, "dave", asked.channel);
  await shot(page.getByRole("article").filter({ hasText: "orphan" }).first(), "confirm");
  await answer(slack, { by: "dave", says: /orphan/, asks: "confirm" });
  await wait(slack, "dave", /was stopped: mystery/);
  await page.setViewportSize({ ...size, height: 2600 }); // the messages scroll in a part of the page
  await open(page, slack, "dave", channel);
  await shot(page.getByRole("article").filter({ hasText: "mystery" }).first(), "thread");
};

mkdirSync(folder, { recursive: true });
const lab = await startLab({ config, speed: 30, log: (line) => process.stderr.write(`${line}\n`) });
const browser = await openBrowser();
try {
  await conversation(lab, await browser.newPage({ viewport: size, deviceScaleFactor: 1.5 }));
} finally {
  await browser.close();
  await lab.stop();
}
