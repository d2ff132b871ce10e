import { exemptionOf } from "../decide/exemption.ts";
import type { LiveResource, ResourceEdge } from "../model/live-resource.ts";
import { type OwnEvent, ownEvents, ownSource } from "../model/own-event.ts";
import { secondsOf } from "../model/time.ts";
import { takeAllowance } from "../record/allowance.ts";
import { caseStore } from "../record/cases.ts";
import { metricWriter } from "../record/metrics.ts";
import { outboxOver } from "../record/outbox.ts";
import { useSeries } from "../sagemaker/use-series.ts";
import type { CaseWorld } from "../unowned/world.ts";
import { regionOf } from "./client.ts";
import { environment } from "./environment.ts";
import { type LiveTarget, liveEdges, startCase } from "./live-edges.ts";
import { liveTable } from "./live-table.ts";
import { liveWatch } from "./watched.ts";

/** What the cases of unowned resources see and do on AWS. Each service's client is loaded with the first call that needs it. */
export const liveCases = (target: LiveTarget, own: OwnVersion): CaseWorld => {
  const { settings } = target;
  const keep = secondsOf(settings.retention.ledger);
  const table = liveTable(target.tableName);
  const edges = liveEdges(target);
  const writeMetric = metricWriter();
  return {
    settings,
    now: edges.now,
    cases: caseStore(table, { keep }),
    ledger: edges.ledger,
    reads: () => {
      const { lookups, tags } = liveEdges(target);
      return { lookups, tags: tags.list };
    },
    exemption: async (creation, now) =>
      exemptionOf(creation, settings, now, await edges.exemptions.get(creation.resource.arn))?.words,
    outbox: outboxOver(table, { keep }),
    notify: edges.notify,
    resource: lazyActs(),
    inUse: ({ resource }, live, now) => isUsed(resource.kind, resource.arn, live, now),
    deployedAt: () => liveWatch(table, target.tableName),
    held: async () => (await import("./pause.ts")).held("resources"),
    allowance: (id, now) =>
      takeAllowance(table, { name: "destructive", perHour: settings.limits.destructivePerHour, id, now }),
    recheck: async (creation) => {
      const event: OwnEvent = {
        source: ownSource,
        "detail-type": ownEvents.recheck,
        detail: { ...creation, again: true },
      };
      await (await import("./sqs.ts")).sendMessage(environment("CREATIONS_URL"), event);
    },
    successor: () => successorOf(own),
    start: startCase,
    count: (name) => writeMetric({ name, unit: "Count", value: 1 }),
  };
};

/** The version of Lambda that runs this execution, and the one for which it was started. */
export interface OwnVersion {
  running: string;
  startedFor: string | undefined;
}

/** Of one start for a version there is no second: where Lambda does not say its version truly, the case stays where it is. */
const successorOf = async ({ running, startedFor }: OwnVersion): Promise<string | undefined> => {
  const { versionOf } = await import("./durable.ts");
  const live = await versionOf(environment("SETTLE_ARN"));
  return live === running || live === startedFor ? undefined : live;
};

const lazyActs = (): ResourceEdge => {
  const open = async (): Promise<ResourceEdge> =>
    (await import("./sagemaker-acts.ts")).sageMakerActs({ onCall: () => undefined });
  return {
    read: async (resource) => (await open()).read(resource),
    stop: async (resource, live) => (await open()).stop(resource, live),
    delete: async (resource, live) => (await open()).delete(resource, live),
    start: async (resource, live) => (await open()).start(resource, live),
  };
};

const isUsed = async (kind: string, arn: string, { answer }: LiveResource, now: string): Promise<boolean> => {
  const series = useSeries(kind, answer);
  if (series.length === 0) return false;
  const { invocations } = await import("./cloudwatch.ts");
  return (await invocations(regionOf(arn), series, now)) > 0;
};
