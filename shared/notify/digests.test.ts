import { describe, expect, test } from "@jest/globals";
import { toldAt } from "../model/notice.ts";
import { deliverNotice } from "./deliver.ts";
import { sendDigest } from "./digests.ts";
import { exampleNotice } from "./example-notice.ts";
import { httpError, world } from "./fixture.ts";
import { flushNotices } from "./flush.ts";

const notice = (number: number, change = {}) =>
  exampleNotice({
    id: `n-${number}`,
    resource: { arn: `arn:aws:sagemaker:us-east-1:111122223333:model/m-${number}`, kind: "Model" },
    ...change,
  });

/** So many notices for alice, posted and delivered. */
const storm = async (count: number) => {
  const all = world();
  for (let number = 0; number < count; number++) {
    await all.post(notice(number));
    await all.deliver(`n-${number}`);
  }
  return all;
};

const idsOf = ({ posts }: Awaited<ReturnType<typeof storm>>) =>
  posts.map(({ message }) => message.metadata.event_payload.ids);

test("three alone, the others in one digest when ten minutes are over; programs get each at once", async () => {
  const all = await storm(6);
  expect(idsOf(all)).toEqual([["n-0"], ["n-1"], ["n-2"]]);
  expect(all.published).toHaveLength(6);
  expect((await all.row("n-4")).state).toBe("grouped");
  all.pass(599);
  expect(await flushNotices(all.means)).toEqual({ stranded: 0, digests: 0 });
  all.pass(2);
  expect(await flushNotices(all.means)).toEqual({ stranded: 0, digests: 1 });
  const id = all.queued.at(-1) ?? "";
  await all.deliver(id);
  expect(idsOf(all)[3]).toEqual([id, "n-3", "n-4", "n-5"]);
  expect(all.posts[3]?.to).toBe("U0ALICE");
  expect(await flushNotices(all.means)).toEqual({ stranded: 0, digests: 0 });
});

test("what a digest sums up has its receipt", async () => {
  const all = await storm(4);
  expect(toldAt(await all.row("n-3"))).toBeUndefined();
  all.pass(600.5);
  await flushNotices(all.means);
  const id = all.queued.at(-1) ?? "";
  await all.deliver(id);
  const { receipts, state, digest } = await all.row("n-3");
  expect({ state, digest }).toEqual({ state: "grouped", digest: id });
  expect(receipts.map(({ by }) => by)).toEqual(["sns", "slack"]);
  expect(toldAt(await all.row("n-3"))).toBeDefined();
});

test.each([{ severity: "critical" as const }, { type: "owner-wanted" as const, person: "alice" }])(
  "%j does not wait",
  async (change) => {
    const all = await storm(5);
    await all.post(notice(9, change));
    await all.deliver("n-9");
    expect(idsOf(all).at(-1)).toEqual(["n-9"]);
  },
);

test("what was tried alone stays alone, however late its end: it may have arrived", async () => {
  const all = await storm(0);
  all.next.post.push({ ...httpError(503), taken: true });
  await all.post(notice(0));
  await expect(deliverNotice("n-0", all.means)).rejects.toThrow("HTTP 503");
  for (let number = 1; number < 4; number++) {
    await all.post(notice(number));
    await all.deliver(`n-${number}`);
  }
  all.pass(599);
  await all.post(notice(4));
  await all.deliver("n-4");
  all.pass(20);
  await all.deliver("n-0");
  expect(
    idsOf(all)
      .flat()
      .filter((id) => id === "n-0"),
  ).toHaveLength(1);
  expect((await all.row("n-0")).state).toBe("told");
});

test("a full digest goes at once, and the next is begun", async () => {
  const all = await storm(50);
  const [id] = all.queued.filter((one) => one.startsWith("digest#"));
  await all.deliver(id ?? "");
  expect(idsOf(all)[3]).toEqual([id, ...Array.from({ length: 40 }, (_, index) => `n-${index + 3}`)]);
  all.pass(601);
  await flushNotices(all.means);
  await all.deliver(all.queued.at(-1) ?? "");
  expect(idsOf(all)[4]?.slice(1)).toEqual(Array.from({ length: 7 }, (_, index) => `n-${index + 43}`));
});

describe("a crash while a digest is put together: nothing is lost, nothing is doubled", () => {
  test.each([1, 2, 3])("at write %d", async (last) => {
    const all = await storm(6);
    all.pass(601);
    const { put } = all.table;
    let writes = 0;
    all.table.put = (...args) => (++writes === last ? Promise.reject(new Error("crash")) : put(...args));
    await expect(sendDigest("U0ALICE", all.means)).rejects.toThrow("crash");
    all.table.put = put;
    await expectWhole(all);
  });

  test("before its id is on the queue", async () => {
    const all = await storm(6);
    all.pass(601);
    const enqueue = () => Promise.reject(new Error("crash"));
    await expect(sendDigest("U0ALICE", { ...all.means, enqueue })).rejects.toThrow("crash");
    await expectWhole(all);
  });

  test("while another adds to it", async () => {
    const all = await storm(5);
    all.pass(601);
    await all.post(notice(5));
    await Promise.all([sendDigest("U0ALICE", all.means), all.deliver("n-5")]);
    all.pass(601);
    await expectWhole(all);
  });
});

/** After the next run of flush-notices: six notices, each in one message. */
const expectWhole = async (all: Awaited<ReturnType<typeof storm>>): Promise<void> => {
  await flushNotices(all.means);
  for (const id of new Set(all.queued)) await all.deliver(id);
  const told = idsOf(all)
    .flat()
    .filter((id) => id.startsWith("n-"));
  expect(told.toSorted()).toEqual(Array.from({ length: 6 }, (_, index) => `n-${index}`));
};
