import type { ManagedPolicy, RoleImage } from "#shared/model/role-image.ts";
import { evaluate } from "#shared/policy/evaluate.ts";
import type { Layers, NamedPolicy, PolicyKind, ReadPolicy, Request } from "#shared/policy/model.ts";
import { readPolicy } from "#shared/policy/read.ts";
import { type AskedRole, admits } from "#shared/policy/trust.ts";
import type { Account } from "./iam-account.ts";

/** What somebody holds: temporary credentials of a role, or a user's key. */
export type Credential = Session | UserKey;
export interface Session {
  /** `ASIA…` */
  key: string;
  role: string;
  roleId: string;
  roleArn: string;
  name: string;
  /** `arn:aws:sts::…:assumed-role/role/name` */
  arn: string;
  /** STS's time: `aws:TokenIssueTime`. */
  issuedAt: string;
  /** The world's time, ms. */
  over: number;
  /** By the key of the session that took the role. */
  by?: string;
}
export interface UserKey {
  /** `AKIA…` */
  key: string;
  user: string;
}

const texts = new Map<string, ReadPolicy>();
const read = (document: string, kind: PolicyKind): ReadPolicy => {
  const known = texts.get(kind + document) ?? readPolicy(document, kind);
  if (texts.size > 5_000) texts.clear();
  texts.set(kind + document, known);
  return known;
};

const named = (name: string, document: string, kind: PolicyKind = "identity"): NamedPolicy => ({
  name,
  policy: read(document, kind),
});

/** A managed policy that is gone allows nothing. */
const managedIn = ({ managed }: Account, arns: readonly string[]): readonly NamedPolicy[] =>
  arns.map((arn) => managed.get(arn)).flatMap((each) => (each ? [ofManaged(each)] : []));
const ofManaged = ({ arn, document }: ManagedPolicy): NamedPolicy => named(arn, document);

const layersOf = (
  account: Account,
  { inline, attached, boundary }: Pick<RoleImage, "inline" | "attached"> & { boundary?: string | undefined },
): Layers => ({
  identity: [...inline.map((each) => named(each.name, each.document)), ...managedIn(account, attached)],
  ...(boundary === undefined
    ? {}
    : { boundary: managedIn(account, [boundary])[0] ?? named(boundary, '{"Statement":[]}') }),
});

const askedBySession = (session: Session, account: Account): { layers: Layers; request: Asker } | undefined => {
  const role = account.roles.get(session.role);
  // Another role has the name by now.
  if (role?.id !== session.roleId) return undefined;
  const context = {
    "aws:TokenIssueTime": session.issuedAt,
    "aws:userid": `${session.roleId}:${session.name}`,
    "aws:PrincipalArn": session.roleArn,
  };
  return { layers: layersOf(account, role), request: { principal: { arn: session.arn }, context } };
};

const askedByKey = ({ key, user }: UserKey, account: Account): { layers: Layers; request: Asker } | undefined => {
  const image = account.users.get(user);
  if (!image?.keys.some(({ id, active }) => id === key && active)) return undefined;
  return {
    layers: layersOf(account, image),
    request: { principal: { arn: image.arn }, context: { "aws:userid": image.id } },
  };
};

type Asker = Pick<Request, "principal" | "context">;
const asking = (credential: Credential, account: Account) =>
  "user" in credential ? askedByKey(credential, account) : askedBySession(credential, account);

export const anObject = "arn:aws:s3:::acme-data/exports/a.csv";

/** Whether IAM, as it is in `account`, lets it act. What the evaluator is not sure of counts as yes. */
export const mayIn = (
  account: Account,
  credential: Credential,
  { action, resource = anObject, policy }: { action: string; resource?: string; policy?: string },
): boolean => {
  const asked = asking(credential, account);
  if (!asked) return false;
  const layers = {
    ...asked.layers,
    ...(policy === undefined ? {} : { resource: named("resource", policy, "resource") }),
  };
  const { decision } = evaluate({ ...asked.request, action, resource: { arn: resource } }, layers);
  return decision === "allowed" || decision === "ambiguous";
};

/** Whether somebody may take a role: a credential of this account by its own policies as well, others by the trust alone. */
export const mayAssume = (account: Account, by: Credential | { arn: string }, role: RoleImage, asked: Ask): boolean => {
  if ("arn" in by && !("role" in by)) {
    const { decision } = admits(read(role.trust, "trust"), {
      principal: by,
      role: role.arn,
      context: contextOf(asked),
    });
    return decision === "allowed" || decision === "ambiguous";
  }
  const who = asking(by, account);
  if (!who) return false;
  const request: Request = {
    ...who.request,
    action: "sts:AssumeRole",
    resource: { arn: role.arn },
    context: { ...who.request.context, ...contextOf(asked) },
  };
  const { decision } = evaluate(request, { ...who.layers, resource: named("trust", role.trust, "trust") });
  return decision === "allowed" || decision === "ambiguous";
};

interface Ask {
  sessionName: string;
  externalId?: string;
}

const contextOf = ({ sessionName, externalId }: Ask): AskedRole["context"] => ({
  "sts:RoleSessionName": sessionName,
  ...(externalId === undefined ? {} : { "sts:ExternalId": externalId }),
});
