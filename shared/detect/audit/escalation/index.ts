import { existingComputeSets } from "./existing-compute.ts";
import { iamSets } from "./iam.ts";
import { passRoleSets } from "./pass-role.ts";
import { sageMakerSets } from "./sagemaker.ts";
import type { EscalationSet } from "./set.ts";

/** The union of what was published: 105 sets. */
export const publishedSets: readonly EscalationSet[] = [...iamSets, ...passRoleSets, ...existingComputeSets];

/** Those that hold no other: whoever has a larger one has one of these. */
export const minimalSets = (sets: readonly EscalationSet[]): readonly EscalationSet[] =>
  sets.filter(
    (set, index) =>
      !sets.some(
        (other, place) =>
          other !== set &&
          other.actions.every((action) => set.actions.includes(action)) &&
          (other.actions.length < set.actions.length || place < index),
      ),
  );

/** `iam:*` and `iam:Put*` hold others by name; whom sts:AssumeRole alone lets somebody be, `assume-role-too-wide` judges. */
const isJudgedElsewhere = ({ actions }: EscalationSet): boolean =>
  actions.join() === "sts:AssumeRole" || actions.some((action) => action.includes("*"));

/** The sets that are judged. */
export const escalationSets: readonly EscalationSet[] = minimalSets(
  [...publishedSets, ...sageMakerSets].filter((set) => !isJudgedElsewhere(set)),
);
