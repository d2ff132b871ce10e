/**
 * A new external id, handed over without an interruption. What is done next follows from what is there:
 *
 * | state | secret's labels | the stack's parameters | trust |
 * | --- | --- | --- | --- |
 * | steady | AWSCURRENT | one version | it |
 * | begun | AWSCURRENT; AWSPENDING on a new one | one version | the old one |
 * | overlap | as before | both versions | both |
 * | promoted | both labels on the new one | both versions | both |
 * | closing | as before | the new version | the new one |
 *
 * The trust follows from the parameters alone, so in each state a deployment of the stack writes the same trust again.
 */
export const rotationStates = ["steady", "begun", "overlap", "promoted", "closing"] as const;
export type RotationState = (typeof rotationStates)[number];

/** What is there. Version ids are no secrets. */
export interface Rotation {
  /** Of the secret's version AWSCURRENT. */
  current: string;
  /** Of AWSPENDING. `at`: since when, ISO 8601. */
  pending: { id: string; at: string } | undefined;
  /** The stack's parameters name two versions. */
  isOverlap: boolean;
}

/** A version of the secret as the stack's parameters name it: what comes after `SecretString::` in a dynamic reference. */
export const versionNamed = (id: string): string => `:${id}`;
/** Before the first rotation: the version that is there. */
export const firstVersion = "AWSCURRENT:";
export const noVersion = "none";

export type RotationStep = "make-new" | "trust-both" | "promote" | "trust-new" | "forget-label";

/** What each step does, for people. */
export const stepTexts: Readonly<Record<RotationStep, string>> = {
  "make-new": "a new external id was made, version AWSPENDING of the secret",
  "trust-both": "the role trusts the old and the new external id",
  promote: "the new external id is the secret's AWSCURRENT",
  "trust-new": "the role trusts the new external id only",
  "forget-label": "the secret's AWSPENDING is free again",
};

export const stateOf = ({ current, pending, isOverlap }: Rotation): RotationState => {
  if (pending === undefined) return "steady";
  if (pending.id === current) return isOverlap ? "promoted" : "closing";
  return isOverlap ? "overlap" : "begun";
};

const toBegin: Readonly<Record<RotationState, readonly RotationStep[] | undefined>> = {
  steady: ["make-new", "trust-both"],
  begun: ["trust-both"],
  overlap: [],
  promoted: undefined,
  closing: undefined,
};

const toFinish: Readonly<Record<RotationState, readonly RotationStep[] | undefined>> = {
  steady: [],
  begun: undefined,
  overlap: ["promote", "trust-new", "forget-label"],
  promoted: ["trust-new", "forget-label"],
  closing: ["forget-label"],
};

/** What is left to do, in this order; or why nothing is done. */
export const rotationPlan = (
  rotation: Rotation,
  wish: "begin" | "finish",
): { steps: readonly RotationStep[] } | { refused: string } => {
  const state = stateOf(rotation);
  const steps = (wish === "begin" ? toBegin : toFinish)[state];
  if (steps !== undefined) return { steps };
  return {
    refused:
      wish === "begin"
        ? "a rotation is being finished: run it again with --finish"
        : "the role does not trust the new external id yet: run it again without --finish, then let the vendor change over",
  };
};

/** The external ids that the trust must hold; a promoted one is trusted beside one that has no label any more. */
export const trustIsOurs = (
  trusted: readonly (readonly string[])[],
  { state, current, pending }: { state: RotationState; current: string; pending: string | undefined },
): boolean => {
  const wanted = new Set(state === "overlap" && pending !== undefined ? [current, pending] : [current]);
  return (
    trusted.length > 0 &&
    trusted.every((ids) => {
      if (state === "promoted") return ids.includes(current) && ids.length <= 2;
      return ids.length === wanted.size && ids.every((id) => wanted.has(id));
    })
  );
};
