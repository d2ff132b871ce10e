import { type OwnerTag, ownerTags } from "../model/owner.ts";
import { believed, doubted } from "./owner-tags.ts";
import type { Claim, Found, Seen } from "./resolver.ts";

/**
 * The recorded owner of the resource for which a service made this one. With `role`, the session's role must be the one
 * its jobs run with, where that is known.
 */
export const ownerOfParent = async (
  arn: string,
  field: string,
  { lookups, directory }: Seen,
  role?: string,
): Promise<Found> => {
  const recorded = await lookups.recordedOwner(arn);
  if (!recorded) return {};
  const claims = ownerTags.flatMap((tag: OwnerTag): Claim[] => {
    const answer = recorded.owner[tag];
    return answer === null ? [] : [{ tag, value: answer.value, field: `${field}: owner of ${arn}` }];
  });
  const { executionRole } = recorded;
  const isOtherRole = role !== undefined && executionRole !== undefined && role !== executionRole;
  return isOtherRole
    ? doubted(claims, "the session's role is not the one that its jobs run with")
    : believed(claims, directory, "derived");
};
