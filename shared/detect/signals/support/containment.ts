import { secondsBetween } from "../../../model/time.ts";
import { containmentPolicies, names } from "../../../names.ts";
import type { SeenAct } from "../signal.ts";

/** Whether a policy is one by which we contain a role. */
export const isOurs = (policy: string | undefined): boolean =>
  policy !== undefined && containmentPolicies.some((name) => policy.startsWith(name));

/** Whether Sagewarden itself acts. */
export const isSagewarden = ({ act }: SeenAct): boolean =>
  act.principal.session?.roleArn?.includes(`:role${names.rolePath}`) === true;

/** Seconds since the role was contained. Undefined: it is not, or was not yet. */
export const secondsContained = ({ act, before }: SeenAct): number | undefined => {
  const seconds = before.contained === undefined ? -1 : secondsBetween(before.contained.at, act.at);
  return seconds < 0 ? undefined : seconds;
};
