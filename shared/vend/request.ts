import type { LambdaFunctionURLEvent } from "aws-lambda";
import * as z from "zod/mini";
import { bytesOf, mediaTypeOf, only } from "../answer/read-request.ts";

const longest = 65_536;

const proof = z.union([
  z.strictObject({ oidcToken: z.string().check(z.maxLength(16_384), z.regex(/^[\w-]+\.[\w-]+\.[\w-]*$/)) }),
  z.strictObject({ samlAssertion: z.string().check(z.minLength(1), z.maxLength(32_768)) }),
  z.strictObject({ person: z.string().check(z.minLength(1), z.maxLength(256)) }),
]);

const body = z.strictObject({
  connection: z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,47}$/)),
  proof,
  durationSeconds: z.optional(z.int().check(z.minimum(900), z.maximum(43_200))),
});

export type VendRequest = z.infer<typeof body>;

/** What is wrong, by the names that a request has: nothing of what was sent comes back. */
export interface Misread {
  field: "method" | "content-type" | "body" | "connection" | "proof" | "durationSeconds";
}

const fieldOf = ([first]: readonly PropertyKey[]): Misread["field"] =>
  first === "connection" || first === "proof" || first === "durationSeconds" ? first : "body";

const documentOf = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder("utf8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
};

/** What an application asks for. */
export const readVendRequest = (event: LambdaFunctionURLEvent): VendRequest | Misread => {
  if (event.requestContext?.http?.method !== "POST") return { field: "method" };
  const contentType = only(Object.entries(event.headers ?? {}), "content-type");
  if (mediaTypeOf(contentType) !== "json") return { field: "content-type" };
  const bytes = bytesOf(event, longest);
  if (bytes === undefined) return { field: "body" };
  const { data, error } = body.safeParse(documentOf(bytes));
  return data ?? { field: fieldOf(error?.issues[0]?.path ?? []) };
};
