import {
  type ContextEntry,
  IAMClient,
  SimulateCustomPolicyCommand,
  type SimulateCustomPolicyCommandInput,
} from "@aws-sdk/client-iam";
import { parseArn } from "../../model/arn.ts";
import { contextKeys, type Found } from "../../policy/context.ts";
import type { Layers, NamedPolicy, PolicyDecision } from "../../policy/model.ts";
import type { SimulationCase } from "../../policy/simulation.ts";
import { makeClient, type Place } from "./client.ts";

/** What AWS's own simulator says; `limit`: why it cannot be asked this, or what it refused. */
export type Opinion = { decision: Exclude<PolicyDecision["decision"], "ambiguous"> } | { limit: string };
export type Ask = (asked: Pick<SimulationCase, "request" | "layers">) => Promise<Opinion>;

/**
 * Asks `iam:SimulateCustomPolicy`, which reads nothing in the account.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
 */
export const policySimulator =
  (place: Place, client: Pick<IAMClient, "send"> = makeClient(IAMClient, place)): Ask =>
  async (asked) => {
    const limit = limits.find(({ holds }) => holds(asked));
    if (limit !== undefined) return { limit: limit.what };
    try {
      const { EvaluationResults = [] } = await client.send(new SimulateCustomPolicyCommand(inputFor(asked)));
      const [result] = EvaluationResults;
      const decision = result?.ResourceSpecificResults?.[0]?.EvalResourceDecision ?? result?.EvalDecision;
      return decision === undefined ? { limit: "it gave no decision" } : { decision };
    } catch (error) {
      const { name, message } = error as Error;
      if (/^(InvalidInput|PolicyEvaluation)/.test(name)) return { limit: `it refused: ${message}` };
      throw error;
    }
  };

type Asked = Parameters<Ask>[0];

const isUser = ({ request }: Asked): boolean => parseArn(request.principal.arn)?.resource.startsWith("user/") === true;

const limits: readonly { what: string; holds(asked: Asked): boolean }[] = [
  { what: "it takes no session policies", holds: ({ layers }) => (layers.session ?? []).length > 0 },
  { what: "it takes no resource control policies", holds: ({ layers }) => (layers.rcps ?? []).length > 0 },
  {
    what: "it looks at a resource's policy for IAM users only",
    holds: (asked) => asked.layers.resource !== undefined && !isUser(asked),
  },
  {
    what: "it does not judge service control policies that have conditions",
    holds: ({ layers }) => statementsOf((layers.scps ?? []).flat()).some(({ conditions }) => conditions.length > 0),
  },
  { what: "it needs a policy of the principal", holds: ({ layers }) => layers.identity.length === 0 },
  {
    what: "it takes a key in one spelling",
    holds: ({ request }) => [...contextKeys(request).values()].some(({ isUnsure }) => isUnsure),
  },
];

const statementsOf = (policies: readonly NamedPolicy[]) =>
  policies.flatMap(({ policy }) => policy.document?.statements ?? []);

const inputFor = ({ request, layers }: Asked): SimulateCustomPolicyCommandInput => {
  const { principal, action, resource } = request;
  const found = contextKeys(request);
  const owner = found.get("aws:resourceaccount")?.values[0];
  return {
    PolicyInputList: layers.identity.map(textOf),
    ...(layers.boundary && { PermissionsBoundaryPolicyInputList: [textOf(layers.boundary)] }),
    ...((layers.scps ?? []).length > 0 && {
      OrderedOrganizationPolicyInputList: layers.scps?.map((level) => ({
        ServiceControlPolicyInputList: level.map(textOf),
      })),
    }),
    ActionNames: [action],
    ResourceArns: [resource.arn],
    ...(layers.resource && { ResourcePolicy: textOf(layers.resource), CallerArn: principal.arn }),
    ...(layers.resource && owner && { ResourceOwner: rootOf(owner, principal) }),
    ContextEntries: [...found].flatMap(([key, each]) => (each.values.length > 0 ? [entryFor(key, each, layers)] : [])),
  };
};

const rootOf = (account: string, { arn }: Asked["request"]["principal"]): string =>
  `arn:${parseArn(arn)?.partition ?? "aws"}:iam::${account}:root`;

const textOf = ({ policy }: NamedPolicy): string => policy.text;

const types: readonly (readonly [RegExp, "numeric" | "date" | "boolean" | "ip" | "binary"])[] = [
  [/^Numeric/, "numeric"],
  [/^Date/, "date"],
  [/^Bool$/, "boolean"],
  [/IpAddress$/, "ip"],
  [/^Binary/, "binary"],
];

/** Its type is the one that a policy compares it as. */
const entryFor = (key: string, { values, isList }: Found, layers: Layers): ContextEntry => {
  const { identity, boundary, resource } = layers;
  const all = statementsOf([...identity, ...(boundary ? [boundary] : []), ...(resource ? [resource] : [])]);
  const operators = all
    .flatMap(({ conditions }) => conditions)
    .filter((condition) => condition.key.toLowerCase() === key && condition.operator !== "Null")
    .map(({ operator }) => operator);
  const [, type = "string"] = types.find(([pattern]) => operators.some((each) => pattern.test(each))) ?? [];
  return {
    ContextKeyName: key,
    ContextKeyValues: [...values],
    ContextKeyType: isList ? `${type}List` : type,
  };
};
