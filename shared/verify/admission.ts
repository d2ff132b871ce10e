import type { PolicyDecision } from "../policy/model.ts";
import { admits } from "../policy/trust.ts";
import { isPossible, mostOpen } from "./decisions.ts";
import { doorsOf, serviceDoorsOf } from "./doors.ts";
import type { EstateRole, EstateSession } from "./model.ts";
import type { Tags } from "./tags.ts";

/**
 * Whether anybody whom a role's trust policy names can have this session of it. `caller`: the tags of who takes it, where that
 * is a user or another role.
 */
export const admissionOf = (role: EstateRole, session: EstateSession, caller: Tags): PolicyDecision => {
  const trust = role.trust?.policy;
  if (trust === undefined) return { decision: "allowed", statement: undefined };
  if (trust.document === undefined) return { decision: "ambiguous", statement: undefined };
  const doors = [...doorsOf(trust.document, { name: session.name, tags: caller }), ...serviceDoorsOf(trust.document)];
  const decisions = doors.map((door) =>
    admits(trust, {
      ...door,
      role: role.arn,
      context: { ...door.context, "sts:RoleSessionName": session.name },
      sessionTags: session.tags,
      ...(session.transitive.length > 0 && { transitiveTagKeys: session.transitive }),
      ...(session.sourceIdentity !== undefined && { sourceIdentity: session.sourceIdentity }),
    }),
  );
  const { decision, statement } = mostOpen(decisions) ?? { decision: "implicitDeny", statement: undefined };
  return { decision, statement: statement && { ...statement, policy: role.trust?.name ?? statement.policy } };
};

/** Whether a session may have one more tag: nobody knows then whether it has, and with which value. */
export const mayHaveTag = (role: EstateRole, session: EstateSession): ((key: string) => boolean) => {
  const known = new Map<string, boolean>();
  return (key) => {
    const tags = { ...session.tags, [key]: "x" };
    const transitive = session.transitive.length > 0 ? [...session.transitive, key] : [];
    const may = known.get(key) ?? isPossible(admissionOf(role, { ...session, tags, transitive }, tags));
    known.set(key, may);
    return may;
  };
};
