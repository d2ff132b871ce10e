import type { LambdaFunctionURLEvent } from "aws-lambda";
import { throttleCodes } from "../act/error-codes.ts";
import type { RoleWanted, Session } from "../assume/model.ts";
import { type Admitted, admit } from "../connections/admit.ts";
import { connectionsOf } from "../connections/named.ts";
import { refusalOf } from "../connections/refusal.ts";
import { wantedBy } from "../connections/wanted.ts";
import type { IssueRow, ProofKind } from "../model/issue.ts";
import type { Settings } from "../model/settings.ts";
import { type HttpAnswer, issued, later, misread, type Refusal, refused, type Vended } from "./answer.ts";
import { type Caller, callerOf, isOneOf } from "./caller.ts";
import type { Doubted, Proven } from "./model.ts";
import { personBy } from "./person.ts";
import { readVendRequest, type VendRequest } from "./request.ts";

export interface Parts {
  settings: Settings;
  /** Whom a token or an assertion proves. Throws where the identity provider is silent. */
  prove(proof: OutsideProof): Promise<Proven | Doubted>;
  /** Remembers a proof. False: it was used before. */
  claim(proofId: string): Promise<boolean>;
  /** Whether this role is contained. */
  isContained(roleArn: string): Promise<boolean>;
  assume(wanted: RoleWanted): Promise<Session>;
  record(row: IssueRow): Promise<void>;
  tell(happening: Happening): void;
  /** ISO 8601 */
  now(): string;
}

export type OutsideProof = Exclude<VendRequest["proof"], { person: string }>;

/** What is counted and logged of each call: no secret, and nothing of it that was not checked. */
export type Happening = { application?: string; connection?: string } & (
  | { what: "issued"; row: IssueRow }
  | ({ what: "refused" } & Refusal)
  | { what: "misread"; field: string }
  | { what: "failed"; error: string }
);

/** AWS: the session of a role that takes another one lasts an hour at most, and this function's credentials are a role's. */
const chained = 3_600;

/** One call of the broker. Whatever goes wrong, credentials leave only behind a row of the ledger that says so. */
export const vend = async (event: LambdaFunctionURLEvent, parts: Parts): Promise<HttpAnswer> => {
  const caller = callerOf(event);
  const about = caller === undefined ? {} : { application: caller.arn };
  const callers = parts.settings.broker?.callers ?? [];
  if (caller === undefined || !isOneOf(caller, callers)) {
    parts.tell({ what: "refused", gate: "application", ...about });
    return refused({ gate: "application" });
  }
  const request = readVendRequest(event);
  if ("field" in request) {
    parts.tell({ what: "misread", field: request.field, ...about });
    return misread(request);
  }
  const isThere = connectionsOf(parts.settings).some(({ name }) => name === request.connection);
  const asked = { ...about, ...(isThere && { connection: request.connection }) };
  try {
    const found = await vendTo(caller, request, event.requestContext.requestId, parts);
    if ("gate" in found) parts.tell({ what: "refused", ...found, ...asked });
    return "gate" in found ? refused(found) : issued(found);
  } catch (error) {
    const { name } = error as Error;
    parts.tell({ what: "failed", error: name, ...asked });
    return later(throttleCodes.includes(name) ? 429 : 503);
  }
};

interface Known {
  person: string;
  proof: ProofKind;
  proofId: string;
}

const vendTo = async (
  caller: Caller,
  request: VendRequest,
  requestId: string,
  parts: Parts,
): Promise<Vended | Refusal> => {
  const { settings, now } = parts;
  const known = await whoAsks(caller, request, requestId, parts);
  if ("gate" in known) return known;
  const admission = admit(request.connection, known.person, settings, now().slice(0, 10));
  if (!admission.isAdmitted) return { gate: admission.gate };
  const wanted = wantedBy(admission, known.person, settings);
  // Of `credential: environment`: the person's own, which we have not.
  if (wanted === undefined) return { gate: "connection" };
  if (await parts.isContained(wanted.roleArn)) return { gate: "trust", why: "Contained" };
  const session = await take({ ...wanted, seconds: secondsFor(request, admission) }, parts);
  if ("gate" in session) return session;
  const row: IssueRow = {
    ...{ accessKeyId: session.accessKeyId, connection: request.connection, roleArn: wanted.roleArn },
    ...{ ...known, application: caller.arn, at: now(), expiresAt: session.expiresAt },
  };
  await parts.record(row);
  parts.tell({ what: "issued", row, application: caller.arn, connection: request.connection });
  return { session, connection: request.connection, person: known.person };
};

/** A proof is spent before anything comes of it: of two calls with one token the second finds it used, and so does one after a crash. */
const whoAsks = async (
  caller: Caller,
  { proof, connection }: VendRequest,
  requestId: string,
  { settings, prove, claim }: Parts,
): Promise<Known | Refusal> => {
  if ("person" in proof) {
    const trusted = connectionsOf(settings).find(({ name }) => name === connection)?.trustedApps ?? [];
    if (!isOneOf(caller, trusted)) return { gate: "application" };
    return { person: proof.person, proof: "application", proofId: requestId };
  }
  const proven = await prove(proof);
  if ("doubt" in proven) return { gate: "proof", doubt: proven.doubt };
  if (!(await claim(proven.proofId))) return { gate: "proof", doubt: "used" };
  const person = personBy(proven.identity, proven.subject, settings);
  return person === undefined ? { gate: "person" } : { person, proof: proven.proof, proofId: proven.proofId };
};

const secondsFor = ({ durationSeconds }: VendRequest, { seconds }: Admitted): number =>
  Math.min(durationSeconds ?? seconds, seconds, chained);

/** What STS says again however often it is asked, beside what closes a gate of a connection. */
const lasting = /^(AccessDenied|ValidationError|ValidationException|RegionDisabled)/;

/** Refused where STS says no, whether for the role's trust, for what our own role may, or for what was asked: each try would cost a proof. */
const take = async (wanted: RoleWanted, { assume }: Parts): Promise<Session | Refusal> => {
  try {
    return await assume(wanted);
  } catch (error) {
    const { name: why } = error as Error;
    const gate = refusalOf(error)?.gate ?? (lasting.test(why) ? "trust" : undefined);
    if (gate === undefined || gate === "target") throw error;
    return { gate, why };
  }
};
