import {
  conflictCodes,
  deniedCodes,
  faultCodes,
  goneCodes,
  limitCodes,
  sessionCodes,
  signatureCodes,
  throttleCodes,
} from "./error-codes.ts";

/**
 * transient: a later try may do · gone: it is not there (right after a creation: not yet, the caller judges by age) ·
 * denied: our role may not · not-taggable: this kind takes no tags · permanent: no try will do · unknown: somebody has to look.
 */
export type ErrorKind = "transient" | "gone" | "denied" | "not-taggable" | "permanent" | "unknown";

export interface Classified {
  kind: ErrorKind;
  /** One line for people: code and message. Holds no secret. */
  reason: string;
}

/** We refuse to write these tags; no call was made. */
export class CannotTag extends Error {
  override name = "CannotTag";
}

/** We refuse to stop or delete this; no such call was made. */
export class CannotAct extends Error {
  override name = "CannotAct";
}

interface Seen {
  codes: readonly string[];
  message: string;
  status: number | undefined;
}

/** What an error of the SDK, of Node's network, or of anything else means for the work at hand. Reads code and message. */
export const classify = (error: unknown): Classified => {
  const seen = look(error);
  return { kind: kindOf(seen), reason: reasonOf(seen) };
};

type Row = readonly [codes: readonly string[], kind: ErrorKind];
const byCode: readonly Row[] = [
  [["CannotTag", "CannotAct"], "permanent"],
  [throttleCodes, "transient"],
  [faultCodes, "transient"],
  [conflictCodes, "transient"],
  [sessionCodes, "transient"],
  [goneCodes, "gone"],
  [deniedCodes, "denied"],
  [limitCodes, "permanent"],
];

/**
 * SageMaker says most things with ValidationException. First match wins: "deleted" stands before the words of the state
 * in which a resource cannot be tagged yet.
 */
const byMessage: readonly (readonly [RegExp, ErrorKind])[] = [
  [
    /reserved prefix|(prefix|start|begin|reserved|system tag).{0,60}\baws:|\baws:.{0,60}(prefix|reserved|not allowed)/i,
    "permanent",
  ],
  [
    /\bnot support(ed)?\b.{0,40}\btag|\btag(s|ging)?\b.{0,60}\bnot (be )?(support|allow|applicable)|not taggable/i,
    "not-taggable",
  ],
  [/(unsupported|invalid) resource ?type|resource ?type .{0,60}\bnot (support|valid)/i, "not-taggable"],
  [
    /too many tags|\btags?\b.{0,60}\b(limit|maximum|more than|exceed)|(limit|maximum|more than|exceed).{0,60}\btags\b/i,
    "permanent",
  ],
  [/could not find|cannot find|can't find|not found|does not exist|doesn't exist|no such|recordnotfound/i, "gone"],
  [/\b(is|was|been|being|status:?|state:?) ?[[('"]?delet(ed|ing)\b|\bin (status|state) \W?delet/i, "gone"],
  [/\b(creating|pending|updating|in progress|not ready|not yet|currently being|try again|retry)\b/i, "transient"],
  [
    /failed to satisfy constraint|validation errors? detected|must (satisfy|match|have)|malformed|invalid arn/i,
    "permanent",
  ],
];

const requestCodes = [
  "ValidationException",
  "ValidationError",
  "InvalidParameterException",
  "InvalidParameterValueException",
];

const kindOf = ({ codes, message, status }: Seen): ErrorKind => {
  if (has(codes, signatureCodes)) return /expired|not yet current|skew/i.test(message) ? "transient" : "denied";
  const row = byCode.find(([known]) => has(codes, known));
  if (row) return row[1];
  if (has(codes, requestCodes)) return byWords(message);
  if (codes.some((code) => code.startsWith("AccessDenied"))) return "denied";
  return byStatus(status);
};

/** Without the ARNs that it quotes: `training-job/retry-1` is somebody's choice of words, not the service's. */
const byWords = (message: string): ErrorKind => {
  const words = message.replaceAll(/\barn:[^\s,;'"\])]+/g, "ARN");
  return byMessage.find(([pattern]) => pattern.test(words))?.[1] ?? "unknown";
};

const byStatus = (status: number | undefined): ErrorKind => {
  if (status === undefined) return "unknown";
  if (status === 429 || status >= 500) return "transient";
  return status === 403 ? "denied" : "unknown";
};

const has = (codes: readonly string[], known: readonly string[]): boolean => codes.some((code) => known.includes(code));

/** An SDK error carries its code in `name`, Node's in `code`; a network error may be the `cause` of another. */
const look = (error: unknown, depth = 0): Seen => {
  if (typeof error !== "object" || error === null) return { codes: [], message: text(error), status: undefined };
  const { name, code, message, $metadata, cause } = error as Record<string, unknown>;
  const inner = cause !== undefined && depth < 5 ? look(cause, depth + 1) : undefined;
  return {
    codes: [name, code]
      .filter((value) => typeof value === "string" && value !== "Error")
      .map(text)
      .concat(inner?.codes ?? []),
    message: text(message),
    status: statusOf($metadata) ?? inner?.status,
  };
};

const statusOf = (metadata: unknown): number | undefined => {
  const status = (metadata as { httpStatusCode?: unknown } | undefined)?.httpStatusCode;
  return typeof status === "number" ? status : undefined;
};

const text = (value: unknown): string => (typeof value === "string" ? value.slice(0, 1000) : "");

/** A refused signature's message quotes the request with its session token: only its code is told. */
const reasonOf = ({ codes, message, status }: Seen): string => {
  const code = codes[0] ?? (status === undefined ? "Error" : `HTTP ${status}`);
  const isQuoting = has(codes, signatureCodes);
  const words = isQuoting ? "the signature was refused" : (message.split("\n", 1)[0] ?? "");
  return withoutSecrets(words === "" ? code : `${code}: ${words}`).slice(0, 400);
};

/** Secret keys have 40 characters of base64, tokens and encoded messages hundreds. Names in ARNs seldom lack a hyphen so long. */
const withoutSecrets = (words: string): string => words.replaceAll(/[A-Za-z0-9+/=_]{40,}/g, "[removed]");
