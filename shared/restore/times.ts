import { epochOf, isoSecondsAt } from "../model/time.ts";

/**
 * Seconds after which nothing lives of a session that was taken before: the session itself, and a console session that it opened in
 * its last moment. That one lasts up to 12 hours whatever the role's session length is, and is asked for with a sign-in token of
 * 15 minutes, which needs no permission, so that no Deny stops it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html
 */
export const deadAfter = (maxSession: number): number => Math.min(maxSession, 43_200) + 900 + 43_200;

export const secondsLater = (at: string, seconds: number): string => isoSecondsAt((epochOf(at) ?? 0) + seconds * 1000);

/** Measured 3 to 4 s until a change of IAM's holds everywhere; the containment waits as long. */
export const propagation = 10;

/** Seconds between looks at what may be an old answer of IAM's: a minute and some in all. */
export const looks: readonly number[] = [1, 2, 4, 8, 15, 30];
