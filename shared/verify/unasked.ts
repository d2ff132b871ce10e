import { evaluate } from "../policy/evaluate.ts";
import { matches } from "../policy/glob.ts";
import type { Request, Statement, StatementRef } from "../policy/model.ts";
import { isAbsentIn } from "./absent-keys.ts";
import { actionNames } from "./action-names.generated.ts";
import { type Actor, actorsOf } from "./actors.ts";
import type { Borders } from "./borders.ts";
import { isPossible } from "./decisions.ts";
import { expand } from "./expand.ts";
import type { Estate } from "./model.ts";
import { serviceTags } from "./tags.ts";

/** What a role that people or jobs have may do beside SageMaker, and neither a cell nor a chain asks: somebody should know. */
export interface Unasked {
  role: string;
  statement: StatementRef;
  /** As the statement has them. */
  pattern: string;
  resource: string;
  /** Of the services whose actions we know by name; none: the pattern is of another one. */
  actions: readonly string[];
  /** It changes who may do what, runs code, or touches objects or secrets, whosever they are. */
  isGrave: boolean;
}

/** `asked`: every action that some cell or chain is about. */
export const unaskedOf = (estate: Estate, { judged }: Borders, asked: ReadonlySet<string>): readonly Unasked[] => {
  const actors = judged.flatMap((teams) => {
    const byId = actorsOf({ ...estate, teams });
    return [...(byId.get("other-team") ?? []), ...(byId.get("execution") ?? [])];
  });
  const unique = new Map(actors.map((actor) => [actor.role, actor]));
  return [...unique.values()].flatMap((actor) => unaskedByRole(estate, actor, asked));
};

const unaskedByRole = (estate: Estate, actor: Actor, asked: ReadonlySet<string>): readonly Unasked[] =>
  actor.role.policies.flatMap(({ name, policy }) =>
    (policy.document?.statements ?? [])
      .filter(({ effect }) => effect === "Allow")
      .flatMap((statement) =>
        patternsOf(statement).flatMap((pattern) =>
          resourcesOf(statement).flatMap((resource): readonly Unasked[] => {
            const found = grantedBy(estate, actor, { pattern, resource, statement, asked });
            if (found === undefined) return [];
            const { index, sid } = statement;
            const where = { role: actor.role.name, statement: { policy: name, index, sid }, pattern, resource };
            return [{ ...where, actions: found, isGrave: isWide(resource) && found.some(isGraveAction) }];
          }),
        ),
      ),
  );

const patternsOf = ({ actions, notActions }: Statement): readonly string[] =>
  actions ?? (notActions === undefined ? [] : ["*"]);
const resourcesOf = ({ resources }: Statement): readonly string[] => resources ?? ["*"];

interface Grant {
  pattern: string;
  resource: string;
  statement: Statement;
  asked: ReadonlySet<string>;
}

/** The actions that are really allowed on something of the other team's; undefined: none, or all of them are asked. */
const grantedBy = (estate: Estate, actor: Actor, { pattern, resource, statement, asked }: Grant) => {
  const named = actionsOf(pattern);
  const arn = sampleOf(resource);
  // Somebody's without a tag, and the other team's.
  const things = [{}, { [estate.tagKeys.team]: actor.otherTeam }].map((tags) => ({ arn, tags }));
  const isOpen = (action: string): boolean => things.some((on) => isAllowed(estate, actor, action, on));
  if (named === undefined) return isOpen(exampleOf(pattern)) ? [] : undefined;
  const excluded = (action: string): boolean =>
    statement.notActions?.some((each) => matches(each, action, { ignoreCase: true })) ?? false;
  const found = named.filter((action) => !asked.has(action) && !excluded(action) && isOpen(action));
  return found.length === 0 ? undefined : found;
};

/** SageMaker's are all asked. */
const services = Object.keys(actionNames).filter((service) => service !== "sagemaker");

const actionsOf = (pattern: string): readonly string[] | undefined => {
  if (/^sagemaker:/i.test(pattern)) return [];
  if (/^[*?]+$/.test(pattern)) return services.flatMap((service) => expand(`${service}:*`, actionNames) ?? []);
  return expand(pattern, actionNames);
};

const exampleOf = (pattern: string): string => pattern.replaceAll(/[*?]/g, "x");

/** What the pattern means: a variable is the caller's own, so its place is left as a text that nobody has. */
const sampleOf = (resource: string): string =>
  /^\*+$/.test(resource) ? "*" : resource.replaceAll(/\$\{[^}]*\}/g, "somebodys").replaceAll(/[*?]/g, "x");

const isAllowed = (estate: Estate, actor: Actor, action: string, resource: Request["resource"]): boolean => {
  const { tagKeys, account } = estate;
  const context = { ...actor.context, ...serviceTags(action, resource.tags ?? {}), "aws:ResourceAccount": account };
  const request = { principal: actor.principal, action, resource, context };
  const isAbsent = isAbsentIn({ request, tagKeys, isPlain: false, mayHaveTag: actor.mayHaveTag });
  return isPossible(evaluate({ ...request, isAbsent }, actor.layers));
};

/** Everything of a service, or of a type; not what begins with a name. */
const isWide = (resource: string): boolean => !resource.includes("${") && /^\*+$|[:/]\*$/.test(resource);

const reads =
  /^(Get|List|Describe|BatchGet|BatchDescribe|Simulate|Generate\w*Report|Validate|Estimate|Detect|Decode|Verify)/;
const ofMight = ["iam", "sts", "kms", "secretsmanager", "lambda", "cloudformation", "ssm"];

const isGraveAction = (action: string): boolean => {
  const [service = "", name = ""] = action.split(":");
  return service === "s3" ? name.includes("Object") : ofMight.includes(service) && !reads.test(name);
};
