import { secondsBetween } from "../../../model/time.ts";
import { containmentPolicies, names } from "../../../names.ts";
import type { SeenAct } from "../signal.ts";

/** Whether a policy is one by which we contain a role. */
export const isOurs = (policy: string | undefined): boolean =>
  policy !== undefined && containmentPolicies.some((name) => policy.startsWith(name));

const ownRoles: readonly string[] = Object.values(names.functions).map((name) => `${names.rolePath}${name}`);

/**
 * Whether a function of ours acts. By the whole ARN: a path may hold `:role/sagewarden/` itself, another account may have such a
 * role, and who may make roles can make further ones below our path.
 */
export const isSagewarden = ({ act: { principal, partition, account } }: Pick<SeenAct, "act">): boolean =>
  ownRoles.some((name) => principal.session?.roleArn === `arn:${partition}:iam::${account}:role${name}`);

/** Seconds since the role was contained. Undefined: it is not, or was not yet. */
export const secondsContained = ({ act, before }: SeenAct): number | undefined => {
  const seconds = before.contained === undefined ? -1 : secondsBetween(before.contained.at, act.at);
  return seconds < 0 ? undefined : seconds;
};

/**
 * Seconds. Published tools had 3 to 4 s before a policy counted everywhere; nothing is recorded as contained before a second look
 * after 10 s. What succeeds later got through.
 */
const propagation = 15;

/** Whether IAM may still be applying the containment, or what was put back after somebody had undone it. */
export const isPropagating = ({ act, before: { contained } }: SeenAct): boolean =>
  [contained?.at, contained?.again].some((since) => {
    const seconds = since === undefined ? -1 : secondsBetween(since, act.at);
    return seconds >= 0 && seconds <= propagation;
  });
