import type { Settings } from "../model/settings.ts";
import { incidentsOver } from "../record/incidents.ts";
import type { Table } from "../record/table.ts";
import type { DisturbEdges } from "./disturb.ts";
import type { IncidentEdges } from "./open-incident.ts";

/** For tests: the edges over a table in memory, and what was done through them, in its order. */
export const exampleEdges = (settings: Settings, table: Table, now: () => string) => {
  const done: string[] = [];
  const edges: IncidentEdges & DisturbEdges = {
    settings,
    incidents: incidentsOver(table, { keep: 86_400 }),
    start: async (kind, name) => void done.push(`start ${kind} ${name}`),
    wake: async (id) => {
      done.push(`wake ${id}`);
      return "answered";
    },
    count: (metric) => void done.push(`count ${metric}`),
    now,
  };
  return { edges, done };
};
