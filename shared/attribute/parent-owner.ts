import { type OwnerTag, ownerTags } from "../model/owner.ts";
import { believed } from "./owner-tags.ts";
import type { Claim, Found, Seen } from "./resolver.ts";

/** The recorded owner of the resource for which a service made this one. */
export const ownerOfParent = async (arn: string, field: string, { lookups, directory }: Seen): Promise<Found> => {
  const recorded = await lookups.recordedOwner(arn);
  if (!recorded) return {};
  const claims = ownerTags.flatMap((tag: OwnerTag): Claim[] => {
    const answer = recorded.owner[tag];
    return answer === null ? [] : [{ tag, value: answer.value, field: `${field}: owner of ${arn}` }];
  });
  return believed(claims, directory, "derived");
};
