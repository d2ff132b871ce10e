import type { SQSRecord } from "aws-lambda";
import type { Lookups } from "#shared/attribute/lookups.ts";
import { type BatchEffects, processBatch } from "#shared/aws/queue-batch.ts";
import type { Notice } from "#shared/model/notice.ts";
import type { CreationRow } from "#shared/model/outcome.ts";
import type { Settings } from "#shared/model/settings.ts";
import { tagMap } from "#shared/model/tags.ts";
import { handle } from "#shared/pipeline.ts";
import { memoryLedger, memoryTable } from "#shared/record/memory-ledger.ts";
import type { Item } from "#shared/record/table.ts";
import { settings as defaults } from "../fixtures.ts";
import { Faults } from "../simulator/faults.ts";
import { randomOf } from "../simulator/random.ts";
import { type World, worldOf } from "../simulator/world.ts";
import { bobsArn, newArn, ownerTags } from "./perfect.ts";

/** How a message ended: done, or in the dead-letter queue with a reason. */
export interface Ending {
  end: "done" | "poison" | "unfinished";
  reason: string;
  deliveries: number;
}

/** The simulator's world with everything counted that leaves Sagewarden. */
export interface Stage {
  world: World;
  /** AddTags that were tried, whether the resource exists or not. */
  writes: { arn: string; tags: Record<string, string> }[];
  /** ListTags that were tried. */
  reads: string[];
  notes: { outcome: string; messageId: string; reason?: string }[];
  buried: { body: string; reason: string }[];
  notices: Notice[];
  items(): readonly Item[];
  rows(): Promise<readonly CreationRow[]>;
  /** Delivers SQS bodies as one batch, again and again, until none comes back. */
  play(...bodies: string[]): Promise<Ending[]>;
  /** Delivers an event past the queue's JSON: for what no body can hold. */
  play1(event: unknown): Promise<Ending>;
}

interface Change {
  settings?: Settings;
  lookups?: Partial<Lookups>;
}

const mostDeliveries = 40;

export const stageOf = ({ settings = defaults, lookups = {} }: Change = {}): Stage => {
  const world = worldOf(new Faults(randomOf(1), 0, 0), () => {});
  const table = memoryTable();
  const ledger = memoryLedger(table);
  const { list, add } = world.edges.tags;
  const stage: Stage = {
    world,
    writes: [],
    reads: [],
    notes: [],
    buried: [],
    notices: world.notices,
    // What is in it for good: who opens a row is forgotten within the hour.
    items: () => table.items().filter(({ sk }) => sk !== "claim"),
    rows: async () => {
      const arns = new Set(table.items().flatMap(({ pk }) => (pk.startsWith("resource#") ? [pk.slice(9)] : [])));
      return (await Promise.all([...arns].map((arn) => ledger.creations(arn)))).flat();
    },
    play: (...bodies) => play(stage, bodies),
    play1: (event) => play1(stage, event, settings),
  };
  world.edges = {
    ...world.edges,
    ledger: { ...ledger, saveSession: ledger.save },
    lookups: {
      ...world.edges.lookups,
      sessionByKey: ledger.sessionByKey,
      sessionByRole: ledger.sessionByRole,
      recordedOwner: async (arn) => {
        const [row] = await ledger.creations(arn);
        return row && { arn, owner: row.owner };
      },
      tagsOf: async (arn) => tagsOf(world, arn),
      ...lookups,
    },
    tags: {
      list: (arn) => {
        stage.reads.push(arn);
        return list(arn);
      },
      remove: (arn, keys) => world.edges.tags.remove(arn, keys),
      add: (arn, tags) => {
        stage.writes.push({ arn, tags: { ...tags } });
        return add(arn, tags);
      },
    },
  };
  exists(stage, newArn, {});
  exists(stage, bobsArn, ownerTags.bob);
  works.set(stage, (event, delivery) => handle(event, delivery, settings, world.edges));
  return stage;
};

export const exists = ({ world }: Stage, arn: string, tags: Record<string, string>): void =>
  void world.resources.set(arn, { tags: new Map(Object.entries(tags)), visibleAt: 0 });

export const tagsOf = (world: World, arn: string): Record<string, string> =>
  tagMap(world.resources.get(arn)?.tags ?? []) as Record<string, string>;

type Work = Parameters<typeof processBatch>[1];
const works = new WeakMap<Stage, Work>();

const message = (messageId: string, body: string, receiveCount: number): SQSRecord =>
  ({
    messageId,
    receiptHandle: messageId,
    body,
    attributes: { ApproximateReceiveCount: `${receiveCount}` },
  }) as SQSRecord;

/** One batch after another, as SQS would: what comes back is delivered when its time is over. */
const play = async (stage: Stage, bodies: readonly string[], work = works.get(stage)): Promise<Ending[]> => {
  if (!work) throw new Error("this is no stage");
  const endings = bodies.map((): Ending => ({ end: "unfinished", reason: "", deliveries: 0 }));
  let waiting = bodies.map((_, index) => index);
  for (let receive = 1; waiting.length > 0 && receive <= mostDeliveries; receive++) {
    const delays = new Map<string, number>();
    const effects = effectsOf(stage, endings, delays);
    const Records = waiting.map((index) => message(`${index}`, bodies[index] ?? "", receive));
    const { batchItemFailures } = await processBatch({ Records }, work, effects);
    for (const index of waiting) endings[index] = { ...(endings[index] as Ending), deliveries: receive };
    waiting = batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier));
    stage.world.now += Math.max(0, ...delays.values()) * 1000;
  }
  return endings;
};

const effectsOf = (stage: Stage, endings: Ending[], delays: Map<string, number>): BatchEffects => ({
  hide: async (handle, seconds) => void delays.set(handle, seconds),
  bury: async (body, { reason }) => void stage.buried.push({ body, reason }),
  note: (outcome, about) => {
    stage.notes.push({ outcome, ...about });
    const ending = endings[Number(about.messageId)];
    if (ending && (outcome === "done" || outcome === "poison"))
      Object.assign(ending, { end: outcome, reason: about.reason ?? "" });
  },
});

const play1 = async (stage: Stage, event: unknown, settings: Settings): Promise<Ending> => {
  const work: Work = (_, delivery) => handle(event, delivery, settings, stage.world.edges);
  const [ending] = await play(stage, ["{}"], work);
  return ending as Ending;
};
