import type { Keys } from "#shared/assume/model.ts";
import { type Admitted, admit, gates as ownGates } from "#shared/connections/admit.ts";
import { laterGates, refusedTarget, withoutArns } from "#shared/connections/refusal.ts";
import { readTarget, type Target } from "#shared/connections/target.ts";
import { describeFailure } from "../failure.ts";
import { lenderFor } from "./admitted.ts";
import { Denied } from "./denied.ts";
import type { Ground } from "./ground.ts";

/** What became of one gate. */
export interface Tried {
  gate: string;
  status: "ok" | "failed" | "not tried";
  /** Of one that failed or was not tried; never with an ARN. */
  reason?: string;
}

/** Touches the target with these keys. Throws what AWS refuses with. */
export type Touch = (target: Target, text: string, keys: Keys) => Promise<void>;

const ok = (gate: string): Tried => ({ gate, status: "ok" });
const notTried = (gate: string, reason: string): Tried => ({ gate, status: "not tried", reason });

/** Those before a gate are open, and those after it nobody has tried. */
const failedAt = (names: readonly string[], gate: string, reason: string): readonly Tried[] => {
  const at = names.indexOf(gate);
  return names.map((name, index) => {
    if (index < at) return ok(name);
    return index === at ? { gate, status: "failed", reason } : notTried(name, `${gate} failed`);
  });
};

/** Each gate between a person and a connection, in order. */
export const tryGates = async (name: string, ground: Ground, touch: Touch): Promise<readonly Tried[]> => {
  const { settings, person, today } = ground;
  const admission = admit(name, person, settings, today);
  if (!admission.isAdmitted) return failedAt([...ownGates, ...laterGates], admission.gate, admission.reason);
  return [...ownGates.map(ok), ...(await tryLater(admission, ground, touch))];
};

const tryLater = async (admitted: Admitted, ground: Ground, touch: Touch): Promise<readonly Tried[]> => {
  const lender = lenderFor(admitted, ground);
  if (lender === undefined) {
    const reason = "your own credentials are used as they are";
    const skipped = laterGates.filter((gate) => gate !== "target").map((gate) => notTried(gate, reason));
    return [...skipped, await tryTarget(admitted, await ground.originals.keys(), touch)];
  }
  try {
    const session = await lender.lend();
    return [...beforeTarget(admitted), await tryTarget(admitted, session, touch)];
  } catch (error) {
    if (error instanceof Denied) return failedAt(laterGates, error.gate, error.reason);
    throw error;
  }
};

const beforeTarget = ({ connection: { sessionTags, sourceIdentity } }: Admitted): readonly Tried[] =>
  laterGates
    .filter((gate) => gate !== "target")
    .map((gate) =>
      gate === "tags" && !sessionTags && !sourceIdentity ? notTried(gate, "the connection sends none") : ok(gate),
    );

const tryTarget = async (
  { connection: { kind, target: text } }: Admitted,
  keys: Keys,
  touch: Touch,
): Promise<Tried> => {
  const target = readTarget(kind, text);
  if ("problem" in target) return { gate: "target", status: "failed", reason: target.problem };
  if (target.kind !== "s3" && target.name.endsWith("*"))
    return notTried("target", "it is of many: there is no one to ask");
  try {
    await touch(target, text, keys);
    return ok("target");
  } catch (error) {
    const reason = refusedTarget(error) ?? withoutArns(describeFailure(error));
    return { gate: "target", status: "failed", reason };
  }
};
