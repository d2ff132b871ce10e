import { parseArn } from "../model/arn.ts";
import type { Condition, PolicyDocument, Request, Statement } from "../policy/model.ts";
import type { AskedRole } from "../policy/trust.ts";
import type { Tags } from "./tags.ts";

/** A way into a role: who asks, and what they bring but the tags of the session. */
export type Door = Pick<AskedRole, "principal" | "context"> & { action: NonNullable<AskedRole["action"]> };

/** Who takes a role: `name` as its session is called, `tags` of a user or of another role. */
interface Person {
  name: string;
  tags: Tags;
}

/**
 * How people come into a role, as its trust policy names them: by each provider, as a user of an account, as another role; once
 * for each statement, because what one asks for another may refuse. Conditions on who they are, and on how they come, are taken
 * as met; those on the session's tags are what is judged.
 */
export const doorsOf = (document: PolicyDocument, person: Person): readonly Door[] =>
  byStatement(document, ({ principals }, context, allows) => {
    const named = principals?.aws ?? [];
    const callers = [...named.map((arn) => callerIn(arn, person)), ...(named.length > 0 ? described(allows) : [])];
    return [
      ...(principals?.federated ?? []).map((arn): Door => ({ principal: { arn }, action: byFederation(arn), context })),
      ...callers.map((arn): Door => ({ principal: { arn, tags: person.tags }, action: "sts:AssumeRole", context })),
    ];
  });

/** The same for services, which nobody can be. */
export const serviceDoorsOf = (document: PolicyDocument): readonly Door[] =>
  byStatement(document, ({ principals }, context) =>
    (principals?.service ?? []).map((arn): Door => ({ principal: { arn }, action: "sts:AssumeRole", context })),
  );

type Doors = (statement: Statement, context: Door["context"], allows: readonly Statement[]) => readonly Door[];

/** What a statement does not ask for is as the others ask for it. */
const byStatement = ({ statements }: PolicyDocument, doors: Doors): readonly Door[] => {
  const allows = statements.filter(({ effect }) => effect === "Allow");
  const all = allows.flatMap((each) => doors(each, metBy([each, ...allows.filter((other) => other !== each)]), allows));
  const textOf = ({ context, ...door }: Door): string => JSON.stringify([door, Object.entries(context).toSorted()]);
  return [...new Map(all.map((door) => [textOf(door), door])).values()];
};

const byFederation = (arn: string): Door["action"] =>
  arn.includes(":saml-provider/") ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity";

/** An account stands for a user of it who is called like the session. */
const callerIn = (named: string, { name }: Person): string => {
  const account = /^\d{12}$/.test(named)
    ? named
    : parseArn(named)?.resource === "root"
      ? parseArn(named)?.account
      : undefined;
  return account === undefined ? named : `arn:${parseArn(named)?.partition ?? "aws"}:iam::${account}:user/${name}`;
};

/** The role that the trust describes. */
const described = (statements: readonly Statement[]): readonly string[] =>
  statements
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => /^aws:PrincipalArn$/i.test(key))
    .flatMap((condition) => meeting(condition) ?? []);

/** Keys that follow from who asks, or that the session itself brings. */
export const judged =
  /^(aws:(requesttag|principaltag)\/.*|aws:(tagkeys|username|principalarn|principaltype)|sts:(transitivetagkeys|sourceidentity|rolesessionname))$/i;

/** What somebody would bring who meets every condition of the policy: the first value that each asks for. */
const metBy = (statements: readonly Statement[]): Request["context"] => {
  const met: Record<string, string> = {};
  for (const condition of statements.flatMap(({ conditions }) => conditions)) {
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
