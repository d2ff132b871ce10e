import { expect, test } from "@jest/globals";
import { StaleRow } from "../model/errors.ts";
import { deliverNotice } from "./deliver.ts";
import { exampleNotice } from "./example-notice.ts";
import { rateLimited, world } from "./fixture.ts";
import { flushNotices } from "./flush.ts";

test("a notice whose message was lost is queued again after two minutes", async () => {
  const { post, means, pass, queued, deliver } = world();
  await post(exampleNotice());
  queued.length = 0;
  pass(110);
  expect((await flushNotices(means)).stranded).toBe(0);
  pass(20);
  expect((await flushNotices(means)).stranded).toBe(1);
  expect(queued).toEqual([exampleNotice().id]);
  await deliver(exampleNotice().id);
  pass(1_000);
  expect((await flushNotices(means)).stranded).toBe(0);
});

test("one that Slack wants later has a message of its own, until long after", async () => {
  const { post, means, pass, next } = world();
  next.post.push(rateLimited(600));
  await post(exampleNotice());
  await expect(deliverNotice(exampleNotice().id, means)).rejects.toThrow("ratelimited");
  pass(610);
  expect((await flushNotices(means)).stranded).toBe(0);
  pass(120);
  expect((await flushNotices(means)).stranded).toBe(1);
});

test("a recipient that others are at waits for the next run", async () => {
  const { means, pass } = world();
  await means.recipients.update({
    to: "U1",
    sent: [],
    opened: 1,
    version: 1,
    digest: { id: "d", dueAt: means.now(), ids: ["gone"] },
  });
  pass(1);
  const recipients = { ...means.recipients, get: () => Promise.reject(new StaleRow("moved on")) };
  expect(await flushNotices({ ...means, recipients })).toEqual({ stranded: 0, digests: 1 });
  await expect(
    flushNotices({ ...means, recipients: { ...recipients, get: () => Promise.reject(new Error("broken")) } }),
  ).rejects.toThrow("broken");
});

test("a digest none of whose notices is left is not sent", async () => {
  const { means, pass, queued } = world();
  const digest = { id: "d", dueAt: means.now(), ids: ["gone"] };
  await means.recipients.update({ to: "U1", sent: [], opened: 1, version: 1, digest });
  pass(1);
  await flushNotices(means);
  expect(queued).toEqual([]);
  expect(await flushNotices(means)).toEqual({ stranded: 0, digests: 0 });
});

test("a digest that cannot be sent holds up no other", async () => {
  const { means, pass, post, queued } = world();
  await post(exampleNotice());
  for (const to of ["U1", "U2"]) {
    const digest = { id: `d ${to}`, dueAt: means.now(), ids: [exampleNotice().id] };
    await means.recipients.update({ to, sent: [], opened: 1, version: 1, digest });
  }
  pass(1);
  queued.length = 0;
  const get = (to: string) => (to === "U1" ? Promise.reject(new Error("broken")) : means.recipients.get(to));
  await expect(flushNotices({ ...means, recipients: { ...means.recipients, get } })).rejects.toThrow("broken");
  expect(queued).toEqual(["d U2"]);
});
