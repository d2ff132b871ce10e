import type { Lookups } from "../../shared/attribute/lookups.ts";
import type { Creation } from "../../shared/model/activity.ts";
import type { Notice, OutboxRow } from "../../shared/model/notice.ts";
import { type Settings, settingsSchema } from "../../shared/model/settings.ts";
import { type Tags, tagMap } from "../../shared/model/tags.ts";
import { isoAt } from "../../shared/model/time.ts";
import type { Answer, UnownedCase } from "../../shared/model/unowned-case.ts";
import { takeAllowance } from "../../shared/record/allowance.ts";
import { caseStore } from "../../shared/record/cases.ts";
import { exampleCase, unownedCreation } from "../../shared/record/example-case.ts";
import { memoryLedger, memoryTable } from "../../shared/record/memory-ledger.ts";
import type { CaseWorld } from "../../shared/unowned/world.ts";
import { resourceOn } from "./resource.ts";
import { countdown, durableService, type Kill } from "./service.ts";

const minute = 60_000;
export const hour = 60 * minute;
/** The creation is a quarter of an hour old. */
export const begin = Date.UTC(2026, 10, 22, 10, 15);
export const at = (hours: number): string => isoAt(begin + hours * hour);

export const caseSettings = (change: object = {}): Settings =>
  settingsSchema.parse({
    mode: "enforce",
    region: "us-east-1",
    tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
    teams: { TeamA: {}, TeamB: {} },
    people: { alice: { team: "TeamA" }, bob: { team: "TeamA" }, carol: { team: "TeamB", left: "2026-01-31" } },
    approvers: ["bob"],
    ...change,
  });

/** Something that happens from outside, so many hours after the case was opened. */
export interface Happening {
  after: number;
  what(stage: Stage): void | Promise<void>;
}

export interface Scenario {
  settings?: Settings;
  creation?: Creation;
  /** SageMaker's word for a resource that runs. */
  status?: string;
  happenings?: readonly Happening[];
  /** Minutes until a notice has a receipt; null: never. */
  receiptAfter?: number | null;
  deployedAt?: string;
  /** What an earlier version of the settings had said, with its receipt. */
  saidBefore?: Notice;
  /** Minutes that Stop, Delete and Start take. */
  takes?: number;
  /** Hours from and to which somebody has paused everything. */
  paused?: readonly [from: number, to: number];
  /** What Stop and Delete throw. */
  refusal?: Error;
  /** Or by how many times it was asked before. */
  inUse?: boolean | ((asked: number) => boolean);
  /** Only each n-th point is killed: the others are the same wait over and over. */
  each?: number;
  /** An effect of the world at which the invocation dies; counted over all invocations. */
  effectKill?: Kill;
  kill?: Kill;
}

export type Stage = ReturnType<typeof stageOf>;

const nobody: Lookups = {
  sessionByKey: async () => undefined,
  sessionByRole: async () => undefined,
  profilesNamed: async () => [],
  studioIdentity: async () => undefined,
  recordsMayBeLate: () => false,
  userTags: async () => tagMap([]),
  roleTags: async () => tagMap([]),
  recordedOwner: async () => undefined,
  lineage: async () => undefined,
  tagsOf: async () => tagMap([]),
};

/** One account with one unowned resource and its case. */
export const stageOf = (scenario: Scenario) => {
  const { settings = caseSettings(), creation = unownedCreation(), receiptAfter = 1 } = scenario;
  let ms = begin;
  const clock = {
    now: () => ms,
    set: (to: number) => {
      ms = to;
    },
  };
  const now = (): string => isoAt(ms);
  const table = memoryTable();
  const ledger = memoryLedger(table);
  const cases = caseStore(table, { keep: 1e6 });
  const outbox = new Map(scenario.saidBefore ? [[scenario.saidBefore.id, scenario.saidBefore]] : []);
  const resource = resourceOn(clock, scenario);
  const [rechecked, counted]: [Creation[], string[]] = [[], []];
  const started: string[] = [];
  let asked = 0;
  let successor: string | undefined;
  let tags: Tags = tagMap([]);
  let userTags: Tags = tagMap([]);
  const opened = exampleCase({ creation, openedAt: now() });
  const service = durableService({
    clock,
    payload: { caseId: opened.id },
    points: countdown(scenario.kill),
  });

  const effects = countdown(scenario.effectKill);
  /** An effect can be the last thing that an invocation does, or the first that it does not. */
  const effect =
    <In extends unknown[], Out>(work: (...input: In) => Promise<Out>) =>
    async (...input: In): Promise<Out> => {
      const dies = effects.pass();
      const isBefore = dies("before");
      const isAfter = dies("after");
      if (isBefore) return deadEnd(service);
      const answer = await work(...input);
      return isAfter ? deadEnd(service) : answer;
    };

  const receipt = (notice: Notice): OutboxRow => {
    const state = settings.mode === "observe" ? "held" : "waiting";
    const row = { notice, state, receipts: [], failures: [], version: 1 } as const;
    const told = Date.parse(notice.at) + (receiptAfter ?? 0) * minute;
    if (state === "held" || receiptAfter === null || told > ms) return row;
    return { ...row, state: "told", receipts: [{ by: "slack", to: "C1", id: "1.1", at: isoAt(told) }] };
  };

  const world: CaseWorld = {
    settings,
    now,
    cases: { ...cases, update: effect(cases.update) },
    ledger,
    reads: () => ({ lookups: { ...nobody, userTags: async () => userTags }, tags: async () => tags }),
    exemption: async () => undefined,
    outbox: { get: async (id) => outbox.get(id) && receipt(outbox.get(id) as Notice) },
    notify: effect(async (notice) => void (outbox.has(notice.id) || outbox.set(notice.id, notice))),
    resource: {
      read: resource.read,
      stop: effect(resource.stop),
      delete: effect(resource.delete),
      start: effect(resource.start),
    },
    inUse: async () => (typeof scenario.inUse === "function" ? scenario.inUse(asked++) : scenario.inUse === true),
    held: async () => {
      const [from, to] = (scenario.paused ?? [0, 0]).map((hours) => begin + hours * hour) as [number, number];
      return ms >= from && ms < to ? { why: "paused", seconds: Math.ceil((to - ms) / 1_000) } : undefined;
    },
    deployedAt: async () => scenario.deployedAt ?? "2026-01-01T00:00:00.000Z",
    allowance: effect((id, time) =>
      takeAllowance(table, { name: "destructive", perHour: settings.limits.destructivePerHour, id, now: time }),
    ),
    recheck: effect(async (again) => void rechecked.push(again)),
    count: (metric) => void counted.push(metric),
    successor: async () => successor,
    start: effect(async (name) => void started.push(name)),
  };

  return {
    world,
    service,
    clock,
    now,
    table,
    ledger,
    cases,
    outbox,
    resource,
    rechecked,
    counted,
    opened,
    effects: effects.passed,
    started,
    /** All that comes depends on this: where two are equal, the rest is. What is only counted is not in it. */
    state: (): string =>
      JSON.stringify([
        ...[ms, asked, successor, tags, userTags, table.items(), [...outbox], [...new Set(started)]],
        ...[resource.timeline, resource.acts, service.state()],
      ]),
    /** Another version is deployed. */
    deploy: (version: string) => {
      successor = version;
    },
    /** The resource's live tags, and those of the IAM user that made it. */
    setTags: (next: Tags) => {
      tags = next;
    },
    setUserTags: (next: Tags) => {
      userTags = next;
    },
    /** As `apply-answers` does: into the row first, then to the callback. */
    answer: async (answer: Partial<Answer> & Pick<Answer, "choice">): Promise<void> => {
      const row = (await cases.get(opened.id)) as UnownedCase;
      const pending: Answer = { ...exampleAnswer, at: now(), ...answer };
      await cases.update({ ...row, pending, answers: [...row.answers, pending], version: row.version + 1 });
      if (row.callback) service.answer(row.callback.id);
    },
  };
};

const exampleAnswer: Omit<Answer, "choice"> = {
  at: "",
  person: "alice",
  slackUser: "U0ALICE",
  verdict: "accepted",
  why: "alice said so",
  before: "unowned",
  after: "owned",
};

const deadEnd = ({ kill }: { kill(): void }): Promise<never> => {
  kill();
  return new Promise<never>(() => undefined);
};
