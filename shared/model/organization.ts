/** What an organisation's policies are to one account. */
export type Standing =
  /** The account is in no organisation. */
  | { type: "none" }
  /** It manages the organisation, whose policies do not limit it. */
  | { type: "management"; organization: string }
  /** Consolidated billing only: there are no policies. */
  | { type: "billing-only"; organization: string }
  | { type: "member"; organization: string; scps: Attached; rcps: Attached }
  /** Not even that may be read. */
  | { type: "unknown"; why: string };

/** Policies of one type. */
export type Attached =
  | { type: "attached"; levels: readonly Level[] }
  /** The type is not enabled in the organisation's root: what is attached does nothing. */
  | { type: "disabled" }
  | { type: "unknown"; why: string };

/** The root, a unit or the account: from the root down. */
export interface Level {
  /** `r-…`, `ou-…` or the account's number. */
  target: string;
  policies: readonly OrganizationPolicy[];
}

export interface OrganizationPolicy {
  name: string;
  id: string;
  /** JSON */
  text: string;
}
