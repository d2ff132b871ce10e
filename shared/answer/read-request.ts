import type { LambdaFunctionURLEvent } from "aws-lambda";
import type { Signed } from "./verify-signature.ts";

/** Why a request is refused: the values of a metric's dimension, so never anything that was sent. */
export const refusals = [
  "method",
  "content-type",
  "headers",
  "body",
  "stale",
  "no-secret",
  "signature",
  "replayed",
  "payload",
] as const;
export type Refusal = (typeof refusals)[number];

export type MediaType = "form" | "json";

export interface SlackRequest extends Signed {
  mediaType: MediaType;
}

/** Bytes. Slack's own payloads have some 20 KiB. Checked before anything is decoded or hashed. */
export const longestBody = 262_144;

/** What a function URL hands over, as the bytes that were sent, or why it cannot be Slack's. */
export const readRequest = (event: LambdaFunctionURLEvent): SlackRequest | Refusal => {
  if (event.requestContext?.http?.method !== "POST") return "method";
  const headers = Object.entries(event.headers ?? {});
  const [mediaType, timestamp, signature] = [
    mediaTypeOf(only(headers, "content-type")),
    only(headers, "x-slack-request-timestamp"),
    only(headers, "x-slack-signature"),
  ];
  if (mediaType === undefined) return "content-type";
  if (timestamp === undefined || signature === undefined) return "headers";
  const body = bytesOf(event, longestBody);
  return body === undefined ? "body" : { body, timestamp, signature, mediaType };
};

/** A header that was sent once, whatever its case. Lambda joins repeated ones with a comma, which neither of Slack's has. */
export const only = (headers: readonly (readonly [string, string | undefined])[], name: string): string | undefined => {
  const found = headers.filter(([key]) => key.toLowerCase() === name);
  const [value] = found.map(([, sent]) => sent);
  return found.length === 1 && typeof value === "string" && !value.includes(",") ? value : undefined;
};

const mediaTypes: readonly (readonly [RegExp, MediaType])[] = [
  [/^application\/x-www-form-urlencoded(; ?charset=utf-8)?$/i, "form"],
  [/^application\/json(; ?charset=utf-8)?$/i, "json"],
];

export const mediaTypeOf = (header = ""): MediaType | undefined => mediaTypes.find(([form]) => form.test(header))?.[1];

/** The raw body, of at most so many bytes. Lambda hands over every form as base64. */
export const bytesOf = (
  { body, isBase64Encoded }: Pick<LambdaFunctionURLEvent, "body" | "isBase64Encoded">,
  longest: number,
): Uint8Array | undefined => {
  if (typeof body !== "string" || body === "") return undefined;
  if (body.length > Math.ceil(longest / 3) * 4) return undefined;
  const bytes = Buffer.from(body, isBase64Encoded === true ? "base64" : "utf8");
  if (bytes.length > longest) return undefined;
  // Node skips what is not base64: two texts would be one body.
  if (isBase64Encoded === true && bytes.toString("base64") !== body) return undefined;
  return bytes;
};
