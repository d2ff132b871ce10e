import { endsAt } from "#shared/assume/life.ts";
import type { Env, Former } from "./former.ts";
import { type Moment, msBetween } from "./machine.ts";
import type { Remembered } from "./sealed.ts";

export const originalKinds = ["none", "long-lived", "temporary", "profile", "web-identity", "container"] as const;

/** What a shell has, of which nothing is secret. The one document of `--json`. */
export type Status =
  | { borrowed: false }
  | {
      borrowed: true;
      role: string;
      sessionName: string;
      /** ISO 8601, by this machine's clock. */
      expiresAt: string;
      secondsLeft: number;
      expired: boolean;
      /** False: somebody set other credentials in this shell since. */
      inUse: boolean;
      originals: { kind: (typeof originalKinds)[number]; accessKeyId: string | null };
    };

export const kindOf = (former: Former): (typeof originalKinds)[number] => {
  if (former.AWS_ACCESS_KEY_ID && former.AWS_SECRET_ACCESS_KEY) {
    return former.AWS_SESSION_TOKEN || former.AWS_SECURITY_TOKEN ? "temporary" : "long-lived";
  }
  if (former.AWS_PROFILE || former.AWS_DEFAULT_PROFILE) return "profile";
  if (former.AWS_WEB_IDENTITY_TOKEN_FILE) return "web-identity";
  if (former.AWS_CONTAINER_CREDENTIALS_FULL_URI || former.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI) return "container";
  return "none";
};

export const statusOf = (remembered: Remembered | undefined, env: Env, now: Moment): Status => {
  if (remembered === undefined) return { borrowed: false };
  const { former, role, sessionName, accessKeyId, lifeMs, lentAt } = remembered;
  const life = { lifeMs, ageMs: msBetween(lentAt, now) };
  const secondsLeft = Math.max(0, Math.floor((lifeMs - life.ageMs) / 1000) || 0);
  const expiresAt = endsAt(life, now.wallMs, remembered.expiresAt);
  return {
    ...{ borrowed: true, role, sessionName, expiresAt, secondsLeft, expired: secondsLeft === 0 },
    inUse: env.AWS_ACCESS_KEY_ID === accessKeyId,
    originals: { kind: kindOf(former), accessKeyId: former.AWS_ACCESS_KEY_ID || null },
  };
};

/** `59 min`, and seconds only in the last minute. */
export const leftInWords = (seconds: number): string => {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

export const statusLines = (status: Status): string[] => {
  if (!status.borrowed) return ["nothing is borrowed in this shell"];
  const { role, sessionName, expiresAt, secondsLeft, expired, inUse, originals } = status;
  return [
    `role       ${role}`,
    `session    ${sessionName}`,
    expired ? `expired    ${expiresAt}; the originals are still there: env --restore, or env --role again` : "",
    expired ? "" : `time left  ${leftInWords(secondsLeft)}, until ${expiresAt}`,
    `originals  ${[originals.kind, originals.accessKeyId].filter((word) => word !== null).join(" ")}`,
    inUse ? "" : "not in use: this shell's AWS_ACCESS_KEY_ID is another one by now",
  ].filter((line) => line !== "");
};
