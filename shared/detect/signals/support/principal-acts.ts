import { parseAddress } from "../../../model/address.ts";
import type { SeenAct } from "../signal.ts";

/** Whether the vendor itself calls, or takes its role: no service for it, nobody who changes the role. */
export const isCall = ({ act, watched }: SeenAct): boolean => watched.how !== "changed" && !isByService(act);

/** A service that calls for a session stands in either field; both are AWS's to write. */
const isByService = ({ principal, sourceIp }: SeenAct["act"]): boolean =>
  principal.invokedBy !== undefined ||
  principal.type === "AWSService" ||
  (sourceIp !== undefined && (sourceIp === "AWS Internal" || sourceIp.endsWith(".amazonaws.com")));

/**
 * The address from which the vendor calls. Undefined where a service calls for it, and for what it made that runs inside
 * AWS: a function's address is AWS's to choose.
 */
export const addressOf = (seen: SeenAct): string | undefined => {
  const { act, watched } = seen;
  const runsInside = watched.via?.startsWith("worker:") === true;
  if (!isCall(seen) || runsInside || act.sourceIp === undefined) return undefined;
  return parseAddress(act.sourceIp) === undefined ? undefined : act.sourceIp;
};
