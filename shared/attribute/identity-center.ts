import { ownerTags } from "../model/owner.ts";
import { identityCenterWitnesses } from "./identities.ts";
import { isForeign } from "./inputs.ts";
import type { Resolver } from "./resolver.ts";

/**
 * Identity Center: `onBehalfOf.userId` is the directory's `identityStoreUserId`; the session name of a role under
 * `/aws-reserved/sso.amazonaws.com/` is the user's name, which Identity Center chooses and the user cannot.
 *
 * What it trusts: AWS, which writes both fields, and lets nobody else create roles under that path. The account's own
 * Identity Center: a role of another account proves nobody here.
 *
 * What it cannot see: a user of Identity Center who is not in the directory, or whose name there differs in case.
 */
export const identityCenter: Resolver = {
  id: "identity-center",
  proves: ownerTags,
  of: "principal",
  resolve: async (seen) => {
    if (isForeign(seen.recorded.principal, seen.recorded, seen.settings)) return {};
    const [first, ...others] = identityCenterWitnesses(seen.recorded.principal, seen);
    if (first === undefined) return {};
    const second = others.find(({ person }) => person !== first.person);
    if (second === undefined) return { studiouserid: { value: first.person, field: first.field, strength: "proven" } };
    const { person, field } = second;
    const conflict = {
      tag: "studiouserid",
      claimed: person,
      claimedIn: field,
      proven: null,
      provenIn: first.field,
    } as const;
    return { excluded: true, conflicts: [conflict] };
  },
};
