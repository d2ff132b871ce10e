import { describe, expect, test } from "@jest/globals";
import { PoisonRecord, RetryLater, StaleRow } from "../model/errors.ts";
import { toldAt } from "../model/notice.ts";
import { deliverNotice } from "./deliver.ts";
import { exampleNotice } from "./example-notice.ts";
import { httpError, platformError, rateLimited, settings, teamTopic, topicArn, world } from "./fixture.ts";

const id = exampleNotice().id;

describe("the way of one notice", () => {
  test("the owner in Slack, and the topic of all notices: one message each, one receipt each", async () => {
    const { post, deliver, posts, published, row, queued } = world();
    await post(exampleNotice());
    expect(queued).toEqual([id]);
    expect(await deliver(id)).toEqual([]);
    expect(posts.map(({ to }) => to)).toEqual(["U0ALICE"]);
    expect(published).toEqual([topicArn]);
    const told = await row(id);
    expect(told).toMatchObject({ state: "told", failures: [] });
    expect(told.receipts).toEqual([
      { by: "slack", to: "C-U0ALICE", asked: "U0ALICE", id: "1.0", at: "2026-11-22T10:15:00.000Z" },
      { by: "sns", to: topicArn, id: "m-1", at: "2026-11-22T10:15:00.000Z" },
    ]);
    expect(told.attempt).toBeUndefined();
  });

  test("a second delivery sends nothing", async () => {
    const { post, deliver, calls, published } = world();
    await post(exampleNotice());
    for (let times = 0; times < 3; times++) await deliver(id);
    expect(calls).toEqual(["post"]);
    expect(published).toHaveLength(1);
  });

  test("two deliveries at once send one message", async () => {
    const { post, means, posts, published, deliver } = world();
    await post(exampleNotice());
    const both = await Promise.allSettled([deliverNotice(id, means), deliverNotice(id, means)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await deliver(id);
    expect(posts).toHaveLength(1);
    expect(published).toHaveLength(1);
  });

  test("a person without a member id is looked up by e-mail address", async () => {
    const { post, deliver, posts, row } = world();
    await post(exampleNotice({ studiouserid: "bob" }));
    await deliver(id);
    expect(posts.map(({ to }) => to)).toEqual(["U0BOB"]);
    expect((await row(id)).receipts[0]).toMatchObject({ to: "C-U0BOB", asked: "bob@example.com" });
  });

  test("an id that is in no outbox is poison", async () => {
    await expect(deliverNotice("none", world().means)).rejects.toThrow(PoisonRecord);
  });
});

describe("what cannot be is given up for the next", () => {
  test.each(["user_not_found", "channel_not_found", "is_archived", "invalid_auth", "missing_scope", "msg_too_long"])(
    "%s: the team's channel",
    async (error) => {
      const { post, deliver, posts, next, row } = world();
      next.post.push(platformError(error));
      await post(exampleNotice());
      expect(await deliver(id)).toEqual([]);
      expect(posts.map(({ to }) => to)).toEqual(["#team-a"]);
      expect((await row(id)).failures).toMatchObject([{ to: "U0ALICE", why: error }]);
    },
  );

  test("nobody in Slack: the team's topic, with the number of its confirmed subscriptions", async () => {
    const { post, deliver, next, published, row } = world();
    next.post.push(platformError("not_in_channel"), platformError("not_in_channel"));
    await post(exampleNotice());
    await deliver(id);
    expect(published).toEqual([teamTopic, topicArn]);
    expect((await row(id)).receipts[0]).toMatchObject({ by: "sns", to: teamTopic, confirmed: 1 });
    expect(toldAt(await row(id))).toBeDefined();
  });

  test("a team's topic that nobody has confirmed gets nothing: the topic of all counts", async () => {
    const { post, deliver, next, published, subscribed, row } = world();
    subscribed.set(teamTopic, 0).set(topicArn, 2);
    next.post.push(platformError("not_in_channel"), platformError("not_in_channel"));
    await post(exampleNotice());
    await deliver(id);
    expect(published).toEqual([topicArn]);
    expect(await row(id)).toMatchObject({ state: "told", receipts: [{ to: topicArn, confirmed: 2 }] });
  });

  test("nobody at all: failed, and counted", async () => {
    const { post, deliver, next, subscribed, metrics, row } = world();
    subscribed.set(teamTopic, 0);
    next.post.push(platformError("not_in_channel"), platformError("not_in_channel"));
    await post(exampleNotice());
    await deliver(id);
    expect((await row(id)).state).toBe("failed");
    expect(toldAt(await row(id))).toBeUndefined();
    expect(metrics).toEqual(["NoticeFailed"]);
  });

  test("an address that Slack does not know", async () => {
    const { post, deliver, posts, next } = world();
    next.memberByEmail.push(platformError("users_not_found"));
    await post(exampleNotice({ studiouserid: "bob" }));
    await deliver(id);
    expect(posts.map(({ to }) => to)).toEqual(["#team-a"]);
  });

  test("a topic that is gone", async () => {
    const { post, deliver, topicTrouble, row, metrics } = world({ notices: { digest: "P7D" } });
    topicTrouble.set(teamTopic, [Object.assign(new Error("no topic"), { name: "NotFoundException" })]);
    topicTrouble.set(topicArn, [Object.assign(new Error("no"), { name: "AuthorizationError" })]);
    await post(exampleNotice());
    await deliver(id);
    expect((await row(id)).failures.map(({ to }) => to)).toEqual([teamTopic, topicArn]);
    expect(metrics).toEqual(["NoticeFailed"]);
  });
});

describe("what may pass comes back", () => {
  test("429: when Slack says so, and nothing is looked up", async () => {
    const { post, deliver, next, calls, posts } = world();
    next.post.push(rateLimited(17), rateLimited(3));
    await post(exampleNotice());
    expect(await deliver(id)).toEqual([17, 3]);
    expect(calls).toEqual(["post", "post", "post"]);
    expect(posts).toHaveLength(1);
  });

  test("another delivery of it waits as long", async () => {
    const { post, means, next, pass } = world();
    next.post.push(rateLimited(60));
    await post(exampleNotice());
    await expect(deliverNotice(id, means)).rejects.toMatchObject({ seconds: 60 });
    pass(20);
    await expect(deliverNotice(id, means)).rejects.toMatchObject({ seconds: 40 });
  });

  test("5xx after Slack took it: found, not sent again", async () => {
    const { post, deliver, next, calls, posts, row } = world();
    next.post.push({ ...httpError(503), taken: true });
    await post(exampleNotice());
    await deliver(id);
    expect(calls).toEqual(["post", "find"]);
    expect(posts).toHaveLength(1);
    expect((await row(id)).receipts[0]).toMatchObject({ by: "slack", id: "1.0" });
  });

  test("5xx before Slack took it: looked for, and sent again, each time later", async () => {
    const { post, deliver, next, calls, posts } = world();
    next.post.push(httpError(503), httpError(500), httpError(502));
    await post(exampleNotice());
    const waited = await deliver(id);
    expect(waited).toEqual(waited.toSorted((a, b) => a - b));
    expect(calls).toEqual(["post", "find", "post", "find", "post", "find", "post"]);
    expect(posts).toHaveLength(1);
  });

  test("where history is refused it is sent again: the only way to a doubled one", async () => {
    const { post, deliver, next, posts } = world();
    next.post.push({ ...httpError(503), taken: true });
    next.find.push(platformError("missing_scope"));
    await post(exampleNotice());
    await deliver(id);
    expect(posts).toHaveLength(2);
  });

  test("history that answers 429 is asked again, and what may have arrived is not forgotten", async () => {
    const { post, deliver, next, posts, calls } = world();
    next.post.push({ ...httpError(503), taken: true });
    next.find.push(rateLimited(9), httpError(500));
    await post(exampleNotice());
    expect((await deliver(id))[1]).toBe(9);
    expect(calls).toEqual(["post", "find", "find", "find"]);
    expect(posts).toHaveLength(1);
  });

  test("a process that died during the call: after its time, looked for", async () => {
    const { post, means, deliver, slack, posts, pass, row } = world();
    await post(exampleNotice());
    const dead = { ...means, slack: { ...slack, post: () => new Promise<never>(() => undefined) } };
    void deliverNotice(id, dead);
    await new Promise(setImmediate);
    expect((await row(id)).attempt).toMatchObject({ to: "U0ALICE", number: 1 });
    pass(20);
    await expect(deliverNotice(id, means)).rejects.toMatchObject({ seconds: 100 });
    expect(posts).toEqual([]);
    await deliver(id);
    expect(posts).toHaveLength(1);
  });

  test("after half an hour of it: the next destination", async () => {
    const { post, deliver, next, posts, row } = world();
    next.post.push(...Array.from({ length: 6 }, () => rateLimited(300)));
    await post(exampleNotice());
    const waited = await deliver(id);
    expect(waited.reduce((sum, seconds) => sum + seconds, 0)).toBe(1_800);
    expect(posts.map(({ to }) => to)).toEqual(["#team-a"]);
    expect((await row(id)).failures).toMatchObject([{ to: "U0ALICE", why: "ratelimited" }]);
  });

  test("an address that Slack cannot look up for as long: the next destination too", async () => {
    const { post, deliver, next, posts } = world();
    next.memberByEmail.push(...Array.from({ length: 6 }, () => rateLimited(300)), httpError(503));
    await post(exampleNotice({ studiouserid: "bob" }));
    await deliver(id);
    expect(posts.map(({ to }) => to)).toEqual(["#team-a"]);
  });

  test("SNS too", async () => {
    const { post, deliver, topicTrouble, published } = world();
    topicTrouble.set(topicArn, [Object.assign(new Error("slow down"), { name: "ThrottlingException" })]);
    await post(exampleNotice());
    expect(await deliver(id)).toHaveLength(1);
    expect(published).toEqual([topicArn]);
  });

  test("a row that moved on ends this delivery", async () => {
    const { post, means } = world();
    await post(exampleNotice());
    const outbox = { ...means.outbox, update: () => Promise.reject(new StaleRow("moved on")) };
    await expect(deliverNotice(id, { ...means, outbox })).rejects.toThrow(StaleRow);
  });
});

describe("threads", () => {
  const another = exampleNotice({ id: "reminder", type: "unowned-reminder" });

  test("later notices of a resource reply in its thread; a reminder is shown to the channel", async () => {
    const { post, deliver, posts } = world();
    for (const notice of [exampleNotice(), another, exampleNotice({ id: "third" })]) {
      await post(notice);
      await deliver(notice.id);
    }
    expect(posts.map(({ threadTs, broadcast }) => [threadTs, broadcast])).toEqual([
      [undefined, undefined],
      ["1.0", true],
      ["1.0", undefined],
    ]);
  });

  test("two at once open one", async () => {
    const { post, means, posts, deliver } = world();
    await post(exampleNotice());
    await post(another);
    await Promise.allSettled([deliverNotice(id, means), deliverNotice(another.id, means)]);
    await deliver(another.id);
    await deliver(id);
    expect(posts.map(({ threadTs }) => threadTs)).toEqual([undefined, "1.0"]);
  });

  test("another resource has its own, and so has another recipient", async () => {
    const { post, deliver, posts } = world();
    const elsewhere = exampleNotice({ id: "b", resource: { arn: "arn:aws:sagemaker:x:1:model/b", kind: "Model" } });
    for (const notice of [exampleNotice(), elsewhere, exampleNotice({ id: "c", studiouserid: undefined })]) {
      await post(notice);
      await deliver(notice.id);
    }
    expect(posts.map(({ threadTs }) => threadTs)).toEqual([undefined, undefined, undefined]);
  });

  test("while the opener waits the others do; when it is given up there, one of them opens", async () => {
    const { post, means, deliver, next, posts } = world();
    next.post.push(rateLimited(60));
    await post(exampleNotice());
    await post(another);
    await expect(deliverNotice(id, means)).rejects.toThrow(RetryLater);
    await expect(deliverNotice(another.id, means)).rejects.toMatchObject({ seconds: 2 });
    const { version, notice, state, receipts } = (await means.outbox.get(id)) ?? {
      version: 0,
      notice: another,
      state: "failed",
      receipts: [],
    };
    await means.outbox.update({
      ...{ notice, state, receipts, version: version + 1 },
      failures: [{ to: "U0ALICE", why: "user_not_found", at: means.now() }],
    });
    await deliver(another.id);
    expect(posts.map(({ to, threadTs }) => [to, threadTs])).toEqual([["U0ALICE", undefined]]);
  });

  test("a thread whose first message is gone is opened anew", async () => {
    const { post, deliver, next, posts } = world();
    await post(exampleNotice());
    await deliver(id);
    next.post.push(platformError("thread_not_found"));
    await post(another);
    await deliver(another.id);
    expect(posts.map(({ threadTs }) => threadTs)).toEqual([undefined, undefined]);
  });

  test("an operators' notice stands for itself", async () => {
    const { post, deliver, posts } = world();
    for (const one of ["a", "b"]) {
      await post(exampleNotice({ id: one, type: "dead-rules" }));
      await deliver(one);
    }
    expect(posts.map(({ to, threadTs }) => [to, threadTs])).toEqual([
      ["#ops", undefined],
      ["#ops", undefined],
    ]);
  });
});

test("without Slack everything goes over SNS", async () => {
  const { post, deliver, calls, published, row } = world({
    notices: { ...settings.notices, slack: undefined } as never,
  });
  await post(exampleNotice());
  await deliver(id);
  expect(calls).toEqual([]);
  expect(published).toEqual([teamTopic, topicArn]);
  expect((await row(id)).state).toBe("told");
});

test("who has left is not told: the successor and the team are", async () => {
  const { post, deliver, posts } = world();
  await post(exampleNotice({ studiouserid: "carol" }));
  await deliver(id);
  expect(posts.map(({ to }) => to)).toEqual(["U0ALICE", "#team-a"]);
});
