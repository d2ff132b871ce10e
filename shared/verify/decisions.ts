import type { PolicyDecision } from "../policy/model.ts";

type Decided = Pick<PolicyDecision, "decision">;

/** What is not surely denied counts as possible. */
export const isPossible = ({ decision }: Decided): boolean => decision === "allowed" || decision === "ambiguous";

const fromOpen: readonly Decided["decision"][] = ["allowed", "ambiguous", "implicitDeny", "explicitDeny"];

/** Where one of several is enough; the first of equals. */
export const mostOpen = <Each extends Decided>(all: readonly Each[]): Each | undefined => firstBy(fromOpen, all);

/** Where each of several is needed; the first of equals. */
export const mostClosed = <Each extends Decided>(all: readonly Each[]): Each | undefined =>
  firstBy(fromOpen.toReversed(), all);

const firstBy = <Each extends Decided>(order: typeof fromOpen, all: readonly Each[]): Each | undefined =>
  order.flatMap((decision) => all.filter((each) => each.decision === decision))[0];
