import { openCase } from "../act/open-case.ts";
import type { Edges } from "../edges.ts";
import type { Settings } from "../model/settings.ts";
import { tagKeysOf } from "../model/tag-keys.ts";
import type { Tags } from "../model/tags.ts";
import { secondsOf } from "../model/time.ts";
import { enforcerRoleArn } from "../names.ts";
import { tableCache } from "../record/cache.ts";
import { caseStore } from "../record/cases.ts";
import { watchedSince } from "../record/deployment.ts";
import { exemptionStore } from "../record/exemptions.ts";
import { gapLookup } from "../record/gap.ts";
import { ledgerOver } from "../record/ledger.ts";
import { liveLookups, type Reads } from "../record/lookups.ts";
import { metricWriter, pipelineMetrics } from "../record/metrics.ts";
import { sessionStore } from "../record/sessions.ts";
import { studioReads } from "../record/studio.ts";
import type { CaseStart } from "../settle-unowned.ts";
import { environment, placeOf } from "./environment.ts";
import { liveNotify } from "./live-notices.ts";
import { type Delivered, liveTable, retryOf } from "./live-table.ts";
import type { SageMakerOptions } from "./sagemaker.ts";
import type { StudioCalls } from "./sagemaker-studio.ts";

export interface LiveTarget {
  tableName: string;
  /** The account whose resources we keep. */
  account: string;
  /** Our own role's ARN. */
  self: string;
  settings: Settings;
  delivery?: Delivered;
}

/** What the stack deployed, for the functions. */
export const liveTarget = (settings: Settings, env = process.env): LiveTarget => {
  const { partition, account } = placeOf(environment("TOPIC_ARN", env));
  return {
    tableName: environment("TABLE_NAME", env),
    account,
    self: enforcerRoleArn(partition, account),
    settings,
  };
};

/**
 * The edges on AWS, for one event: what was read once is not read again, and calls are counted. Cheap to make; each
 * service's client is loaded with the first call that needs it, once per process.
 */
export const liveEdges = (target: LiveTarget): Edges => {
  let calls = 0;
  const options: SageMakerOptions = { onCall: () => void calls++ };
  const now = (): string => new Date().toISOString();
  const table = liveTable(target.tableName, target.delivery);
  const keep = secondsOf(target.settings.retention.ledger);
  const ledger = ledgerOver(table, { keep });
  const sessions = sessionStore(table);
  const tags = memoisedTags(options);
  const reads: Reads = { ...iamReads, listTags: tags.list, describeLineage: lineageReads(options) };
  const studio = studioReads({ calls: lazyStudio(options), cache: tableCache(table, now) });
  return {
    now,
    self: target.self,
    ledger,
    exemptions: exemptionStore(table, { keep }),
    tags,
    lookups: liveLookups({
      reads,
      studio,
      ledger,
      sessions,
      account: target.account,
      keys: tagKeysOf(target.settings),
      retryIn: retryOf(target.delivery),
      now,
    }),
    metrics: pipelineMetrics(metricWriter()),
    gap: gapLookup(async (span) => (await import("./cloudtrail.ts")).sageMakerRecords(span)),
    notify: liveNotify(table, target.settings),
    openCase: (creation) =>
      openCase(creation, {
        cases: caseStore(table, { keep }),
        settings: target.settings,
        watchedSince: () => watchedSince(table),
        start: startCase,
        now,
      }),
    sageMakerCalls: () => calls,
  };
};

/** The payload is made of the name's parts, so that a second start is the same one. */
export const startCase = async (name: string, payload: CaseStart): Promise<void> => {
  const { startExecution } = await import("./durable.ts");
  await startExecution({ aliasArn: environment("SETTLE_ARN"), name, payload });
};

const iamReads: Pick<Reads, "userTags" | "roleTags"> = {
  userTags: async (name) => (await import("./iam.ts")).userTags(name),
  roleTags: async (name) => (await import("./iam.ts")).roleTags(name),
};

const lineageReads =
  (options: SageMakerOptions): Reads["describeLineage"] =>
  async (arn) =>
    (await import("./sagemaker-lineage.ts")).describeLineage(arn, options);

const lazyStudio = (options: SageMakerOptions): StudioCalls => {
  const open = async (): Promise<StudioCalls> => (await import("./sagemaker-studio.ts")).studioCalls(options);
  return {
    profilesNamed: async (region, name) => (await open()).profilesNamed(region, name),
    describeProfile: async (place) => (await open()).describeProfile(place),
    describeSpace: async (place) => (await open()).describeSpace(place),
    describeDomain: async (region, domainId) => (await open()).describeDomain(region, domainId),
  };
};

/** Attribution and decision read the same tags: one call. A write ends what was known. */
const memoisedTags = (options: SageMakerOptions): Edges["tags"] => {
  const read = new Map<string, Promise<Tags>>();
  const open = async () => (await import("./sagemaker.ts")).tagCalls(options);
  const list = async (arn: string): Promise<Tags> => {
    const known = read.get(arn) ?? open().then(({ listTags }) => listTags(arn));
    read.set(arn, known);
    try {
      return await known;
    } catch (error) {
      read.delete(arn);
      throw error;
    }
  };
  const add = async (arn: string, tags: Tags): Promise<void> => {
    read.delete(arn);
    await (await open()).addTags(arn, tags);
  };
  const remove = async (arn: string, keys: readonly string[]): Promise<void> => {
    read.delete(arn);
    await (await open()).deleteTags(arn, keys);
  };
  return { list, add, remove };
};
