import type { Tags } from "../model/tags.ts";

/** A role that is to be taken, as STS is asked for it. It may hold an external id: it is never logged. */
export interface RoleWanted {
  roleArn: string;
  /** 2 to 64 of letters, digits and `_=,.@+-`: what CloudTrail shows of who it is. */
  sessionName: string;
  /** Absent: what STS gives by itself, an hour. */
  seconds?: number;
  externalId?: string;
  /** By key. Only to roles whose trust has `sts:TagSession`. */
  tags?: Tags;
  transitiveKeys?: readonly string[];
  /** Only to roles whose trust has `sts:SetSourceIdentity`. */
  sourceIdentity?: string;
  /** A session policy, JSON: the session can do what it and the role allow. */
  policy?: string;
}

/** Long-lived credentials, or those of another session. */
export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** What STS issued. Kept in no variable that is logged. */
export interface Session extends Keys {
  sessionToken: string;
  /** ISO 8601, by STS's clock, as the other: this machine's may differ. */
  expiresAt: string;
  issuedAt: string;
}

/** Whom AWS takes us for. */
export interface Caller {
  account: string;
  arn: string;
  partition: string;
}
