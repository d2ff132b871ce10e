import { expect, test } from "@jest/globals";
import { requestBudget } from "./budget.ts";
import { begin, noStore, type Part } from "./cursor.ts";
import { aliceTags } from "./example-existing.ts";
import { arnOf, type FakeResource, fakeAccount, place } from "./fake-account.ts";
import { fakeClock } from "./fake-clock.ts";
import { gather } from "./gather.ts";
import { startRun } from "./progress.ts";

const regions = ["us-east-1", "eu-west-1"];
const createdAt = "2026-11-01T00:00:00.000Z";
const existing: FakeResource[] = [
  { arn: arnOf("model/m"), createdAt, tags: aliceTags },
  { arn: arnOf("model/m", "eu-west-1"), createdAt },
  { arn: arnOf("cluster/c1", "eu-west-1"), createdAt },
  {
    arn: arnOf("extension/sagemaker-c1/e/1", "eu-west-1"),
    createdAt,
    summary: { ClusterArn: arnOf("cluster/c1", "eu-west-1") },
  },
];

const gathered = async (
  parts: readonly Part[] = [],
  change: (account: ReturnType<typeof fakeAccount>) => void = () => {},
) => {
  const clock = fakeClock();
  const account = fakeAccount(existing, { clock });
  change(account);
  const budget = requestBudget({ clock });
  const run = startRun(begin("2026-11-22T10:00:00Z"), { store: noStore, budget, clock, until: 1e9 });
  const heard: string[] = [];
  const found = await gather(run, parts, { ...place, regions }, account.reads, ({ arn }) => heard.push(arn));
  return { found, heard, account };
};

test("every region's lists and tags, also what lies below another resource", async () => {
  const { found, heard, account } = await gathered();
  expect([...(found?.listed.keys() ?? [])].toSorted()).toEqual(existing.map(({ arn }) => arn).toSorted());
  expect([...(found?.tags ?? [])].map(([arn]) => arn)).toEqual([arnOf("model/m")]);
  expect(heard.toSorted()).toEqual(existing.map(({ arn }) => arn).toSorted());
  expect(account.callsOf("us-east-1 ListClusterExtensions")).toBe(0);
  expect(account.callsOf("eu-west-1 ListClusterExtensions")).toBe(1);
});

test("what an ended run has read is there", async () => {
  const arn = arnOf("endpoint/before");
  const part = { listed: [{ arn, kind: "Endpoint", name: "before" }], tagged: [[arn, aliceTags] as const] };
  const { found } = await gathered([part]);
  expect([found?.listed.has(arn), found?.tags.get(arn)]).toEqual([true, aliceTags]);
});

test("a region without its tags is left out, and said", async () => {
  const { found } = await gathered([], (account) => account.fail("eu-west-1 GetResources", "AccessDeniedException"));
  expect([...(found?.listed.keys() ?? [])]).toEqual([arnOf("model/m")]);
  expect(found?.unread).toEqual([expect.stringContaining("eu-west-1 GetResources")]);
});
