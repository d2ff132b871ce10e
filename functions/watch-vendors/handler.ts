import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { BatchEffects } from "#shared/aws/queue-batch.ts";
import { queueEffects } from "#shared/aws/queue-effects.ts";
import { type GroupWork, processGroups } from "#shared/aws/queue-groups.ts";
import type { Settings } from "#shared/model/settings.ts";
import type { RoleAct } from "#shared/remember-acts.ts";
import type { WatchEdges } from "#shared/vendor-edges.ts";

export interface Parts {
  settings(): Promise<Settings>;
  edges(settings: Settings): Promise<WatchEdges>;
  effects: BatchEffects;
}

/** What vendors do, by the role that it belongs to: a role's acts of one batch are judged together. */
export const makeHandler = ({ settings, edges, effects }: Parts): ((event: SQSEvent) => Promise<SQSBatchResponse>) => {
  const begin = async (): Promise<GroupWork<RoleAct>> => {
    const known = await settings();
    const { watchVendors } = await import("#shared/watch-vendor.ts");
    return watchVendors(known, await edges(known));
  };
  return (event) => {
    let begun: Promise<GroupWork<RoleAct>> | undefined;
    const way = (): Promise<GroupWork<RoleAct>> => {
      begun ??= begin();
      return begun;
    };
    return processGroups<RoleAct>(
      event,
      {
        read: async (message, delivery) => (await way()).read(message, delivery),
        work: async (role, acts) => (await way()).work(role, acts),
      },
      effects,
    );
  };
};

export const handler = middy<SQSEvent, SQSBatchResponse>(
  makeHandler({
    settings: async () => (await import("#shared/aws/deployed-settings.ts")).deployedSettings(),
    edges: async (settings) => (await import("#shared/aws/live-vendors.ts")).liveWatchEdges(settings),
    effects: queueEffects(),
  }),
);
