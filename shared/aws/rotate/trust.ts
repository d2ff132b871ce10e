import { GetRoleCommand, IAMClient, ListRolePoliciesCommand } from "@aws-sdk/client-iam";
import { matches } from "../../policy/glob.ts";
import type { Statement } from "../../policy/model.ts";
import { readPolicy } from "../../policy/read.ts";
import { makeClient, type Place } from "../inspect/client.ts";

export interface LiveTrust {
  /** Of each statement that lets somebody take the role, the external ids that it takes; none: it asks for none. */
  externalIds: readonly (readonly string[])[];
  /** Names of the role's inline policies. */
  policies: readonly string[];
}

/** What a role trusts now. Undefined: there is no such role. */
export const liveTrust = async (
  RoleName: string,
  place: Place,
  client: Pick<IAMClient, "send"> = makeClient(IAMClient, place),
): Promise<LiveTrust | undefined> => {
  try {
    const { Role } = await client.send(new GetRoleCommand({ RoleName }));
    const { PolicyNames: policies = [] } = await client.send(new ListRolePoliciesCommand({ RoleName }));
    const { document } = readPolicy(Role?.AssumeRolePolicyDocument, "trust");
    return { externalIds: (document?.statements ?? []).filter(lets).map(idsIn), policies };
  } catch (error) {
    if (/^NoSuchEntity/.test((error as Error).name)) return undefined;
    throw error;
  }
};

const lets = ({ effect, actions = [] }: Statement): boolean =>
  effect === "Allow" && actions.some((action) => matches(action, "sts:AssumeRole", { ignoreCase: true }));

const idsIn = ({ conditions }: Statement): readonly string[] =>
  conditions.flatMap(({ key, operator, values }) =>
    key.toLowerCase() === "sts:externalid" && operator === "StringEquals" ? values : [],
  );
