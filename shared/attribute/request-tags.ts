import type { Principal } from "../model/activity.ts";
import { parseArn } from "../model/arn.ts";
import { matchesGlob } from "../model/glob.ts";
import { ownerTags } from "../model/owner.ts";
import { isForeign } from "./inputs.ts";
import { believed, isInDirectory, resourceClaims } from "./owner-tags.ts";
import type { Claim, Resolver, Seen } from "./resolver.ts";

/**
 * The tags of the request: claims, which `answers.ts` holds against what the other resolvers prove. A declared provisioner
 * is believed, if the values are in the directory: it acts for others.
 *
 * What it trusts: `settings.provisioners`.
 *
 * What it cannot see: on whose behalf a provisioner really acts.
 */
export const requestTags: Resolver = {
  id: "request-tags",
  proves: ownerTags,
  of: "creation",
  resolve: async (seen) => {
    const { creation, directory, keys } = seen;
    if (!creation) return {};
    const place = creation.announcedBy === "state-change" ? "detail.Tags" : "requestParameters.tags";
    const claims = resourceClaims(creation.requestTags, keys, (key) => `${place}.${key}`);
    if (!isProvisioner(seen.recorded.principal, seen)) return { claims };
    const known = claims.filter((claim) => isInDirectory(directory, claim));
    return {
      ...believed(known.map(byProvisioner), directory, "corroborated"),
      claims: claims.filter((claim) => !known.includes(claim)),
    };
  },
};

const byProvisioner = (claim: Claim): Claim => ({ ...claim, field: `${claim.field}, by a declared provisioner` });

/**
 * Whether the settings declare the principal as a provisioner. The pattern is held against each field of the ARN apart: a
 * role's path may contain colons, so that `arn:aws:iam::*:role/terraform` would match `…:role/x:role/terraform`.
 */
export const isProvisioner = (
  principal: Principal,
  { recorded, settings }: Pick<Seen, "recorded" | "settings">,
): boolean => {
  const arn = principal.type === "IAMUser" ? principal.arn : principal.session?.roleArn;
  const parsed = arn === undefined ? undefined : parseArn(arn);
  if (!parsed || isForeign({ type: principal.type, account: parsed.account }, recorded, settings)) return false;
  return settings.provisioners.some((pattern) => {
    const wanted = parseArn(pattern);
    return (
      wanted !== undefined &&
      (["partition", "service", "region", "account", "resource"] as const).every((field) =>
        matchesGlob(parsed[field], wanted[field]),
      )
    );
  });
};
