import type { StudioDomain } from "#shared/aws/inspect/sagemaker.ts";
import { regionsOf } from "#shared/model/settings.ts";
import { type Answer, type Check, ok } from "./check.ts";

/** For information: with it Studio itself copies a profile's tags to what is made there. */
export const judgePropagation = (domains: readonly Pick<StudioDomain, "id" | "propagatesTags">[]): Answer => {
  if (domains.length === 0) return ok("there is no Studio domain");
  const without = domains.filter(({ propagatesTags }) => !propagatesTags).map(({ id }) => id);
  if (without.length === 0) return ok(`TagPropagation is on in ${domains.map(({ id }) => id).join(", ")}`);
  return {
    ...ok(
      `TagPropagation is off in ${without.join(", ")}: what Studio makes there gets its tags from Sagewarden alone`,
    ),
    remediation: "optional: UpdateDomain with TagPropagation=ENABLED; creations with more than 50 tags then fail",
  };
};

export const tagPropagation: Check = {
  id: "tag-propagation",
  run: async ({ settings, account }) =>
    judgePropagation((await Promise.all(regionsOf(settings).map((region) => account.domains(region)))).flat()),
};
