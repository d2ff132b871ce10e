import type { Recorded } from "./activity.ts";
import type { Contract } from "./contract.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** One CloudTrail record as the signals read it. Everything in it is hostile input. `at` is in whole seconds, UTC, with `Z`: texts compare as times. */
export interface VendorAct extends Recorded {
  /** `s3.amazonaws.com` */
  eventSource: string;
  /** `s3` */
  service: string;
  /** An address, or the name of the AWS service that called. */
  sourceIp: string | undefined;
  userAgent: string | undefined;
  errorCode: string | undefined;
  errorMessage: string | undefined;
  readOnly: boolean | undefined;
  /** With the credentials of a console session (`sessionCredentialFromConsole`). */
  fromConsole: boolean;
  category: "management" | "data" | "insight" | "unknown";
  /** `requestParameters`, `responseElements`, `additionalEventData`: empty where absent. */
  request: Fields;
  /** False where CloudTrail left something out. */
  requestComplete: boolean;
  response: Fields;
  additional: Fields;
  resources: readonly { arn: string | undefined; account: string | undefined; type: string | undefined }[];
}

/**
 * Which watched role an act belongs to, and how. `session`: a session of it acts · `assumed`: it is taken · `chained`: a
 * session of another role, taken from a session of it, acts · `minted`: a user or key that its sessions made acts ·
 * `changed`: somebody else changes the role itself.
 */
export interface Watched {
  role: string;
  how: "session" | "assumed" | "chained" | "minted" | "changed";
  contract: Contract | undefined;
  /** Whether our settings register the role, or somebody only asked to judge it. */
  registered: boolean;
  /** Access key id or role that links a chained or minted act to the vendor. */
  via?: string;
}
