import type { Edges } from "#shared/edges.ts";
import type { IssuedSession } from "#shared/model/activity.ts";
import type { Notice } from "#shared/model/notice.ts";
import type { CreationRow, Outcome } from "#shared/model/outcome.ts";
import { isoAt } from "#shared/model/time.ts";
import { enforcerRoleArn } from "#shared/names.ts";
import { exemptionStore } from "#shared/record/exemptions.ts";
import { memoryLedger, memoryTable } from "#shared/record/memory-ledger.ts";
import { account } from "../fixtures.ts";
import type { Faults } from "./faults.ts";

/** Time zero of every run. */
export const epoch = Date.parse("2026-11-22T10:00:00Z");

/** A fake AWS behind the edges: resources with tags, a ledger, a list of sent notices, a clock. */
export interface World {
  now: number;
  resources: Map<string, { tags: Map<string, string>; visibleAt: number }>;
  edges: Edges;
  notices: Notice[];
  /** eventIDs of the creations whose owners are sought. */
  cases: Set<string>;
  /** SageMaker calls of the delivery under way. */
  calls: number;
  /** Every call that reached SageMaker. */
  allCalls: number;
  outcomes: { kind: string; outcome: Outcome }[];
  rows(): Promise<readonly CreationRow[]>;
  /** How many rounds of guarded-tag changes were counted. */
  rounds(): Promise<number>;
}

/** The session ledger, as the memory ledger keeps it. */
type Sessions = Map<string, IssuedSession>;

const notFound = (): Error =>
  Object.assign(new Error("Could not find the resource"), {
    name: "ResourceNotFound",
    $metadata: { httpStatusCode: 400 },
  });

/** `onAdd` sees every successful AddTags of ours: its record comes back as an event. */
export const worldOf = (faults: Faults, onAdd: (arn: string, tags: Record<string, string>) => void): World => {
  const ledger = memoryLedger();
  const exemptions = exemptionStore(memoryTable(), { keep: 0 });
  const sessions: Sessions = new Map();
  const arns = new Set<string>();
  const world: World = {
    now: epoch,
    resources: new Map(),
    notices: [],
    cases: new Set(),
    calls: 0,
    allCalls: 0,
    outcomes: [],
    rows: async () => (await Promise.all([...arns].map((arn) => ledger.creations(arn)))).flat(),
    rounds: async () => {
      const counted = await Promise.all([...arns].map((arn) => ledger.rounds(arn)));
      return counted.reduce((sum, row) => sum + (row?.rounds.length ?? 0), 0);
    },
    edges: undefined as unknown as Edges,
  };

  const sagemaker = <T>(work: () => T): Promise<T> => {
    world.calls++;
    return faults.call(async () => {
      world.allCalls++;
      return work();
    });
  };
  const visible = (arn: string) => {
    const resource = world.resources.get(arn);
    if (!resource || world.now < resource.visibleAt) throw notFound();
    return resource;
  };

  world.edges = {
    sageMakerCalls: () => world.allCalls,
    now: () => isoAt(world.now),
    self: enforcerRoleArn("aws", account),
    tags: {
      list: (arn) => sagemaker(() => Object.fromEntries(visible(arn).tags)),
      remove: (arn, keys) => sagemaker(() => keys.forEach((key) => void visible(arn).tags.delete(key))),
      add: (arn, tags) =>
        sagemaker(() => {
          const resource = visible(arn);
          for (const [key, value] of Object.entries(tags)) resource.tags.set(key, value);
          onAdd(arn, { ...tags });
        }),
    },
    ledger: {
      creations: (arn) => faults.survive(() => ledger.creations(arn)),
      byEvent: (eventId) => faults.survive(() => ledger.byEvent(eventId)),
      claim: (claim, seen) => faults.survive(() => ledger.claim(claim, seen)),
      open: (row) => {
        arns.add(row.resource.arn);
        return faults.survive(() => ledger.open(row));
      },
      update: (row) => faults.survive(() => ledger.update(row)),
      unsettledBefore: (at) => ledger.unsettledBefore(at),
      rounds: (arn) => faults.survive(() => ledger.rounds(arn)),
      saveRounds: (row) => faults.survive(() => ledger.saveRounds(row)),
      saveSession: (session) =>
        faults.survive(async () => {
          sessions.set(session.accessKeyId, session);
        }),
    },
    exemptions: {
      get: (arn) => faults.survive(() => exemptions.get(arn)),
      put: (exemption) => faults.survive(() => exemptions.put(exemption)),
    },
    lookups: {
      sessionByKey: async (key) => sessions.get(key),
      sessionByRole: async () => undefined,
      profilesNamed: async () => [],
      studioIdentity: async () => undefined,
      recordsMayBeLate: (at) => world.now - Date.parse(at) < 120_000,
      userTags: async () => ({}),
      roleTags: async (arn) => (arn.endsWith("role/Tagged") ? { team: "TeamA" } : {}),
      recordedOwner: async (arn) => {
        const [row] = await ledger.creations(arn);
        return row && { arn, owner: row.owner };
      },
      lineage: async () => undefined,
      tagsOf: async () => ({}),
    },
    notify: (notice) => faults.survive(async () => void world.notices.push(notice)),
    openCase: (creation) => faults.survive(async () => void world.cases.add(creation.eventId)),
    metrics: {
      outcome: (kind, outcome) => void world.outcomes.push({ kind, outcome }),
      secondsToTagged: () => {},
      calls: () => {},
    },
    gap: { between: async () => [] },
  };
  return world;
};
