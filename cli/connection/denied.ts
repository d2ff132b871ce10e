import type { Gate } from "#shared/connections/admit.ts";
import { type LaterGate, refusalOf, withoutArns } from "#shared/connections/refusal.ts";
import { BadInput, Refused } from "#shared/model/errors.ts";
import { describeFailure } from "../failure.ts";
import type { Io } from "../verb.ts";

/** A gate is shut. The message says which, and no ARN. */
export class Denied extends Error {
  override name = "Denied";

  readonly gate: Gate | LaterGate;
  readonly reason: string;
  constructor({ gate, reason }: Pick<Denied, "gate" | "reason">) {
    super(`Permission denied: ${gate}: ${reason}`);
    this.gate = gate;
    this.reason = reason;
  }
}

/** What STS refused with, as the gate that is shut; every other failure without ARNs. */
export const asDenied = (error: unknown): Error => {
  if (error instanceof Denied || error instanceof BadInput) return error;
  const refusal = refusalOf(error instanceof Refused ? error.cause : error);
  return refusal === undefined ? new Error(withoutArns(describeFailure(error))) : new Denied(refusal);
};

/** Does it; a gate that is shut is told, and answers 1. */
export const orDenied = async (work: () => Promise<number>, io: Pick<Io, "err">): Promise<number> => {
  try {
    return await work();
  } catch (error) {
    const told = asDenied(error);
    if (told instanceof BadInput) throw told;
    io.err(told instanceof Denied ? told.message : `sagewarden: ${told.message}`);
    return 1;
  }
};
