import type { RoleFacts } from "../../../model/role-facts.ts";
import type { NamedPolicy, ReadPolicy } from "../../../policy/model.ts";
import type { Source } from "../rule.ts";
import { knownDocument } from "./managed-policies.ts";

/** What a role's permissions follow from. */
export interface Held {
  policies: readonly NamedPolicy[];
  /** Undefined: there is none, or what it says is not known. */
  boundary: NamedPolicy | undefined;
  /** Why "nothing found" is not "clean". */
  missing: readonly Source[];
  /** Why what is found may be less than it seems. */
  limits: readonly Source[];
}

const known = new WeakMap<RoleFacts, Held>();

/** A role's policies that can be read, AWS's own well-known ones also where their documents were not given. */
export const heldBy = (role: RoleFacts): Held => {
  const before = known.get(role);
  if (before) return before;
  const policies = role.policies.flatMap(({ name, arn, policy }) => {
    const read = policy ?? (arn === undefined ? undefined : knownDocument(arn));
    return read === undefined ? [] : [{ name: arn ?? name, policy: read }];
  });
  const boundary = boundaryOf(role);
  const held: Held = {
    policies,
    boundary,
    missing: [
      ...(policies.length < role.policies.length ? (["attached policies"] as const) : []),
      ...([...policies, ...(boundary ? [boundary] : [])].every(({ policy }) => isSound(policy))
        ? []
        : (["sound policies"] as const)),
    ],
    limits: boundary === undefined && role.boundary !== "none" ? ["boundary"] : [],
  };
  known.set(role, held);
  return held;
};

const harmless: ReadonlySet<ReadPolicy["problems"][number]["type"]> = new Set(["too-long", "unknown-operator"]);

/** Nothing of it was left out: an operator that AWS does not have may hold or not, and both are considered. */
export const isSound = ({ document, problems }: ReadPolicy): boolean =>
  document !== undefined && problems.every(({ type }) => harmless.has(type));

const boundaryOf = ({ boundary }: RoleFacts): NamedPolicy | undefined => {
  if (boundary === "none" || boundary === undefined) return undefined;
  const policy = boundary.policy ?? knownDocument(boundary.arn);
  return policy && { name: boundary.arn, policy };
};
