import type { RoleEdge } from "../model/role-image.ts";
import type { Act } from "./plan.ts";

/** One write. Answers IAM's time. */
export const carryOut = (act: Act, role: string, roles: RoleEdge): Promise<string> =>
  writers[act.type](act as never, role, roles);

const writers: {
  [Type in Act["type"]]: (act: Extract<Act, { type: Type }>, role: string, roles: RoleEdge) => Promise<string>;
} = {
  "put-inline": ({ name, document }, role, roles) => roles.putInline(role, name, document),
  "delete-inline": ({ name }, role, roles) => roles.deleteInline(role, name),
  attach: ({ arn }, role, roles) => roles.attach(role, arn as string),
  detach: ({ arn }, role, roles) => roles.detach(role, arn as string),
  boundary: ({ arn }, role, roles) => roles.setBoundary(role, arn),
  trust: ({ document }, role, roles) => roles.setTrust(role, document),
  update: ({ to }, role, roles) => roles.update(role, to),
  tag: ({ tags }, role, roles) => roles.tag(role, tags),
  untag: ({ keys }, role, roles) => roles.untag(role, keys),
  "add-to-profile": ({ profile }, role, roles) => roles.addToProfile(role, profile as string),
  "remove-from-profile": ({ profile }, role, roles) => roles.removeFromProfile(role, profile as string),
};
