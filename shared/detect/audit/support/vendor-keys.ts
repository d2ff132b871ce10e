import type { BucketScope } from "../../../model/contract.ts";
import type { AccountFacts, UserFacts } from "../../../model/role-facts.ts";
import { overlaps } from "../../../policy/glob.ts";
import type { Found, Source } from "../rule.ts";
import { hasWord, isVendorKey } from "./vendor-names.ts";

/** By what a user is known to be a vendor's. */
export interface Signs {
  /** In lower case. */
  names: readonly string[];
  buckets: readonly BucketScope[];
}

/** The active access keys of users that are a vendor's, and what is not known of them. */
export const keysOf = (
  { users }: Pick<AccountFacts, "users">,
  signs: Signs,
): { found: readonly Found[]; missing: readonly Source[] } => ({
  found: (users ?? []).flatMap((user) => {
    const why = whyVendors(signs, user);
    return why === undefined ? [] : activeOf(user, why);
  }),
  // One report speaks of all users: where it is missing, somebody else than these may be the vendor's too.
  missing: users === undefined || users.some(({ keys }) => keys === undefined) ? ["access keys"] : [],
});

/** How it is known that a user is the vendor's, or undefined. */
const whyVendors = ({ names, buckets }: Signs, user: UserFacts): string | undefined => {
  const tag = Object.entries(user.tags ?? {}).find(
    ([key, value]) => isVendorKey(key) && names.includes(value.toLowerCase()),
  );
  if (tag) return "tag";
  if (names.some((name) => hasWord(user.path, name))) return "path";
  if (names.some((name) => hasWord(user.name, name))) return "name";
  return hasItsBucket(buckets, user) ? "inline policy" : undefined;
};

/** An inline policy that names the contract's bucket was written for the vendor; a managed one may be for anybody. */
const hasItsBucket = (buckets: readonly BucketScope[], { policies }: UserFacts): boolean =>
  policies.some(
    ({ arn, policy }) =>
      arn === undefined &&
      policy?.document?.statements.some(
        ({ effect, resources }) =>
          effect === "Allow" && resources?.some((resource) => buckets.some(({ bucket }) => isOn(resource, bucket))),
      ),
  );

const isOn = (resource: string, bucket: string): boolean => {
  const name = resource.split(":")[5]?.split("/")[0] ?? "";
  return name.length > 3 && !name.startsWith("*") && overlaps(name, bucket);
};

const activeOf = ({ arn, name, keys }: UserFacts, why: string): readonly Found[] => {
  const active = keys?.filter((key) => key.active).length ?? 0;
  return active === 0
    ? []
    : [
        {
          detail: `${active} active access ${active === 1 ? "key" : "keys"} of user ${name}, the vendor's by its ${why}`,
          where: { policy: arn, statement: null },
        },
      ];
};
