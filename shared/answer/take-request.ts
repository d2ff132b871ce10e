import type { LambdaFunctionURLEvent } from "aws-lambda";
import type { Settings } from "../model/settings.ts";
import { optionsFor } from "./options.ts";
import { type JsonObject, readPayload } from "./read-payload.ts";
import { type Refusal, readRequest } from "./read-request.ts";
import { digestOf, isFresh, isSigned, type Signed } from "./verify-signature.ts";

export interface Parts {
  /** Undefined: there is none. `renew`: asks again, because the known one does not fit. */
  signingSecret(renew: boolean): Promise<string | undefined>;
  /** Remembers a request. False: it was taken before. */
  claim(digest: string): Promise<boolean>;
  enqueue(answer: TakenAnswer): Promise<void>;
  settings(): Promise<Settings>;
  /** Counts what was refused. */
  refused(why: Refusal): void;
  /** ISO 8601 */
  now(): string;
}

/** What goes into the queue of answers: Slack's payload, whose signature was right. */
export interface TakenAnswer {
  /** ISO 8601 */
  receivedAt: string;
  payload: JsonObject;
}

export interface HttpAnswer {
  statusCode: 200 | 401;
  headers?: { "content-type": string };
  body: string;
}

const taken: HttpAnswer = { statusCode: 200, body: "" };

/**
 * One request to the function's URL. Until the signature is found right nothing is read from it, nothing written and
 * nobody asked but for the secret; whatever is wrong gets the same empty 401.
 */
export const takeRequest = async (event: LambdaFunctionURLEvent, parts: Parts): Promise<HttpAnswer> => {
  const answer = await answerTo(event, parts);
  if (typeof answer !== "string") return answer;
  parts.refused(answer);
  return { statusCode: 401, body: "" };
};

const answerTo = async (event: LambdaFunctionURLEvent, parts: Parts): Promise<HttpAnswer | Refusal> => {
  const request = readRequest(event);
  if (typeof request === "string") return request;
  if (!isFresh(request, parts.now())) return "stale";
  const wrong = await whatIsWrong(request, parts);
  if (wrong) return wrong;
  const asked = readPayload(request);
  switch (asked?.type) {
    case undefined:
      return "payload";
    case "answer":
      return (await take(asked.payload, request, parts)) ? taken : "replayed";
    case "options":
      // Changes nothing, and Slack sends the same one twice within a second: a replay of it is none.
      return json(optionsFor(asked.payload, await parts.settings(), parts.now()));
    case "challenge":
      return { statusCode: 200, headers: { "content-type": "text/plain" }, body: asked.challenge };
    case "other":
      return taken;
  }
};

/** After a rotation the secret that we hold is the old one: a signature that does not fit is held against a new one too. */
const whatIsWrong = async (request: Signed, { signingSecret }: Parts): Promise<Refusal | undefined> => {
  const known = await signingSecret(false);
  if (known !== undefined && isSigned(request, known)) return undefined;
  const renewed = await signingSecret(true);
  if (renewed === undefined) return "no-secret";
  return isSigned(request, renewed) ? undefined : "signature";
};

/** Remembered first: of two deliveries at the same time one is a replay. Where the queue then fails, Slack tells the person to press again. */
const take = async (payload: JsonObject, request: Signed, { claim, enqueue, now }: Parts): Promise<boolean> => {
  if (!(await claim(digestOf(request)))) return false;
  // Slack's old way to prove itself is a secret, and nobody reads it.
  const { token: _, ...rest } = payload;
  await enqueue({ receivedAt: now(), payload: rest });
  return true;
};

const json = (body: object): HttpAnswer => ({
  statusCode: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
