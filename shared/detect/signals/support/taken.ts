import type { SeenAct } from "../signal.ts";

/** Whether the watched role was taken, with success. */
export const isTaken = ({ act, watched }: SeenAct): boolean =>
  watched.how === "assumed" && act.errorCode === undefined && act.errorMessage === undefined;

/** The account from which the role was taken: AWS's services have none. */
export const takenFrom = (seen: SeenAct): string | undefined =>
  isTaken(seen) && seen.act.principal.type !== "AWSService" ? seen.act.principal.account : undefined;
