import middy from "@middy/core";
import type { DispatchEdges } from "#shared/dispatch-incidents.ts";
import type { IncidentReply } from "#shared/model/incident-order.ts";
import type { Settings } from "#shared/model/settings.ts";

export interface Parts {
  settings(): Promise<Settings>;
  edges(settings: Settings): Promise<DispatchEdges>;
}

/** One order of a person, of the command line or of Systems Manager. */
export const makeHandler =
  ({ settings, edges }: Parts) =>
  async (order: unknown): Promise<IncidentReply> => {
    const { dispatchIncidents } = await import("#shared/dispatch-incidents.ts");
    return dispatchIncidents(order, await edges(await settings()));
  };

export const handler = middy<unknown, IncidentReply>(
  makeHandler({
    settings: async () => (await import("#shared/aws/deployed-settings.ts")).deployedSettings(),
    edges: async (settings) => (await import("#shared/aws/live-dispatch.ts")).liveDispatch(settings),
  }),
);
