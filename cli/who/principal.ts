import type { IssuedSession, Principal } from "#shared/model/activity.ts";
import { lastPart, parseArn } from "#shared/model/arn.ts";

const roleSession = ({
  accessKeyId,
  roleArn = "",
  roleId,
  name,
  issuedAt,
  sourceIdentity,
}: IssuedSession): Principal => {
  const { partition, account } = parseArn(roleArn) ?? {};
  const session = { roleArn, createdAt: issuedAt, ...(roleId && { roleId }), ...(name && { name }) };
  return {
    ...{ type: "AssumedRole", accessKeyId },
    ...(account && {
      account,
      arn: `arn:${partition}:sts::${account}:assumed-role/${lastPart(roleArn)}/${name ?? ""}`,
    }),
    session: { ...session, ...(sourceIdentity && { sourceIdentity }) },
  };
};

/** Who a call with the session's key would be, as a record would show it. */
export const principalOf = (session: IssuedSession): Principal => {
  const { operation, accessKeyId, issuedTo } = session;
  const { account } = issuedTo;
  switch (operation) {
    case "GetSessionToken":
      return { ...issuedTo, accessKeyId };
    case "AssumeRoot":
      return { type: "Root", accessKeyId };
    case "GetFederationToken":
      return { type: "FederatedUser", accessKeyId, ...(account && { account }) };
    default:
      return roleSession(session);
  }
};
