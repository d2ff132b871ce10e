import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  type Role,
} from "@aws-sdk/client-iam";
import type { ManagedPolicy, RoleImage, Stamped } from "../../model/role-image.ts";
import { documented, heldBeside, listed, newestOf } from "./held.ts";
import { ask, byName, decoded, type Sender, unlessGone } from "./iam-calls.ts";

/** All that IAM has of a role. `at` is the newest answer's time. */
export const readImage = async (RoleName: string, sender: Sender): Promise<Stamped<RoleImage | undefined>> => {
  const times: string[] = [];
  const own = unlessGone(() => sender.send(new GetRoleCommand({ RoleName })));
  const read = await heldBeside(own, heldOf(RoleName, sender, times));
  if (read.held === undefined || read.answer.Role === undefined) return { value: undefined, at: read.at };
  return { value: { ...imageOf(read.answer.Role), ...read.held }, at: newestOf([read.at, ...times]) };
};

type Held = Pick<RoleImage, "inline" | "attached" | "profiles">;

const imageOf = (role: Role): Omit<RoleImage, keyof Held> => ({
  arn: role.Arn ?? "",
  id: role.RoleId ?? "",
  name: role.RoleName ?? "",
  path: role.Path ?? "/",
  createdAt: role.CreateDate?.toISOString() ?? "",
  // An empty one cannot be told from none: UpdateRole takes a description away by an empty one.
  description: role.Description || undefined,
  maxSession: role.MaxSessionDuration ?? 3_600,
  trust: decoded(role.AssumeRolePolicyDocument ?? ""),
  boundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
  tags: (role.Tags ?? [])
    .map(({ Key = "", Value = "" }) => ({ key: Key, value: Value }))
    .toSorted((one, other) => byName(one.key, other.key)),
});

const heldOf = async (RoleName: string, sender: Sender, times: string[]): Promise<Held> => {
  const [inline, attached, profiles] = await Promise.all([
    inlineOf(RoleName, sender, times),
    listed(
      times,
      (Marker) => sender.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker })),
      ({ AttachedPolicies = [] }) => AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []),
    ),
    listed(
      times,
      (Marker) => sender.send(new ListInstanceProfilesForRoleCommand({ RoleName, Marker })),
      ({ InstanceProfiles = [] }) => InstanceProfiles.flatMap(({ InstanceProfileName }) => InstanceProfileName ?? []),
    ),
  ]);
  return { inline, attached: attached.toSorted(byName), profiles: profiles.toSorted(byName) };
};

const inlineOf = async (RoleName: string, sender: Sender, times: string[]): Promise<RoleImage["inline"]> => {
  const names = await listed(
    times,
    (Marker) => sender.send(new ListRolePoliciesCommand({ RoleName, Marker })),
    ({ PolicyNames }) => PolicyNames,
  );
  return documented(times, names, (PolicyName) => sender.send(new GetRolePolicyCommand({ RoleName, PolicyName })));
};

/** The version in force. Undefined: there is no such policy. */
export const readManaged = async (PolicyArn: string, sender: Sender): Promise<ManagedPolicy | undefined> => {
  const { answer } = await unlessGone(() => sender.send(new GetPolicyCommand({ PolicyArn })));
  const version = answer?.Policy?.DefaultVersionId;
  if (version === undefined) return undefined;
  const command = new GetPolicyVersionCommand({ PolicyArn, VersionId: version });
  const { PolicyVersion } = await ask(() => sender.send(command));
  return { arn: PolicyArn, version, document: decoded(PolicyVersion?.Document ?? "") };
};
