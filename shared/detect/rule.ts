import type { Creation, ProfileUrl, Retag } from "../model/activity.ts";
import type { Finding, Severity } from "../model/finding.ts";
import type { Attribution, Owner } from "../model/owner.ts";
import type { Settings } from "../model/settings.ts";
import type { Tags } from "../model/tags.ts";

/** What a rule over a creation looks at. */
export interface SeenCreation {
  creation: Creation;
  attribution: Attribution;
  /** The tags that the resource has as far as is known. */
  current: Tags;
  settings: Settings;
}

/** What a rule over AddTags and DeleteTags looks at. */
export interface SeenRetag {
  retag: Retag;
  recorded: Owner;
  /** Guarded keys that were given another value or removed. */
  changed: readonly string[];
  /** The round this change belongs to: 1 is the principal's first on this resource. */
  round: number;
  isProvisioner: boolean;
}

/** Somebody's tag that would exempt a resource, with what is known of both. */
export interface ExemptClaim {
  arn: string;
  /** The tags' values, as they were written. */
  until: string;
  reason: string | undefined;
  /** Who wrote it: the principal, and the proven person behind it. */
  principal: string;
  person: string | undefined;
  /** The team of the resource, as far as it is known. */
  team: string | undefined;
  /** ISO 8601, when it was written. */
  at: string;
}

/** What a rule over the tags that exempt a resource looks at. */
export interface SeenExemptTag {
  claim: ExemptClaim;
  settings: Settings;
}

/** What a rule over a request for a profile's address looks at. */
export interface SeenProfileUrl {
  asked: ProfileUrl;
  /** `studiouserid`: by its tag, else by its name where that is a person's; null: nobody's. */
  profile: { name: string; studiouserid: string | null };
  /** The proven person, or null. */
  asker: string | null;
}

/**
 * One rule, one file. `detect` answers one sentence per finding, an empty list for clean, or undefined when the rule
 * does not concern what it was shown: that is not the same as clean.
 */
export interface Rule<Seen> {
  id: string;
  severity: Severity;
  /** Why it matters. For the generated page. */
  why: string;
  /** What it cannot see. For the generated page. */
  blind: string;
  remediation: string;
  detect(seen: Seen): readonly string[] | undefined;
  /** Where the severity depends on what was seen. */
  severityOf?(seen: Seen): Severity;
}

export const findingsOf = <Seen>(rules: readonly Rule<Seen>[], seen: Seen, subject: string): readonly Finding[] =>
  rules.flatMap((rule) =>
    (rule.detect(seen) ?? []).map((detail) => ({
      rule: rule.id,
      severity: rule.severityOf?.(seen) ?? rule.severity,
      subject,
      detail,
      remediation: rule.remediation,
    })),
  );
