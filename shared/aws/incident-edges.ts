import type { DisturbEdges } from "../contain/disturb.ts";
import type { IncidentEdges } from "../contain/open-incident.ts";
import type { Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import { incidentsOver } from "../record/incidents.ts";
import { incidentService, metricWriter } from "../record/metrics.ts";
import type { Table } from "../record/table.ts";
import { startIncident, wakeIncident } from "./live-incidents.ts";

/** How incidents are opened, disturbed and answered on AWS, by the function at hand: no further one is between. */
export const incidentEdges = (settings: Settings, table: Table): IncidentEdges & DisturbEdges => {
  const writeMetric = metricWriter(incidentService);
  return {
    settings,
    incidents: incidentsOver(table, { keep: secondsOf(settings.retention.ledger) }),
    start: startIncident,
    wake: wakeIncident,
    count: (name) => writeMetric({ name, unit: "Count", value: 1 }),
    now: () => new Date().toISOString(),
  };
};
