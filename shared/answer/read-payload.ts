import { isUtf8 } from "node:buffer";
import { parseBody } from "../aws/message-body.ts";
import { PoisonRecord } from "../model/errors.ts";
import type { SlackRequest } from "./read-request.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What Slack sends to an app's request URL, by what it wants. */
export type Asked =
  | { type: "answer"; payload: JsonObject }
  | { type: "options"; payload: JsonObject }
  /** Slack tries the address, `challenge` and all. */
  | { type: "challenge"; challenge: string }
  | { type: "other" };

/** Reads a request whose signature is right. Undefined: nothing that Slack sends. */
export const readPayload = ({ body, mediaType }: Pick<SlackRequest, "body" | "mediaType">): Asked | undefined => {
  if (!isUtf8(body)) return undefined;
  const text = Buffer.from(body).toString();
  try {
    return mediaType === "json" ? askedInJson(parseBody(text)) : askedInForm(new URLSearchParams(text));
  } catch (error) {
    if (error instanceof PoisonRecord) return undefined;
    throw error;
  }
};

const askedInJson = (sent: unknown): Asked | undefined => {
  if (!isObject(sent)) return undefined;
  const { type, challenge } = sent;
  const isChallenge = type === "url_verification" && typeof challenge === "string" && /^[\w-]{1,200}$/.test(challenge);
  return isChallenge ? { type: "challenge", challenge } : { type: "other" };
};

const askedInForm = (form: URLSearchParams): Asked | undefined => {
  const [text, ...further] = form.getAll("payload");
  if (text === undefined) return form.get("ssl_check") === "1" ? { type: "other" } : undefined;
  const payload = further.length > 0 ? undefined : parseBody(text);
  if (!isObject(payload) || typeof payload.type !== "string") return undefined;
  if (payload.type === "block_actions") return { type: "answer", payload };
  if (payload.type === "block_suggestion") return { type: "options", payload };
  return { type: "other" };
};
