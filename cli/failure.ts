import { classify } from "#shared/act/classify.ts";
import { callOf } from "#shared/aws/named-calls.ts";
import { Refused } from "#shared/model/errors.ts";

interface Failure extends Error {
  code?: string;
  address?: string;
  port?: number;
  hostname?: string;
  errors?: readonly Failure[];
  $metadata?: { httpStatusCode?: number };
}

const unreachable = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EPIPE",
]);

const hostOf = ({ errors, hostname, address, port }: Failure): string => {
  const first = errors?.[0];
  const host = hostname ?? address ?? first?.address;
  const at = port ?? first?.port;
  if (host === undefined) return "AWS";
  return at === undefined ? host : `${host}:${at}`;
};

const isCredentials = ({ name, message }: Failure): boolean =>
  name === "CredentialsProviderError" || /could not load credentials|is not authorized to perform SSO/i.test(message);

const isNetwork = ({ name, code }: Failure): boolean =>
  name === "TimeoutError" || (code !== undefined && unreachable.has(code));

/** The frames alone: a stack begins with the error's whole message, and a refused signature's quotes the session token. */
export const framesOf = ({ stack = "" }: Error): string =>
  stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");

/** One line for people: which AWS call failed and what it lacked. Never a stack, never a credential. */
export const describeFailure = (error: unknown): string => {
  if (error instanceof Refused) return error.message;
  const { reason } = classify(error instanceof Error ? error : { message: String(error) });
  const words = reason.replace(/^Error: /, "").replace(/^(E[A-Z]+): \1: /, "$1: ");
  if (!(error instanceof Error)) return words;
  const failure: Failure = error;
  const call = callOf(error);
  const needed = call === undefined ? "an AWS call needed" : `${call} needed`;
  if (isCredentials(failure)) {
    return `no AWS credentials: ${needed} them (AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)`;
  }
  if (failure.message === "Region is missing")
    return `no AWS region: ${needed} one (AWS_REGION, or region in the settings)`;
  if (isNetwork(failure)) return `could not reach ${hostOf(failure)} (${failure.code ?? failure.name}): ${needed} it`;
  return call === undefined ? words : `${call} failed: ${words}`;
};
