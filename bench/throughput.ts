import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { makeHandler } from "../functions/enforce-tags/handler.ts";
import type { Edges } from "../shared/edges.ts";
import { normalise } from "../shared/normalise/index.ts";
import { memoryLedger } from "../shared/record/memory-ledger.ts";
import { saveSessions } from "../shared/record/save-sessions.ts";
import { settings } from "../test/fixtures.ts";
import {
  aliceSession,
  batchOf,
  byAlice,
  byAliceAsBob,
  byAliceTagged,
  byNobody,
  type Event,
  guardedTagChanged,
  lookAlike,
  tuningJobByAlice,
} from "./records.ts";
import { ratios, type Spread, spread } from "./statistics.ts";

/** Of ten events. */
type Mix = readonly ((name: string) => Event)[];

/** What the queue of creations brings: mostly creations whose owner a session proves. */
const creations: Mix = [
  byAlice,
  byAlice,
  byAlice,
  byAlice,
  byAlice,
  byAlice,
  byAliceTagged,
  byAliceTagged,
  byAliceAsBob,
  byNobody,
];

/** What the normaliser may be shown: sessions, changed tags and another service's events too. */
const everything: Mix = [
  byAlice,
  byAlice,
  byAlice,
  byAliceTagged,
  byNobody,
  tuningJobByAlice,
  guardedTagChanged,
  aliceSession,
  lookAlike,
  lookAlike,
];

const bodiesOf = (mix: Mix, events: number): readonly string[] =>
  Array.from({ length: events }, (_, index) => JSON.stringify(mix[index % mix.length]?.(`bench-${index}`)));

/** A world that answers at once: the ledger in memory, resources with the tags that their records show. */
const instantEdges = async (): Promise<Edges> => {
  const ledger = memoryLedger();
  await saveSessions(aliceSession(), ledger);
  const nothing = async () => undefined;
  const none = async () => ({});
  return {
    ledger,
    lookups: {
      ...ledger,
      profilesNamed: async () => [],
      studioIdentity: nothing,
      recordsMayBeLate: () => false,
      userTags: none,
      roleTags: none,
      recordedOwner: nothing,
      lineage: nothing,
      tagsOf: none,
    },
    tags: { list: none, add: nothing, remove: nothing },
    notify: nothing,
    exemptions: { get: nothing, put: nothing },
    openCase: nothing,
    metrics: { outcome: () => undefined, secondsToTagged: () => undefined, calls: () => undefined },
    gap: { between: async () => [] },
    sageMakerCalls: () => 0,
    now: () => new Date().toISOString(),
    self: "",
  };
};

/** The deployed handler on these edges, in batches of ten. */
const handleAll = async (bodies: readonly string[]): Promise<void> => {
  const edges = await instantEdges();
  const handler: (event: SQSEvent) => Promise<SQSBatchResponse> = makeHandler({
    settings: async () => settings,
    edges: async () => edges,
    held: async () => undefined,
    effects: {
      hide: async () => undefined,
      bury: (_, { reason }) => Promise.reject(new Error(reason)),
      note: (outcome, about) => {
        if (outcome === "unburied") throw new Error(`the bench's own event is refused: ${about.reason}`);
      },
    },
  });
  for (let at = 0; at < bodies.length; at += 10) await handler(batchOf(bodies.slice(at, at + 10)) as SQSEvent);
};

const eventsPerSecond = async (bodies: readonly string[], work: (bodies: readonly string[]) => unknown) => {
  const began = performance.now();
  await work(bodies);
  return (bodies.length / (performance.now() - began)) * 1000;
};

const parseAll = (bodies: readonly string[]): void => {
  for (const body of bodies) JSON.parse(body);
};
const normaliseAll = (bodies: readonly string[]): void => {
  for (const body of bodies) normalise(JSON.parse(body));
};

export interface Throughput {
  title: string;
  eventsPerSecond: Spread;
  /** Of JSON.parse's in the same round. */
  ofParse: Spread;
}

export interface ThroughputReport {
  rounds: number;
  events: number;
  /** Mean size of an event, bytes. */
  bytes: number;
  rows: readonly Throughput[];
}

/** In this process, warm: the first round is thrown away. */
export const benchThroughput = async (rounds: number, events: number): Promise<ThroughputReport> => {
  const [created, mixed] = [bodiesOf(creations, events), bodiesOf(everything, events)];
  const steps = [
    ["JSON.parse alone", created, parseAll],
    ["parse and normalise, mixed events", mixed, normaliseAll],
    ["the handler, memory ledger", created, handleAll],
  ] as const;
  const rates = steps.map((): number[] => []);
  for (let round = 0; round <= rounds; round++)
    for (const [index, [, bodies, work]] of steps.entries()) {
      const rate = await eventsPerSecond(bodies, work);
      if (round > 0) rates[index]?.push(rate);
    }
  const parse = rates[0] ?? [];
  return {
    rounds,
    events,
    bytes: Math.round(created.reduce((sum, body) => sum + Buffer.byteLength(body), 0) / events),
    rows: steps.map(([title], index) => ({
      title,
      eventsPerSecond: spread(rates[index] ?? []),
      ofParse: ratios(rates[index] ?? [], parse),
    })),
  };
};
