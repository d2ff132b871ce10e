import { parseArn } from "../model/arn.ts";
import type { Condition, PolicyDecision, PolicyDocument, Request, Statement } from "../policy/model.ts";
import { type AskedRole, admits } from "../policy/trust.ts";
import type { EstateRole, EstateSession } from "./model.ts";
import type { Tags } from "./tags.ts";

const order: readonly PolicyDecision["decision"][] = ["allowed", "ambiguous", "implicitDeny", "explicitDeny"];

/**
 * Whether anybody whom a role's trust policy names can have this session of it. `caller`: the tags of who takes it, where that
 * is a user or another role. Conditions on the caller are taken as met, those on the session's tags are judged.
 */
export const admissionOf = (role: EstateRole, session: EstateSession, caller: Tags): PolicyDecision => {
  const trust = role.trust?.policy;
  if (trust === undefined) return { decision: "allowed", statement: undefined };
  if (trust.document === undefined) return { decision: "ambiguous", statement: undefined };
  const { document } = trust;
  const decisions = callersOf(document, session, caller).map((each) => {
    const asked: AskedRole = {
      ...each,
      role: role.arn,
      context: { ...metBy(document), "sts:RoleSessionName": session.name },
      sessionTags: session.tags,
      ...(session.transitive.length > 0 && { transitiveTagKeys: session.transitive }),
      ...(session.sourceIdentity !== undefined && { sourceIdentity: session.sourceIdentity }),
    };
    return admits(trust, asked);
  });
  const best = order.flatMap((decision) => decisions.filter((each) => each.decision === decision))[0];
  const { decision, statement } = best ?? { decision: "implicitDeny", statement: undefined };
  return { decision, statement: statement && { ...statement, policy: role.trust?.name ?? statement.policy } };
};

/** Whether a session may have one more tag: nobody knows then whether it has, and with which value. */
export const mayHaveTag = (role: EstateRole, session: EstateSession): ((key: string) => boolean) => {
  const known = new Map<string, boolean>();
  return (key) => {
    const tags = { ...session.tags, [key]: "x" };
    const transitive = session.transitive.length > 0 ? [...session.transitive, key] : [];
    const may = known.get(key) ?? !/Deny/.test(admissionOf(role, { ...session, tags, transitive }, tags).decision);
    known.set(key, may);
    return may;
  };
};

type Caller = Pick<AskedRole, "principal" | "action">;

const callersOf = ({ statements }: PolicyDocument, session: EstateSession, tags: Tags): readonly Caller[] => {
  const named = statements.filter(({ effect }) => effect === "Allow").flatMap(({ principals }) => principals ?? []);
  return [
    ...unique(named.flatMap(({ federated }) => federated)).map(byFederation),
    ...unique(named.flatMap(({ service }) => service)).map((arn): Caller => ({ principal: { arn } })),
    ...unique(named.flatMap(({ aws }) => aws)).map(
      (arn): Caller => ({ principal: { arn: callerIn(arn, session), tags } }),
    ),
  ];
};

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];

const byFederation = (arn: string): Caller => ({
  principal: { arn },
  action: arn.includes(":saml-provider/") ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity",
});

/** An account stands for a user of it who is called like the session. */
const callerIn = (named: string, { name }: EstateSession): string => {
  const account = /^\d{12}$/.test(named)
    ? named
    : parseArn(named)?.resource === "root"
      ? parseArn(named)?.account
      : undefined;
  return account === undefined ? named : `arn:${parseArn(named)?.partition ?? "aws"}:iam::${account}:user/${name}`;
};

/** Keys that the session itself brings: they are what is judged. */
const judged =
  /^(aws:requesttag\/.*|aws:tagkeys|aws:principaltag\/.*|sts:(transitivetagkeys|sourceidentity|rolesessionname))$/i;

/** What a caller would bring who meets every condition of the policy: the first value that each asks for. */
const metBy = ({ statements }: PolicyDocument): Request["context"] => {
  const conditions = statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((each: Statement) => each.conditions);
  const met: Record<string, string> = {};
  for (const condition of conditions) {
    const value = meeting(condition);
    if (value !== undefined && !judged.test(condition.key)) met[condition.key] ??= value;
  }
  return met;
};

const meeting = ({ operator, values: [value] }: Condition): string | undefined => {
  if (value === undefined || value.includes("${") || /Not|^Null$|^Date/.test(operator)) return undefined;
  if (/^Numeric(Less|Greater)Than$/.test(operator)) return String(Number(value) + (operator.includes("Less") ? -1 : 1));
  if (operator === "IpAddress") return value.replace(/\/\d+$/, "");
  return value.replaceAll(/[*?]/g, "x");
};
