import { epochOf } from "../../../model/time.ts";
import { matches } from "../../../policy/glob.ts";
import { type Grant, mayGrant } from "../../../policy/grants.ts";
import type { Condition, Statement } from "../../../policy/model.ts";
import type { SeenRole } from "../rule.ts";
import { type Held, heldBy } from "./held.ts";

interface Known {
  /** Of what is allowed: services by their prefixes; undefined where a pattern is over services. */
  services: ReadonlySet<string> | undefined;
  answers: Map<string, readonly Grant[]>;
}

const known = new WeakMap<Held, Known>();
const none: readonly Grant[] = [];

/**
 * The statements by which a role might be allowed an action, with the resources that its boundary leaves of each. A name
 * of an action, or a pattern. Every rule asks hundreds of times and most roles allow a few actions of one service: answers
 * are kept, and what no statement names is answered at once.
 */
export const grantsOf = (seen: SeenRole, action: string, resource?: string): readonly Grant[] => {
  const held = heldBy(seen.role);
  const { services, answers } = knownOf(held);
  if (services && !services.has(serviceIn(action)) && !/^[^:]*[*?]/.test(action)) return none;
  const question = resource === undefined ? action : `${action} ${resource}`;
  const before = answers.get(question);
  if (before) return before;
  const grants = askedOf(held, action, resource, seen.now);
  answers.set(question, grants);
  return grants;
};

const serviceIn = (action: string): string => action.slice(0, Math.max(0, action.indexOf(":"))).toLowerCase();

const knownOf = (held: Held): Known => {
  const before = known.get(held);
  if (before) return before;
  const allowed = held.policies
    .flatMap(({ policy }) => policy.document?.statements ?? [])
    .filter(({ effect }) => effect === "Allow");
  const services = allowed.flatMap(({ actions = ["*"] }) => actions.map(serviceIn));
  // A pattern without a colon, `*`, has an empty prefix.
  const isOpen = services.some((service) => service === "" || /[*?]/.test(service));
  const fresh: Known = { services: isOpen ? undefined : new Set(services), answers: new Map() };
  known.set(held, fresh);
  return fresh;
};

const askedOf = (held: Held, action: string, resource: string | undefined, now: string): readonly Grant[] =>
  mayGrant(held.policies, action, resource, held.boundary).flatMap((grant) => {
    if (isOver(grant.statement, now) || isForUsers(grant.statement)) return [];
    const resources = grant.resources.filter((pattern) => canBeOf(action, pattern));
    return resources.length > 0 ? [{ ...grant, resources }] : [];
  });

/** Of these every action is on their own resources: `s3:*` on a bucket allows nothing of another service there. */
const ownResources = new Set(["s3", "iam", "dynamodb", "sqs", "sns", "kms", "secretsmanager", "lambda"]);

const canBeOf = (action: string, resource: string): boolean => {
  const [service = "", owner = ""] = [action.split(":")[0]?.toLowerCase(), resource.split(":")[2]];
  return (
    !ownResources.has(owner) || /[*?]/.test(service) || service === owner || (service === "sts" && owner === "iam")
  );
};

/** A role's session has no user's name, and a variable without a value voids the statement for what holds it. */
const isForUsers = ({ resources }: Statement): boolean =>
  resources?.every((resource) => /\$\{aws:username\}/i.test(resource)) === true;

/** Allowed until a day that has passed. */
const isOver = ({ conditions }: Statement, now: string): boolean =>
  conditions.some(
    ({ operator, key, values }) =>
      /^DateLessThan(Equals)?$/.test(operator) &&
      /^aws:CurrentTime$/i.test(key) &&
      values.every((value) => (epochOf(value) ?? Number.POSITIVE_INFINITY) <= (epochOf(now) ?? 0)),
  );

/** Operators that let only named values through; a key that is absent does not pass them. */
const naming = /^(String(Equals|Like|EqualsIgnoreCase)|Arn(Equals|Like))$/;

/** The values to which a statement's conditions limit a key, or undefined: any. */
export const limitedTo = ({ conditions }: Statement, key: RegExp): readonly string[] | undefined =>
  conditions.find((condition) => key.test(condition.key) && isLimit(condition))?.values;

const isLimit = ({ operator, ifExists, set, values }: Condition): boolean =>
  naming.test(operator) && !ifExists && set !== "ForAllValues" && values.every((value) => !/^[*?]+$/.test(value));

const resourceKeys =
  /^(aws:ResourceTag\/.+|[a-z0-9-]+:ResourceTag\/.+|s3:(ExistingObjectTag\/.+|prefix)|ssm:resourceTag\/.+|kms:(ViaService|ResourceAliases|EncryptionContext:.+))$/i;

/** By tag, alias or prefix: a statement for `*` that names its resources in another way. */
export const isLimitedByCondition = (statement: Statement): boolean => limitedTo(statement, resourceKeys) !== undefined;

/** Whether a resource stands with a variable in its statement: it is the one of the session's tag, or whatever the variable says. */
export const isByVariable = ({ resources = [] }: Statement, resource: string): boolean =>
  resources.some((one) => one.includes("${") && one.replaceAll(/\$\{[^}]*\}/g, "*") === resource);

/** Whether the statement still allows the action on this very resource, Denies for all but some resources included. */
export const stillGrants = (seen: SeenRole, grant: Grant, action: string, resource: string): boolean =>
  grantsOf(seen, action, resource).some(
    ({ policy, statement }) => policy.name === grant.policy.name && statement.index === grant.statement.index,
  );

const filler = "sagewarden-witness";

/** A resource that a pattern matches and that nobody has. */
export const witnessOf = (pattern: string, ofAll: string): string =>
  (/^\*+$/.test(pattern) ? ofAll : pattern).replaceAll(/\$\{[^}]*\}|\*/g, filler).replaceAll("?", "x");

/** Whether an action's name is one of those, which may be patterns. */
export const isAmong = (action: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => matches(pattern, action, { ignoreCase: true }));
