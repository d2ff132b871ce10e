import type { Contract } from "../model/contract.ts";
import type { Incident, IncidentChoice, RungId } from "../model/incident.ts";
import type { Notice } from "../model/notice.ts";

export type IncidentNoticeType = Extract<
  Notice["type"],
  | "vendor-would-contain"
  | "vendor-contain-refused"
  | "vendor-contained"
  | `vendor-containment-${string}`
  | `vendor-restore${string}`
>;

/** What is said, and what may be answered to it. `which`: tells two notices of one type and incident apart. */
export interface Said {
  type: IncidentNoticeType;
  detail: string;
  /** What a person can do; absent: as the type has it. */
  remedy?: string;
  which?: string;
  choices?: readonly IncidentChoice[];
  next?: "begin" | RungId;
}

interface Words {
  title: string;
  /** `name`: of the vendor, or the role's ARN, as the command line takes it. */
  remedy(name: string): string;
}

const restoreIt = (name: string): string => `To put the role back: npx sagewarden vendors restore ${name}`;
const containIt = (name: string): string => `npx sagewarden vendors contain ${name}`;

const words: Readonly<Record<IncidentNoticeType, Words>> = {
  "vendor-would-contain": {
    title: "would be contained",
    remedy: (name) =>
      `To contain it in this mode, too: ${containIt(name)}. What the vendor does rightly belongs into its contract.`,
  },
  "vendor-contain-refused": {
    title: "is not contained: it may not be touched",
    remedy: (name) => `When that is mended: ${containIt(name)}`,
  },
  "vendor-contained": { title: "is contained", remedy: restoreIt },
  "vendor-containment-waits": {
    title: "waits for a person's word",
    remedy: (name) => `An approver says so in Slack, or: ${containIt(name)}. ${restoreIt(name)}`,
  },
  "vendor-containment-failed": {
    title: "could not be contained for certain",
    remedy: (name) => `Look at the role now, and try again: ${containIt(name)}. ${restoreIt(name)}`,
  },
  "vendor-containment-disturbed": {
    title: "was contained, and somebody worked against it",
    remedy: (name) => `Find out who, and take that from them. ${restoreIt(name)}`,
  },
  "vendor-restored": {
    title: "is put back",
    remedy: (name) => `If it is abused again: ${containIt(name)}`,
  },
  "vendor-restore-refused": {
    title: "is not put back",
    remedy: (name) => `When that is mended: npx sagewarden vendors restore ${name}`,
  },
};

/**
 * What people are told of an incident: the vendor's owner, and whoever is told of all. The detail is the ladder's or the restore's own
 * sentence, which has no policy, external id or key in it.
 */
export const incidentNotice = (row: Incident, said: Said, contract: Contract | undefined, now: string): Notice => {
  const { id, role, vendor, upTo, rungs, openedAt } = row;
  const { title, remedy } = words[said.type];
  const name = row.vendor ?? role.slice(role.lastIndexOf("/") + 1);
  return {
    id: [said.type, id, ...(said.which === undefined ? [] : [said.which])].join("#"),
    type: said.type,
    severity: said.type === "vendor-restored" ? "high" : "critical",
    resource: { arn: role, kind: "Role" },
    team: contract?.team,
    studiouserid: contract?.owner,
    at: now,
    title: `${name} ${title}`,
    detail: said.detail,
    remediation: said.remedy ?? remedy(nameOf(row, contract)),
    facts: {
      vendor: vendor ?? "nobody registered it",
      incident: id,
      cause: row.causes[0]?.reason ?? "-",
      upTo,
      ...Object.fromEntries(rungs.map(({ rung, status }) => [rung, status])),
    },
    since: openedAt,
    ...answerable(row, said),
  };
};

/** As the command line takes it: a vendor may have roles beside the one of its contract. */
const nameOf = ({ vendor, role }: Incident, contract: Contract | undefined): string =>
  vendor !== undefined && contract?.role.arn === role ? vendor : role;

const answerable = ({ id }: Incident, { choices = [], next }: Said): Pick<Notice, "incident"> =>
  choices.length > 0 ? { incident: { id, choices, ...(next ? { next } : {}) } } : {};
