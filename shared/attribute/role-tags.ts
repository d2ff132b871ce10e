import { roleResource } from "./inputs.ts";
import { believed, principalTag } from "./owner-tags.ts";
import type { Resolver } from "./resolver.ts";

/**
 * The tags of the session's role may prove the team, never the person: a role is for many.
 *
 * What it trusts: the tags on roles of the record's own account, which take `iam:TagRole` to change. Service-linked roles
 * are not asked for: AWS owns them.
 *
 * What it cannot see: a role that several teams use although its tag names one.
 */
export const roleTags: Resolver = {
  id: "role-tags",
  proves: ["team"],
  of: "principal",
  resolve: async ({ recorded, keys, directory, lookups }) => {
    const { type, session } = recorded.principal;
    const resource = roleResource(session?.roleArn, recorded);
    if (type !== "AssumedRole" || !session?.roleArn || !resource || /^role\/aws-service-role\//.test(resource))
      return {};
    const found = principalTag(await lookups.roleTags(session.roleArn), keys.team);
    const field = `tag ${found?.key} of ${session.roleArn}`;
    return found ? believed([{ tag: "team", value: found.value, field }], directory, "proven") : {};
  },
};
