import { keepRules } from "../act/keep-rules.ts";
import type { AuditGround } from "../audit-vendors.ts";
import { regionsOf, type Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import { names } from "../names.ts";
import { auditStatesOver } from "../record/audit-state.ts";
import { cleanAuditsOver } from "../record/clean-audits.ts";
import { findingsOver } from "../record/findings.ts";
import { watchListOver } from "../record/vendor-links.ts";
import type { AuditEdges } from "../vendor-edges.ts";
import { environment, placeOf } from "./environment.ts";
import { liveNotify } from "./live-notices.ts";
import { type Delivered, liveTable } from "./live-table.ts";

/** What `audit-vendors` stands on. Each service's client is loaded with the first call that needs it. */
export const liveAudit = (settings: Settings, delivery: Delivered): AuditGround => {
  const table = liveTable(environment("TABLE_NAME"), delivery);
  const keep = secondsOf(settings.retention.ledger);
  const place = placeOf(environment("TOPIC_ARN"));
  const region = regionsOf(settings)[0] ?? "";
  const watchList = watchListOver(table);
  const edges: AuditEdges = {
    states: auditStatesOver(table),
    findings: findingsOver(table, { keep }),
    clean: cleanAuditsOver(table, { keep }),
    watchList,
    ...accountEdges(region),
    keepRules: async () => {
      const { deleteRule, liveRule, putRule } = await import("./eventbridge.ts");
      const queue = (name: string): string => `arn:${place.partition}:sqs:${region}:${place.account}:${name}`;
      const target = { queueArn: queue(names.queues.vendorActs), deadLetterArn: queue(names.queues.vendorActsDead) };
      return keepRules(place, {
        list: watchList,
        target: target.queueArn,
        rules: {
          read: (name) => liveRule(region, name),
          put: (rule) => putRule(region, rule, target),
          remove: (name) => deleteRule(region, name),
        },
      });
    },
    publish: async (rows) => {
      if (!settings.securityHub || rows.length === 0) return [];
      const [{ importFindings }, { asffRow }] = await Promise.all([
        import("./securityhub.ts"),
        import("../vendors/report/asff-row.ts"),
      ]);
      return importFindings(
        region,
        rows.map((row) => asffRow(row, { ...place, region })),
      );
    },
    notify: (notice, mode) => liveNotify(table, { ...settings, mode })(notice),
    now: () => new Date().toISOString(),
  };
  return { settings, place, edges };
};

const accountEdges = (region: string): Pick<AuditEdges, "account" | "further"> => {
  const open = () => import("./account-documents.ts");
  return {
    account: async () => {
      const { accountReads, authorizationDetails } = await open();
      return authorizationDetails(accountReads(region));
    },
    further: async (roles) => {
      const { accountReads, furtherDocuments } = await open();
      return furtherDocuments(roles, accountReads(region));
    },
  };
};
