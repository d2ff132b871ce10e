import { allow, type Grant } from "./grant.ts";

/** Declared service -> who takes a role for it. A table too for who reads what may be passed. */
export const takers: Readonly<Record<string, string>> = {
  ec2: "ec2.amazonaws.com",
  eks: "eks.amazonaws.com",
  lambda: "lambda.amazonaws.com",
  sagemaker: "sagemaker.amazonaws.com",
};

/** Declared roles, to declared services. The vendor makes no role, no user and no policy: what it makes runs as these. */
export const passing: Grant = ({ passRoles, services }) => {
  const to = services.flatMap((service) => takers[service] ?? []);
  if (passRoles.length === 0 || to.length === 0) return [];
  return [allow("PassRoles", ["iam:PassRole"], passRoles, { StringEquals: { "iam:PassedToService": to } })];
};

/** Roles that it may go on to. */
export const assuming: Grant = ({ assumes }) =>
  assumes.length === 0 ? [] : [allow("AssumeRoles", ["sts:AssumeRole"], assumes)];
