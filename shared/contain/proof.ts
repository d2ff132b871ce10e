import type { ManagedPolicy, RoleEdge, RoleImage } from "../model/role-image.ts";
import { epochOf, isoSecondsAt } from "../model/time.ts";
import { evaluate } from "../policy/evaluate.ts";
import type { Layers } from "../policy/model.ts";
import { readPolicy } from "../policy/read.ts";
import { admits } from "../policy/trust.ts";
import type { Place } from "./world.ts";

/** Whether a role is contained, asked of the documents that IAM holds, by the evaluator: what a session may still do. */

/** A role with the documents of those of its managed policies that are ours. */
export interface Proof {
  live: RoleImage;
  managed: ManagedPolicy | undefined;
  boundary: ManagedPolicy | undefined;
}

/** Reads what `live` names. */
export const proofOf = async (live: RoleImage, roles: Pick<RoleEdge, "managed">, place: Place): Promise<Proof> => {
  const [managed, boundary] = await Promise.all([
    live.attached.includes(place.managedDeny) ? roles.managed(place.managedDeny) : undefined,
    live.boundary === place.denyBoundary ? roles.managed(place.denyBoundary) : undefined,
  ]);
  return { live, managed, boundary };
};

/** Acts of every sort: reading, writing, changing itself, going on to another role. A Deny that holds, holds for each. */
const probes = ({ arn }: RoleImage): readonly (readonly [action: string, resource: string])[] => {
  const [, partition = "aws", , , account = ""] = arn.split(":");
  const other = `arn:${partition}:iam::${account}:role/sagewarden-asks`;
  return [
    ["s3:GetObject", `arn:${partition}:s3:::sagewarden-asks/key`],
    ["s3:PutObject", `arn:${partition}:s3:::sagewarden-asks/key`],
    ["s3:ListAllMyBuckets", "*"],
    ["secretsmanager:GetSecretValue", `arn:${partition}:secretsmanager:us-east-1:${account}:secret:sagewarden-asks`],
    ["sagemaker:CreateTrainingJob", `arn:${partition}:sagemaker:us-east-1:${account}:training-job/sagewarden-asks`],
    ["ec2:RunInstances", "*"],
    ["sts:AssumeRole", other],
    ["iam:DeleteRolePolicy", arn],
    ["iam:PutRolePolicy", arn],
    ["iam:DetachRolePolicy", arn],
    ["iam:UpdateAssumeRolePolicy", arn],
    ["iam:DeleteRolePermissionsBoundary", arn],
    ["iam:CreateAccessKey", `arn:${partition}:iam::${account}:user/sagewarden-asks`],
  ];
};

const layersOf = ({ live, managed, boundary }: Proof): Layers => {
  const named = (name: string, document: string) => ({ name, policy: readPolicy(document, "identity") });
  return {
    identity: [
      ...live.inline.map(({ name, document }) => named(name, document)),
      ...(managed ? [named(managed.arn, managed.document)] : []),
    ],
    ...(boundary ? { boundary: named(boundary.arn, boundary.document) } : {}),
  };
};

/** What a session that was issued then is not explicitly denied; empty: it can do nothing. A Deny that may hold or not counts for nothing. */
export const undenied = (proof: Proof, issuedAt: string): readonly string[] => {
  const { live } = proof;
  const layers = layersOf(proof);
  const [, partition, , , account] = live.arn.split(":");
  const principal = { arn: `arn:${partition}:sts::${account}:assumed-role/${live.name}/sagewarden-asks` };
  const context = {
    "aws:PrincipalArn": live.arn,
    "aws:TokenIssueTime": issuedAt,
    "aws:userid": `${live.id}:sagewarden-asks`,
    "aws:SecureTransport": "true",
  };
  return probes(live)
    .filter(
      ([action, arn]) =>
        evaluate({ principal, action, resource: { arn }, context }, layers).decision !== "explicitDeny",
    )
    .map(([action]) => action);
};

/** So many seconds from a time of IAM's. */
export const secondsFrom = (at: string, seconds: number): string => isoSecondsAt((epochOf(at) ?? 0) + seconds * 1000);

/** Who may still take the role by its trust, of whoever is asked about; empty: nobody. */
export const stillAdmitted = (live: RoleImage, callers: readonly string[]): readonly string[] => {
  const trust = readPolicy(live.trust, "trust");
  const actions = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"] as const;
  return callers.filter((arn) =>
    actions.some((action) => {
      const { decision } = admits(trust, { principal: { arn }, role: live.arn, action, context: {} });
      return decision === "allowed" || decision === "ambiguous";
    }),
  );
};
