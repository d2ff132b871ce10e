import type { Severity } from "./finding.ts";
import type { IncidentChoice, RungId } from "./incident.ts";

export const noticeTypes = [
  "mismatch",
  "unowned",
  "unowned-reminder",
  "unowned-acted",
  "unowned-waits",
  "owner-wanted",
  "answered",
  "guarded-tag-changed",
  "provisioner-fight",
  "tagging-failed",
  "claim-unproven",
  "profile-url",
  "probe-crossed-border",
  "probe-blind",
  "unaccounted",
  "dead-rules",
  "paused",
  "resumed",
  "vendor-signal",
  "vendor-would-contain",
  "vendor-contained",
  "vendor-containment-waits",
  "vendor-containment-failed",
  "vendor-containment-disturbed",
  "vendor-contain-refused",
  "vendor-restored",
  "vendor-restore-refused",
  "vendor-findings",
  "digest",
] as const;
export type NoticeType = (typeof noticeTypes)[number];

/** What a person can answer to a notice of an unowned resource. The ids are the buttons' `action_id`s in Slack. */
export const choices = ["claim", "assign", "keep", "stop", "undo", "confirm", "reject"] as const;
export type Choice = (typeof choices)[number];

/** A message to people: what happened, to which resource, whose, since when, what comes, what can be done. The text is made in `shared/notify/`. */
export interface Notice {
  /** Stable: a second delivery of the same notice has the same id. */
  id: string;
  type: NoticeType;
  severity: Severity;
  resource: { arn: string; kind: string | undefined };
  /** Whose it is, as far as that is proven: decides who is told. */
  team: string | undefined;
  studiouserid: string | undefined;
  /** ISO 8601, when this was found. */
  at: string;
  title: string;
  detail: string;
  remediation: string;
  facts: Readonly<Record<string, string>>;
  /** ISO 8601, since when it is so: the resource's creation. */
  since?: string;
  /** What will be done, and when, if nobody answers. */
  will?: { action: "stop" | "delete"; at: string };
  /** The case that answers belong to (`caseIdOf`), and the answers that make sense now. */
  caseId?: string;
  choices?: readonly Choice[];
  /** The incident that answers belong to, what may be said to it, and what `go-on` would approve. */
  incident?: { id: string; choices: readonly IncidentChoice[]; next?: "begin" | RungId };
  /** Of `confirm` and `reject`: the person whose claim is to be confirmed. */
  claimant?: string;
  /** One person of the directory who is asked, whoever owns the resource. */
  person?: string;
  /** With `digest`: what it sums up, each with its own id. */
  items?: readonly Notice[];
}

/** Proof that a message arrived. */
export interface Receipt {
  by: "slack" | "sns";
  /** Channel id, or topic ARN. */
  to: string;
  /** What the settings call it: `#team-a-ml`, a member's id, an e-mail address. Absent: as in `to`. */
  asked?: string;
  /** Slack's `ts`, or SNS's message id. */
  id: string;
  /** ISO 8601 */
  at: string;
  /** SNS: confirmed subscriptions. A topic without one reaches nobody, and is no receipt. */
  confirmed?: number;
}

/**
 * One notice on its way. `waiting`: to be delivered · `told`: at least one receipt · `grouped`: its text is in a digest ·
 * `held`: the mode is observe, nobody is told · `failed`: nobody could be reached.
 */
export interface OutboxRow {
  notice: Notice;
  state: "waiting" | "told" | "grouped" | "held" | "failed";
  receipts: readonly Receipt[];
  /** The digest notice that carries it. */
  digest?: string;
  /** Stored before each call: a crash or a 5xx after it leaves open whether the message arrived. */
  attempt?: Attempt;
  /** Why the last destination was given up. */
  failures: readonly { to: string; why: string; at: string }[];
  version: number;
}

/** The newest try at one destination. */
export interface Attempt {
  /** As the settings say it. */
  to: string;
  at: string;
  number: number;
  /** When the first of these tries was. */
  since: string;
  /** Absent: under way, or its process died. `refused`: it did not arrive · `unsure`: it may have. */
  outcome?: "refused" | "unsure";
  why?: string;
  /** ISO 8601, not before this time again. */
  again?: string;
}

/** A receipt that people stand behind: when somebody was told, or undefined. */
export const toldAt = ({ receipts }: Pick<OutboxRow, "receipts">): string | undefined =>
  receipts
    .filter(({ by, confirmed = 0 }) => by === "slack" || confirmed > 0)
    .map(({ at }) => at)
    .toSorted()[0];
