import type { Condition } from "../../../policy/model.ts";
import { permits } from "../../../vendors/trust/open.ts";
import type { SeenRole } from "../rule.ts";
import { statementsOf } from "./trust.ts";

/** The condition key, whose case does not matter. */
export const externalIdKey = "sts:externalid";

export const isOnExternalId = ({ key }: Condition): boolean => key.toLowerCase() === externalIdKey;

/** No vendor's: what lets this in lets everything in. */
export const probe = "sagewarden-asks-With-a-Value-0f-n0b0dy";

/**
 * The values that a trust policy takes as external id, with the index of their statement: those that an Allow wants, and those
 * that a Deny of everything else leaves.
 */
export const externalIdsOf = (seen: Pick<SeenRole, "role">): readonly { statement: number; value: string }[] =>
  statementsOf(seen as SeenRole)
    .filter((statement) => permits(statement, "sts:AssumeRole"))
    .flatMap(({ index, effect, conditions }) =>
      conditions
        .filter(isOnExternalId)
        .filter(({ operator }) => (effect === "Allow" ? wanting : refusing).has(operator))
        .flatMap(({ values }) => values.map((value) => ({ statement: index, value }))),
    );

const wanting: ReadonlySet<string> = new Set(["StringEquals", "StringEqualsIgnoreCase", "StringLike"]);
const refusing: ReadonlySet<string> = new Set(["StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike"]);
