import { IAMClient } from "@aws-sdk/client-iam";
import { classify } from "../../act/classify.ts";
import { IamRefusal } from "../../model/role-image.ts";
import { clientSettings } from "../client.ts";
import { callOf, nameCalls } from "../named-calls.ts";
import { serviceTime, tellTime } from "./service-time.ts";

export type Sender = Pick<IAMClient, "send">;

let client: Sender | undefined;

/** Somebody is abusing the role while this waits: one more try than elsewhere before the step is tried again. */
export const sharedClient = (): Sender => {
  client ??= nameCalls(tellTime(new IAMClient({ ...clientSettings, maxAttempts: 3 })));
  return client;
};

/**
 * IAM's codes, without the `Exception` that the SDK adds to some of them. What is not here may pass: throttling, faults,
 * `ConcurrentModification`, `EntityTemporarilyUnmodifiable`, and `DeleteConflict`, where something was attached after it was looked at.
 */
const kinds: Readonly<Record<string, IamRefusal["kind"]>> = {
  NoSuchEntity: "gone",
  LimitExceeded: "full",
  AccessDenied: "refused",
  UnmodifiableEntity: "refused",
  PolicyNotAttachable: "refused",
  MalformedPolicyDocument: "malformed",
  InvalidInput: "malformed",
  ValidationError: "malformed",
};

export const refusalKind = (error: unknown): IamRefusal["kind"] | undefined => {
  const code = String((error as Error).name).replace(/Exception$/, "");
  return Object.hasOwn(kinds, code) ? kinds[code] : undefined;
};

export const refusalOf = (error: unknown): unknown => {
  const kind = refusalKind(error);
  if (kind === undefined) return error;
  const call = callOf(error);
  return new IamRefusal(kind, `${call === undefined ? "" : `${call}: `}${classify(error).reason}`, { cause: error });
};

/** What IAM answers. Throws `IamRefusal` for what it will not do, else what the SDK throws. */
export const ask = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await call();
  } catch (error) {
    throw refusalOf(error);
  }
};

/** IAM's time of a write. `fine`: a refusal that says that it is so already. */
export const write = async (call: () => Promise<object>, fine?: IamRefusal["kind"]): Promise<string> => {
  try {
    return serviceTime(await call());
  } catch (error) {
    if (fine !== undefined && refusalKind(error) === fine) return serviceTime(error);
    throw refusalOf(error);
  }
};

/** What is there, and IAM's time; `undefined` where there is none. */
export const unlessGone = async <Answer extends object>(
  call: () => Promise<Answer>,
): Promise<{ answer: Answer | undefined; at: string }> => {
  try {
    const answer = await call();
    return { answer, at: serviceTime(answer) };
  } catch (error) {
    if (refusalKind(error) === "gone") return { answer: undefined, at: serviceTime(error) };
    throw refusalOf(error);
  }
};

/** IAM answers documents URL-encoded. A local IAM may not: one that is encoded has neither braces nor quotes. */
export const decoded = (text: string): string => (/[{"]/.test(text) ? text : decodeURIComponent(text));

export const byName = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
