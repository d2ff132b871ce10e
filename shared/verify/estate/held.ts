import type { HeldPolicy, RoleFacts } from "../../model/role-facts.ts";
import type { NamedPolicy, ReadPolicy } from "../../policy/model.ts";

/** Attached, and not given: what it says is not known. */
const unread: ReadPolicy = { kind: "identity", document: undefined, problems: [], text: "" };

/** By their ARNs, where they have one. */
export const heldPolicies = (policies: readonly HeldPolicy[]): readonly NamedPolicy[] =>
  policies.map(({ name, arn, policy }) => ({ name: arn ?? name, policy: policy ?? unread }));

export const boundaryPolicy = (boundary: RoleFacts["boundary"]): NamedPolicy | undefined =>
  boundary === undefined || boundary === "none" ? undefined : { name: boundary.arn, policy: boundary.policy ?? unread };
