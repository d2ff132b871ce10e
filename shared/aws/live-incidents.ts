import type { IncidentStart, IncidentWorld, Place } from "../contain/world.ts";
import { regionsOf, type Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import { containment, names } from "../names.ts";
import { cleanAuditsOver } from "../record/clean-audits.ts";
import { incidentsOver } from "../record/incidents.ts";
import { markContained } from "../record/mark-contained.ts";
import { incidentService, metricWriter } from "../record/metrics.ts";
import { tallyOver } from "../record/tally.ts";
import { linksOver } from "../record/vendor-links.ts";
import { vendorRolesOver } from "../record/vendor-roles.ts";
import { environment, placeOf } from "./environment.ts";
import { lazily } from "./lazily.ts";
import type { OwnVersion } from "./live-cases.ts";
import { liveNotify } from "./live-notices.ts";
import { liveTable } from "./live-table.ts";

type Kind = Parameters<IncidentWorld["start"]>[0];

/** Which function runs, in which version of Lambda, and for which one it was started. */
export interface OwnRun extends OwnVersion {
  kind: Kind;
}

const aliases = { contain: "CONTAIN_ARN", restore: "RESTORE_ARN" } as const;

/**
 * What a containment or a restore sees and does on AWS. Cheap to make; each service's client is loaded with the first call that
 * needs it.
 */
export const liveIncidents = (settings: Settings, own: OwnRun): IncidentWorld => {
  const table = liveTable(environment("TABLE_NAME"));
  const keep = secondsOf(settings.retention.ledger);
  const { containmentsPerHour: perHour, burst } = settings.limits;
  const links = linksOver(table, { keep });
  const writeMetric = metricWriter(incidentService);
  return {
    settings,
    place: incidentPlace(),
    now: () => new Date().toISOString(),
    incidents: incidentsOver(table, { keep }),
    roles: lazily(async () => (await import("./incidents/role-edge.ts")).roleEdge()),
    users: lazily(async () => (await import("./incidents/user-edge.ts")).userEdge()),
    links: (role) => links.of(role),
    evidence: lazily(async () => {
      const { evidenceIn } = await import("./incidents/evidence.ts");
      return evidenceIn({ bucket: environment("EVIDENCE_BUCKET"), macKey: environment("MAC_KEY") });
    }),
    cleanAudit: (role) => cleanAuditsOver(table, { keep }).of(role),
    markContained: (role, contained) => markContained(role, contained, vendorRolesOver(table, { keep })),
    calls: async (asked) => (await import("./incident-calls.ts")).liveIncidentCalls(settings)(asked),
    namedIn: async (role) => {
      const [{ namedIn }, { accountReads }] = await Promise.all([
        import("./named-in.ts"),
        import("./account-documents.ts"),
      ]);
      return namedIn(role, accountReads(regionsOf(settings)[0] ?? ""));
    },
    notify: liveNotify(table, settings),
    tally: tallyOver(table, { perHour, within: secondsOf(burst.within) }),
    held: async () => (await import("./pause.ts")).held("containment"),
    count: (name) => writeMetric({ name, unit: "Count", value: 1 }),
    successor: () => successorOf(own),
    start: startIncident,
    wake: async (callbackId) => {
      await wakeIncident(callbackId);
    },
  };
};

/** The account, and the policies that the stack has made for containment. */
export const incidentPlace = (): Place => {
  const { partition, account } = placeOf(environment("TOPIC_ARN"));
  const ours = (name: string): string => `arn:${partition}:iam::${account}:policy${names.rolePath}${name}`;
  return { partition, account, managedDeny: ours(containment.managedDeny), denyBoundary: ours(containment.boundary) };
};

/** The payload is made of the name's parts, so that a second start is the same one. */
export const startIncident = async (kind: Kind, name: string, payload: IncidentStart): Promise<void> => {
  const { startExecution } = await import("./durable.ts");
  await startExecution({ aliasArn: environment(aliases[kind]), name, payload });
};

/** `closed`: nobody waits there any more. */
export const wakeIncident = async (callbackId: string): Promise<"answered" | "closed"> =>
  (await import("./durable.ts")).answerCallback(callbackId, { look: true });

/** Of one start for a version there is no second: where Lambda does not say its version truly, the incident stays where it is. */
const successorOf = async ({ kind, running, startedFor }: OwnRun): Promise<string | undefined> => {
  const { versionOf } = await import("./durable.ts");
  const live = await versionOf(environment(aliases[kind]));
  return live === running || live === startedFor ? undefined : live;
};
