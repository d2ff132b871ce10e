import { lookupOf } from "./context.ts";
import type { PolicyDecision, ReadPolicy, Request } from "./model.ts";
import { saidBy } from "./statements.ts";

/** One call that takes a role. */
export interface AskedRole {
  /** A caller's ARN, a service's name, or an identity provider's ARN or name. */
  principal: Request["principal"];
  /** The role's ARN. */
  role: string;
  action?: "sts:AssumeRole" | "sts:AssumeRoleWithSAML" | "sts:AssumeRoleWithWebIdentity";
  /** Such as `sts:ExternalId` and `sts:RoleSessionName`. */
  context: Request["context"];
  sessionTags?: Readonly<Record<string, string>>;
  transitiveTagKeys?: readonly string[];
  sourceIdentity?: string;
}

/**
 * Whether a trust policy lets somebody take the role. Tags of the session and a source identity are permissions of their own:
 * AWS refuses the whole call where one is missing. The caller's own policies are not looked at.
 */
export const admits = (trust: ReadPolicy, asked: AskedRole): PolicyDecision => {
  const decisions = actionsOf(asked).map((action) => decide(trust, action, asked));
  const worst = order.flatMap((decision) => decisions.filter((each) => each.decision === decision))[0];
  return worst ?? { decision: "implicitDeny", statement: undefined };
};

const order: readonly PolicyDecision["decision"][] = ["explicitDeny", "implicitDeny", "ambiguous", "allowed"];

const hasTags = ({ sessionTags }: AskedRole): boolean => Object.keys(sessionTags ?? {}).length > 0;

const actionsOf = (asked: AskedRole): readonly string[] => [
  asked.action ?? "sts:AssumeRole",
  ...(hasTags(asked) ? ["sts:TagSession"] : []),
  ...(asked.sourceIdentity === undefined ? [] : ["sts:SetSourceIdentity"]),
];

const decide = (trust: ReadPolicy, action: string, asked: AskedRole): PolicyDecision => {
  const request: Request = {
    principal: asked.principal,
    action,
    resource: { arn: asked.role },
    context: { ...callKeys(asked), ...asked.context },
  };
  const { deny, allow } = saidBy([{ name: "trust", policy: trust }], {
    request,
    lookup: lookupOf(request),
    hasBoundary: false,
  });
  if (deny.truth === "yes") return { decision: "explicitDeny", statement: deny.statement };
  if (allow.truth === "no") return { decision: "implicitDeny", statement: undefined };
  if (deny.truth === "maybe") return { decision: "ambiguous", statement: deny.statement };
  return { decision: allow.truth === "yes" ? "allowed" : "ambiguous", statement: allow.statement };
};

const callKeys = (asked: AskedRole): Request["context"] => ({
  ...Object.fromEntries(
    Object.entries(asked.sessionTags ?? {}).map(([key, value]) => [`aws:RequestTag/${key}`, value]),
  ),
  ...(hasTags(asked) && { "aws:TagKeys": Object.keys(asked.sessionTags ?? {}) }),
  ...(asked.transitiveTagKeys && { "sts:TransitiveTagKeys": asked.transitiveTagKeys }),
  ...(asked.sourceIdentity !== undefined && { "sts:SourceIdentity": asked.sourceIdentity }),
});
