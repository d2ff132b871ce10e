import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { BadInput } from "#shared/model/errors.ts";
import type { Arguments } from "./methods.ts";

/** More than any message can be. */
const longestBody = 2_000_000;

export const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longestBody) throw new BadInput(`a body of at most ${longestBody} bytes`);
  }
  return Buffer.concat(chunks).toString();
};

export const jsonOf = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new BadInput(`the body is not JSON: ${(cause as Error).message}`, { cause });
  }
};

/** Arguments that are JSON in a form. */
const structured: readonly string[] = ["blocks", "metadata", "attachments"];

const parsed = (name: string, value: unknown): unknown => {
  if (!structured.includes(name) || typeof value !== "string" || value === "") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value; // the method refuses it with its own word
  }
};

/** Both of Slack's request forms: a form with JSON strings in it, or JSON; what a GET asks stands in the query. */
export const argumentsOf = (contentType: string, query: URLSearchParams, body: string): Arguments => {
  const isJson = contentType.startsWith("application/json");
  const given = isJson && body !== "" ? Object(jsonOf(body)) : Object.fromEntries(new URLSearchParams(body));
  const all = Object.entries<unknown>({ ...Object.fromEntries(query), ...given });
  return Object.fromEntries(all.map(([name, value]) => [name, parsed(name, value)]));
};

/** Slack's word for a token that is missing or wrong; undefined where it is right. */
export const tokenError = (wanted: string, authorization: string | undefined, args: Arguments): string | undefined => {
  const given = authorization?.replace(/^Bearer /i, "") ?? args.token;
  if (typeof given !== "string" || given === "") return "not_authed";
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b) ? undefined : "invalid_auth";
};

/** Asked for on this machine by its own name: a web page whose name was made to point here is refused. */
export const isLocal = ({ headers }: Pick<IncomingMessage, "headers">): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? "");
