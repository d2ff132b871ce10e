import { account } from "../../test/fixtures.ts";
import type { Tags } from "../model/tags.ts";
import type { FakeClock } from "./fake-clock.ts";
import type { Reads } from "./gather.ts";
import { type List, lists } from "./lists.ts";

export interface FakeResource {
  arn: string;
  createdAt: string;
  tags?: Tags;
  /** Beside what every summary has. */
  summary?: Readonly<Record<string, string>>;
}

interface Options {
  clock: FakeClock;
  /** Of each operation by itself. */
  limit?: { perSecond: number; burst: number };
  /** ms */
  latency?: number;
}

export const place = { account, partition: "aws", regions: ["us-east-1"] };
export const arnOf = (resource: string, region = "us-east-1"): string =>
  `arn:aws:sagemaker:${region}:${account}:${resource}`;

const pageSize = 100;

const failure = (name: string, message = name): Error => Object.assign(new Error(message), { name });

/** Answers or refuses calls, as a token bucket for each operation says. */
const gate = ({ clock, limit, latency = 20 }: Options) => {
  const buckets = new Map<string, { level: number; at: number }>();
  const calls = new Map<string, number>();
  /** Thrown once by the operation's next call. */
  const faults = new Map<string, Error>();
  const pass = async (operation: string): Promise<void> => {
    calls.set(operation, (calls.get(operation) ?? 0) + 1);
    await clock.after(latency);
    const fault = faults.get(operation);
    if (fault && faults.delete(operation)) throw fault;
    if (!limit) return;
    const { level, at } = buckets.get(operation) ?? { level: limit.burst, at: clock.now() };
    const filled = Math.min(limit.burst, level + ((clock.now() - at) / 1_000) * limit.perSecond);
    buckets.set(operation, { level: filled < 1 ? filled : filled - 1, at: clock.now() });
    if (filled < 1) throw failure("ThrottlingException", "Rate exceeded");
  };
  return { pass, calls, faults };
};

const pageOf = <Row>(rows: readonly Row[], token: string | undefined) => {
  const end = Number(token ?? 0) + pageSize;
  return { rows: rows.slice(Number(token ?? 0), end), next: end < rows.length ? String(end) : undefined };
};

const summaryOf = (list: List, { arn, createdAt, summary = {} }: FakeResource): object => ({
  ...(list.arn === null ? {} : { [list.arn]: arn }),
  ...(list.name === null ? {} : { [list.name]: arn.split("/").at(-1) }),
  ...(list.created === null ? {} : { [list.created]: new Date(createdAt) }),
  ...summary,
});

/** For tests: what a list of SageMaker and the tagging API answer, in memory and on a clock of their own. */
export const fakeAccount = (existing: readonly FakeResource[], options: Options) => {
  const { pass, calls, faults } = gate(options);
  /** Thousands are listed page by page. */
  const parsed = existing.map((one) => {
    const [, , , region, , resource = ""] = one.arn.split(":");
    return { one, region, type: /^[^/]+(?=\/)/.exec(resource)?.[0] };
  });
  const reads: Reads = {
    list: async ({ region, list, input }, token) => {
      await pass(`${region} ${list.call}`);
      const own = parsed.filter(
        ({ one: { summary = {} }, ...is }) =>
          is.type === list.kind.type &&
          is.region === region &&
          Object.entries(input).every(([key, value]) => summary[key] === value),
      );
      const { rows, next } = pageOf(own, token);
      return { answer: { [list.items]: rows.map(({ one }) => summaryOf(list, one)) }, next };
    },
    tagged: async (region, token) => {
      await pass(`${region} GetResources`);
      const own = existing.filter(({ arn, tags }) => tags !== undefined && arn.split(":")[3] === region);
      const { rows, next } = pageOf(own, token);
      return { tagged: rows.map(({ arn, tags = {} }) => [arn, tags] as const), next };
    },
  };
  return {
    reads,
    calls: (): number => [...calls.values()].reduce((sum, count) => sum + count, 0),
    callsOf: (operation: string): number => calls.get(operation) ?? 0,
    fail: (operation: string, name: string, message?: string) => faults.set(operation, failure(name, message)),
  };
};

/** So many resources of some kinds, some of them tagged. */
export const fleet = (counts: Readonly<Record<string, number>>, tagsOf: (index: number) => Tags | undefined) =>
  Object.entries(counts).flatMap(([call, count]): FakeResource[] => {
    const type = lists.find((list) => list.call === call)?.kind.type;
    return Array.from({ length: count }, (_, index) => {
      const tags = tagsOf(index);
      const arn = arnOf(`${type}/${type}-${String(index).padStart(5, "0")}`);
      return { arn, createdAt: "2026-11-01T00:00:00.000Z", ...(tags ? { tags } : {}) };
    });
  });
