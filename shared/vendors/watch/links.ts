import type { Principal } from "../../model/activity.ts";
import { parseArn } from "../../model/arn.ts";
import type { Settings } from "../../model/settings.ts";
import { recordedTime } from "../../model/time.ts";
import type { VendorAct, Watched } from "../../model/vendor-act.ts";
import { defined, fieldsAt, textAt } from "../../normalise/fields.ts";
import { isSessionOperation } from "../../normalise/session.ts";
import { keyId, type MadeSubject, madeBy, mayMake, roleForm, workerId } from "./made.ts";

/** Ties a key, user, role or function to the watched role whose session made it, or a session's key to the role that took it. */
export interface Link {
  id: string;
  /** The watched role, or principal. */
  role: string;
  how: "chained" | "minted";
  /** ISO 8601, and the record that tells so. */
  at: string;
  eventId: string;
  /** What a denial of it needs. Absent: of a row from before this was kept. */
  subject?: LinkSubject;
}

/** `session`: `AROA…:name`, as `aws:userid` has it, issued at the link's time; `until`: when it ends by itself. */
export type LinkSubject =
  | MadeSubject
  | { type: "role-session"; role: string; session?: string; until?: string }
  | { type: "federated-session"; user?: string; until?: string };

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
  if (isSessionOperation(act.eventName) && act.service === "sts")
    return chainedBy(act).map((one) => ({ ...one, ...common }));
  const made = madeBy(act);
  // A role is made for others: a person whom somebody only asked to judge is not behind all that use it.
  const isTold = made !== undefined && (registered || made.subject.type !== "role" || !isPerson(act));
  return isTold ? [{ id: made.id, how: "minted", ...common, subject: made.subject }] : [];
};

const sessionForm = /^[A-Z0-9]{4,128}:[\w+=,.@-]{1,64}$/;

const chainedBy = (act: VendorAct): readonly (Pick<Link, "id" | "subject"> & { how: "chained" })[] => {
  const credentials = fieldsAt(act.response, "credentials");
  const key = textAt(credentials, "accessKeyId");
  if (key === undefined) return [];
  const role = takenRole(act);
  const until = recordedTime(credentials.expiration);
  const subject: LinkSubject =
    role === undefined
      ? { type: "federated-session", ...defined({ user: act.principal.userName, until }) }
      : { type: "role-session", role, ...defined({ session: sessionOf(act), until }) };
  return [{ id: keyId(key), how: "chained", subject }];
};

const sessionOf = ({ response }: VendorAct): string | undefined => {
  const session = textAt(fieldsAt(response, "assumedRoleUser"), "assumedRoleId");
  return session !== undefined && sessionForm.test(session) ? session : undefined;
};

const isPerson = ({ principal: { type, session } }: VendorAct): boolean =>
  type !== "AssumedRole" || session?.roleArn?.includes("/aws-reserved/sso.amazonaws.com/") === true;

/** Whether the act, were it a watched role's, would tie something to it. */
export const mayLink = (act: VendorAct): boolean =>
  act.errorCode === undefined &&
  ((act.service === "sts" && isSessionOperation(act.eventName) && act.principal.type !== "AWSService") || mayMake(act));

const takers: readonly string[] = ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];
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
