import type { Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import { auditStatesOver } from "../record/audit-state.ts";
import { metricWriter, signalMetric } from "../record/metrics.ts";
import { sessionStore } from "../record/sessions.ts";
import { linksOver, watchListOver } from "../record/vendor-links.ts";
import { vendorRolesOver } from "../record/vendor-roles.ts";
import type { AuditAsk, WatchEdges } from "../vendor-edges.ts";
import { environment } from "./environment.ts";
import { incidentEdges } from "./incident-edges.ts";
import { liveNotify } from "./live-notices.ts";
import { liveTable } from "./live-table.ts";

const ask = async (what: AuditAsk): Promise<void> =>
  (await import("./sqs.ts")).sendMessage(environment("AUDITS_URL"), what);

const now = (): string => new Date().toISOString();

/** The edges of `watch-vendors` on AWS. Cheap to make; each service's client is loaded with the first call that needs it. */
export const liveWatchEdges = (settings: Settings): WatchEdges => {
  const table = liveTable(environment("TABLE_NAME"));
  const keep = secondsOf(settings.retention.ledger);
  const writeMetric = metricWriter();
  return {
    roles: vendorRolesOver(table, { keep }),
    links: linksOver(table, { keep }),
    watchList: watchListOver(table),
    sessions: sessionStore(table),
    auditedPolicies: async () => new Set(Object.keys((await auditStatesOver(table).read()).policies ?? {})),
    ask,
    incidents: incidentEdges(settings, table),
    notify: (notice, mode) => liveNotify(table, { ...settings, mode })(notice),
    count: (severity) => writeMetric(signalMetric(severity)),
    now,
  };
};
