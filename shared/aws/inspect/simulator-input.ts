import type { ContextEntry, SimulateCustomPolicyCommandInput } from "@aws-sdk/client-iam";
import { parseArn } from "../../model/arn.ts";
import { contextKeys, type Found } from "../../policy/context.ts";
import type { Layers, NamedPolicy, Request } from "../../policy/model.ts";

/** What IAM's policy simulator can be asked, and in which words. */

export interface Asked {
  request: Request;
  layers: Layers;
}

/** Requests of one key differ in their actions only. Policies are long and few. */
export const keyMaker = (): ((asked: Asked) => string) => {
  const numbers = new Map<string, number>();
  const numberOf = ({ policy }: NamedPolicy): number => {
    const number = numbers.get(policy.text) ?? numbers.size;
    numbers.set(policy.text, number);
    return number;
  };
  return ({ request, layers: { identity, boundary, scps = [], resource } }) =>
    JSON.stringify([
      ...[identity.map(numberOf), boundary && numberOf(boundary), resource && numberOf(resource)],
      ...[scps.map((level) => level.map(numberOf)), request.principal.arn, request.resource.arn],
      [...contextKeys(request)],
    ]);
};

const isUser = ({ request }: Asked): boolean => parseArn(request.principal.arn)?.resource.startsWith("user/") === true;

/** Why it cannot be asked this; undefined: it can. */
export const limitOf = (asked: Asked): string | undefined => limits.find(({ holds }) => holds(asked))?.what;

const limits: readonly { what: string; holds(asked: Asked): boolean }[] = [
  { what: "it takes no session policies", holds: ({ layers }) => (layers.session ?? []).length > 0 },
  { what: "it takes no resource control policies", holds: ({ layers }) => (layers.rcps ?? []).length > 0 },
  {
    what: "it looks at a resource's policy for IAM users only",
    holds: (asked) => asked.layers.resource !== undefined && !isUser(asked),
  },
  {
    what: "it leaves a role's trust policy out of who may take the role",
    holds: ({ request, layers }) => layers.resource !== undefined && /^sts:assume/i.test(request.action),
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

export const inputFor = ({ request, layers }: Asked, actions: readonly string[]): SimulateCustomPolicyCommandInput => {
  const { principal, resource } = request;
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
    ActionNames: [...actions],
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
