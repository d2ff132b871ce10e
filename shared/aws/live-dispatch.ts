import type { DispatchEdges } from "../dispatch-incidents.ts";
import type { Settings } from "../model/settings.ts";
import { environment } from "./environment.ts";
import { incidentEdges } from "./incident-edges.ts";
import { lazily } from "./lazily.ts";
import { incidentPlace } from "./live-incidents.ts";
import { liveTable } from "./live-table.ts";

/** What an order of a person sees and does on AWS. Each client is loaded with the first call that needs it. */
export const liveDispatch = (settings: Settings): DispatchEdges => ({
  ...incidentEdges(settings, liveTable(environment("TABLE_NAME"))),
  place: incidentPlace(),
  roles: lazily(async () => (await import("./incidents/role-edge.ts")).roleEdge()),
  rungs: async () => (await import("../contain/ladder.ts")).ladder,
});
