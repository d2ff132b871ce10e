import { describe, expect, test } from "@jest/globals";
import { RetryLater } from "../model/errors.ts";
import { exampleNotice } from "./example-notice.ts";
import { httpError, platformError, world } from "./fixture.ts";
import { slackWay } from "./slack-way.ts";

const alice = { by: "slack", to: "U0ALICE" } as const;
const notice = exampleNotice();

test("the first message opens the thread, and its thread is remembered before its receipt", async () => {
  const { means, posts } = world();
  await (await slackWay(notice, alice, means)).send();
  expect(posts[0]).not.toHaveProperty("threadTs");
  expect(await means.threads.get(notice.resource.arn, "U0ALICE")).toMatchObject({ opener: notice.id, ts: "1.0" });
});

test("a message that is found opens it too", async () => {
  const { means, next, posts } = world();
  next.post.push({ ...httpError(503), taken: true });
  const ready = await slackWay(notice, alice, means);
  await expect(ready.send()).rejects.toThrow("HTTP 503");
  const again = await slackWay(notice, alice, means);
  expect(await again.look(means.now())).toMatchObject({ by: "slack", to: "C-U0ALICE", asked: "U0ALICE", id: "1.0" });
  expect(posts).toHaveLength(1);
  expect(await means.threads.get(notice.resource.arn, "U0ALICE")).toMatchObject({ ts: "1.0" });
});

describe("a reply", () => {
  test.each([
    ["stays in the thread", {}, undefined],
    ["is shown to all where it is urgent", { severity: "critical" as const }, true],
    ["is shown to all where it reminds", { type: "unowned-reminder" as const }, true],
  ])("%s", async (_, change, broadcast) => {
    const { means, posts } = world();
    await (await slackWay(notice, alice, means)).send();
    await (await slackWay(exampleNotice({ id: "b", ...change }), alice, means)).send();
    expect(posts[1]).toMatchObject({ threadTs: "1.0", ...(broadcast && { broadcast }) });
    expect(posts[1]?.broadcast).toBe(broadcast);
  });

  test("whose thread is gone opens another, the next time", async () => {
    const { means, next } = world();
    await (await slackWay(notice, alice, means)).send();
    next.post.push(platformError("thread_not_found"));
    const reply = exampleNotice({ id: "b" });
    await expect((await slackWay(reply, alice, means)).send()).rejects.toThrow(RetryLater);
    expect(await means.threads.get(notice.resource.arn, "U0ALICE")).toEqual({
      arn: notice.resource.arn,
      to: "U0ALICE",
      opener: "",
      version: 3,
    });
  });
});

test("while another notice opens the thread this one waits", async () => {
  const { means, post } = world();
  await post(notice);
  await slackWay(notice, alice, means);
  await expect(slackWay(exampleNotice({ id: "b" }), alice, means)).rejects.toMatchObject({ seconds: 2 });
});

test("an opener that is no longer on its way is replaced", async () => {
  const { means } = world();
  await slackWay(notice, alice, means);
  await slackWay(exampleNotice({ id: "b" }), alice, means);
  expect(await means.threads.get(notice.resource.arn, "U0ALICE")).toMatchObject({ opener: "b" });
});

test.each([{ type: "digest" as const }, { type: "dead-rules" as const }])("%j has no thread", async (change) => {
  const { means } = world();
  await (await slackWay(exampleNotice(change), alice, means)).send();
  expect(await means.threads.get(notice.resource.arn, "U0ALICE")).toBeUndefined();
});
