import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { tagList } from "../../model/tags.ts";
import { type Decoy, exerciseTag } from "../../vendors/role/decoy.ts";
import { makeClient, type Place } from "../inspect/client.ts";
import { credentialsFrom } from "../issued.ts";

type Iam = Pick<IAMClient, "send">;

/** Makes the role, the policy that keeps it from all data first. */
export const makeDecoy = async (
  { name, path, trust, tags, policies }: Decoy,
  place: Place,
  client: Iam = makeClient(IAMClient, place),
): Promise<void> => {
  const RoleName = name;
  await client.send(
    new CreateRoleCommand({
      RoleName,
      Path: path,
      Description: "A decoy of Sagewarden: its containment is tried, then it is removed",
      MaxSessionDuration: 3_600,
      AssumeRolePolicyDocument: JSON.stringify(trust),
      Tags: tagList(tags),
    }),
  );
  for (const { name: PolicyName, document } of policies)
    await client.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(document) }));
};

const isGone = (error: unknown): boolean => /^NoSuchEntity/.test((error as Error).name);

const unlessGone = async <Answer>(work: Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await work;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
};

/**
 * Removes the role with all that is on it, also what a containment put there; nothing where it is gone. Throws where the role of
 * this name is no decoy: its path and its tag say so.
 */
export const removeDecoy = async (
  { name, arn }: Pick<Decoy, "name" | "arn">,
  place: Place,
  client: Iam = makeClient(IAMClient, place),
): Promise<"removed" | "none"> => {
  const RoleName = name;
  const found = await unlessGone(client.send(new GetRoleCommand({ RoleName })));
  if (found === undefined) return "none";
  const { Tags = [] } = await client.send(new ListRoleTagsCommand({ RoleName, MaxItems: 1_000 }));
  if (found.Role?.Arn !== arn || !Tags.some(({ Key }) => Key === exerciseTag))
    throw new Error(`${found.Role?.Arn ?? name} is no decoy of ours: it is left alone`);
  const { PolicyNames = [] } = await client.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames)
    await unlessGone(client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })));
  const { AttachedPolicies = [] } = await client.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  for (const { PolicyArn } of AttachedPolicies)
    await unlessGone(client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })));
  if (found.Role?.PermissionsBoundary !== undefined)
    await unlessGone(client.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })));
  await unlessGone(client.send(new DeleteRoleCommand({ RoleName })));
  return "removed";
};

/** One session of the decoy. `call`: the one thing that it may do. */
export interface DecoySession {
  call(): Promise<"allowed" | "denied">;
}

const isDenied = (error: unknown): boolean =>
  /^(AccessDenied|InvalidClientTokenId|ExpiredToken)/.test((error as Error).name);

const refusedOr = async (work: () => Promise<unknown>): Promise<"allowed" | "denied"> => {
  try {
    await work();
    return "allowed";
  } catch (error) {
    if (isDenied(error)) return "denied";
    throw error;
  }
};

/** Takes the role; undefined: it was refused. */
export const takeDecoy = async (
  { arn, name }: Pick<Decoy, "arn" | "name">,
  externalId: string,
  place: Place,
  client: Pick<STSClient, "send"> = makeClient(STSClient, place),
): Promise<DecoySession | undefined> => {
  try {
    const { Credentials } = await client.send(
      new AssumeRoleCommand({
        RoleArn: arn,
        RoleSessionName: "sagewarden-exercise",
        ExternalId: externalId,
        DurationSeconds: 900,
      }),
    );
    const credentials = credentialsFrom(Credentials);
    const session = new IAMClient({ region: place.region, maxAttempts: 1, credentials });
    return { call: () => refusedOr(() => session.send(new GetRoleCommand({ RoleName: name }))) };
  } catch (error) {
    if (isDenied(error)) return undefined;
    throw error;
  }
};
