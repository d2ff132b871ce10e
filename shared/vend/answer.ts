import type { Session } from "../assume/model.ts";
import type { Gate } from "../connections/admit.ts";
import type { LaterGate } from "../connections/refusal.ts";
import type { Doubt } from "./model.ts";
import type { Misread } from "./request.ts";

/** Where an application is sent away. `trust`: AWS let nobody into the role, or nobody is let in while it is contained. */
export type VendGate = Gate | "application" | "proof" | Exclude<LaterGate, "target">;

export interface Refusal {
  gate: VendGate;
  /** For the log alone. */
  doubt?: Doubt;
  /** STS's code, or `Contained`. For the log alone. */
  why?: string;
}

export interface Vended {
  session: Session;
  connection: string;
  person: string;
}

export interface HttpAnswer {
  statusCode: 200 | 400 | 403 | 429 | 503;
  headers: Readonly<Record<string, string>>;
  body: string;
}

const headers = { "content-type": "application/json", "cache-control": "no-store" };
const answer = (statusCode: HttpAnswer["statusCode"], body: object, more: HttpAnswer["headers"] = {}): HttpAnswer => ({
  statusCode,
  headers: { ...headers, ...more },
  body: JSON.stringify(body),
});

/** As the SDKs take it from a `credential_process`. */
export const issued = ({ session, connection, person }: Vended): HttpAnswer =>
  answer(200, {
    Version: 1,
    ...{ AccessKeyId: session.accessKeyId, SecretAccessKey: session.secretAccessKey },
    ...{ SessionToken: session.sessionToken, Expiration: session.expiresAt, connection, person },
  });

export const misread = ({ field }: Misread): HttpAnswer => answer(400, { error: "Bad input", field });

/** Nothing else: an application that holds a stolen token learns neither whose it is nor what is wrong with it. */
export const refused = ({ gate }: Refusal): HttpAnswer => answer(403, { error: "Permission denied", gate });

/** A proof that was claimed is spent: unless the identity provider was silent, the next try needs another one. */
export const later = (statusCode: 429 | 503): HttpAnswer =>
  answer(statusCode, { error: "Not now" }, { "retry-after": "2" });
