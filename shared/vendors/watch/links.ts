import type { Principal } from "../../model/activity.ts";
import { parseArn } from "../../model/arn.ts";
import type { Settings } from "../../model/settings.ts";
import type { VendorAct, Watched } from "../../model/vendor-act.ts";
import { fieldsAt, textAt } from "../../normalise/fields.ts";
import { isSessionOperation } from "../../normalise/session.ts";

/** Ties a key, user, role or function to the watched role whose session made it, or a session's key to the role that took it. */
export interface Link {
  id: string;
  /** The watched role, or principal. */
  role: string;
  how: "chained" | "minted";
  /** ISO 8601, and the record that tells so. */
  at: string;
  eventId: string;
}

const keyId = (accessKeyId: string): string => `key:${accessKeyId}`;
/** A function acts in sessions of its role that have its name. */
const workerId = (account: string, role: string, name: string): string => `worker:${account}:${role}/${name}`;

/** Ids by which a principal may be linked, the narrowest first. */
export const idsOf = ({ accessKeyId, arn, account, session }: Principal): readonly string[] => {
  const role = session?.roleArn;
  const name = role?.slice(role.lastIndexOf("/") + 1);
  return [
    ...(accessKeyId ? [keyId(accessKeyId)] : []),
    ...(account && name && session?.name ? [workerId(account, name, session.name)] : []),
    ...(role ? [role] : arn ? [arn] : []),
  ];
};

/** What a watched role's act ties to it. Nothing for an act that failed, or that is not the role's. */
export const linksOf = (act: VendorAct, { role, how, registered }: Watched): readonly Link[] => {
  if (how === "assumed" || how === "changed" || act.errorCode !== undefined || act.errorMessage !== undefined)
    return [];
  const common = { role, at: act.at, eventId: act.eventId };
  if (isSessionOperation(act.eventName) && act.service === "sts") {
    const key = textAt(fieldsAt(act.response, "credentials"), "accessKeyId");
    return key === undefined ? [] : [{ id: keyId(key), how: "chained", ...common }];
  }
  // A role is made for others: a person whom somebody only asked to judge is not behind all that use it.
  const made = madeBy(act).filter((id) => registered || !id.includes(":role/") || !isPerson(act));
  return made.map((id) => ({ id, how: "minted", ...common }));
};

const isPerson = ({ principal: { type, session } }: VendorAct): boolean =>
  type !== "AssumedRole" || session?.roleArn?.includes("/aws-reserved/sso.amazonaws.com/") === true;

/** Whether the act, were it a watched role's, would tie something to it. */
export const mayLink = (act: VendorAct): boolean =>
  act.errorCode === undefined &&
  ((act.service === "sts" && isSessionOperation(act.eventName) && act.principal.type !== "AWSService") ||
    Object.hasOwn(makers, operationOf(act)));

type Maker = (act: VendorAct) => string | undefined;

const makers: Readonly<Record<string, Maker>> = {
  "iam:CreateAccessKey": ({ response }) => {
    const key = textAt(fieldsAt(response, "accessKey"), "accessKeyId");
    return key && keyId(key);
  },
  "iam:CreateUser": ({ response }) => textAt(fieldsAt(response, "user"), "arn"),
  "iam:CreateRole": ({ response }) => textAt(fieldsAt(response, "role"), "arn"),
  "lambda:CreateFunction": ({ request, account }) => {
    const [role, name] = [textAt(request, "role"), textAt(request, "functionName")];
    return (
      role && name && workerId(account, role.slice(role.lastIndexOf("/") + 1), name.slice(name.lastIndexOf(":") + 1))
    );
  },
};

/** Lambda's names end with the version of its API: `CreateFunction20150331v2`. */
const operationOf = ({ service, eventName }: VendorAct): string =>
  `${service}:${eventName.replace(/20\d{6}(v\d)?$/, "")}`;

const madeBy = (act: VendorAct): readonly string[] => {
  const name = operationOf(act);
  const id = Object.hasOwn(makers, name) ? makers[name]?.(act) : undefined;
  return id === undefined ? [] : [id];
};

const takers: readonly string[] = ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];
const roleForm = /^arn:[\w-]+:iam::\d{1,20}:role\/[\x21-\x7e]{1,600}$/;
/** A denied call has no parameters: the role stands in the message only. */
const deniedOn = /\bon resource: (?:role )?(\S{1,700})/;

/** The role that a call takes or, denied, would have taken. */
export const takenRole = ({ service, eventName, request, errorMessage }: VendorAct): string | undefined => {
  if (service !== "sts" || !takers.includes(eventName)) return undefined;
  const arn = textAt(request, "roleArn") ?? deniedOn.exec(errorMessage ?? "")?.[1];
  return arn !== undefined && roleForm.test(arn) ? arn : undefined;
};

/** IAM's calls that change a role, what it may do, or who may take it. */
export const roleChanges: readonly string[] = [
  "UpdateAssumeRolePolicy",
  "PutRolePolicy",
  "DeleteRolePolicy",
  "AttachRolePolicy",
  "DetachRolePolicy",
  "PutRolePermissionsBoundary",
  "DeleteRolePermissionsBoundary",
  "UpdateRole",
  "UpdateRoleDescription",
  "TagRole",
  "UntagRole",
  "CreateRole",
  "DeleteRole",
];

/** The role that an IAM call changes, or would have changed. Names are unique in an account, whatever their path. */
export const changedRole = (act: VendorAct): { partition: string; account: string; name: string } | undefined => {
  if (act.service !== "iam" || !roleChanges.includes(act.eventName)) return undefined;
  const named = textAt(act.request, "roleName") ?? deniedOn.exec(act.errorMessage ?? "")?.[1];
  const name = named?.slice(named.lastIndexOf("/") + 1);
  return name !== undefined && /^[\w+=,.@-]{1,128}$/.test(name)
    ? { partition: act.partition, account: act.account, name }
    : undefined;
};

/** Whether another account, which is none of the organisation's, takes the role. Its own copy of the record has another type. */
export const isForeignAccount = (
  { type, account }: Principal,
  roleArn: string,
  { organization }: Settings,
): boolean => {
  const own = parseArn(roleArn)?.account;
  return type === "AWSAccount" && account !== undefined && account !== own && !organization.accounts.includes(account);
};
