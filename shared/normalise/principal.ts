import type { Principal, RoleSession } from "../model/activity.ts";
import { recordedTime } from "../model/time.ts";
import { defined, type Fields, fieldsAt, textAt } from "./fields.ts";

/** `userIdentity` of a record. Every field may be absent: services have neither ARN nor account, some have no type. */
export const readPrincipal = (record: Fields): Principal => {
  const identity = fieldsAt(record, "userIdentity");
  const session = readSession(identity);
  return {
    type: textAt(identity, "type") ?? "Unknown",
    ...defined({
      account: textAt(identity, "accountId"),
      arn: textAt(identity, "arn"),
      principalId: textAt(identity, "principalId"),
      userName: textAt(identity, "userName"),
      accessKeyId: textAt(identity, "accessKeyId"),
      invokedBy: textAt(identity, "invokedBy"),
      session: Object.keys(session).length > 0 ? session : undefined,
      onBehalfOf: readOnBehalfOf(identity),
    }),
  };
};

/** Only of roles: an IAM user's `sessionContext` tells no role, and `sessionIssuer` is often `{}`. */
const readSession = (identity: Fields): RoleSession => {
  const context = fieldsAt(identity, "sessionContext");
  const issuer = fieldsAt(context, "sessionIssuer");
  const isRole = identity.type === "AssumedRole" || issuer.type === "Role";
  const [roleId, name] = isRole ? splitId(textAt(identity, "principalId")) : [];
  return defined({
    roleArn: isRole ? textAt(issuer, "arn") : undefined,
    roleId: isRole ? (textAt(issuer, "principalId") ?? roleId) : undefined,
    name: name ?? (isRole ? afterLastSlash(textAt(identity, "arn")) : undefined),
    createdAt: recordedTime(fieldsAt(context, "attributes").creationDate),
    sourceIdentity: textAt(context, "sourceIdentity"),
  });
};

/** `AROA…:session`. */
export const splitId = (id: string | undefined): [string | undefined, string | undefined] => {
  const at = id?.indexOf(":") ?? -1;
  return id === undefined || at < 1 ? [undefined, undefined] : [id.slice(0, at), id.slice(at + 1) || undefined];
};

const afterLastSlash = (arn: string | undefined): string | undefined =>
  arn?.slice(arn.lastIndexOf("/") + 1) || undefined;

const readOnBehalfOf = (identity: Fields): Principal["onBehalfOf"] => {
  const person = fieldsAt(identity, "onBehalfOf");
  const userId = textAt(person, "userId");
  return userId === undefined
    ? undefined
    : { userId, ...defined({ identityStoreArn: textAt(person, "identityStoreArn") }) };
};
