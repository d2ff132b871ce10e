import { parseArn } from "../model/arn.ts";
import { lookupOf } from "./context.ts";
import type { Layers, NamedPolicy, PolicyDecision, Request } from "./model.ts";
import { type Asked, type Said, type Say, saidBy } from "./statements.ts";
import { both, either, type Truth } from "./truth.ts";

/**
 * Whether AWS would allow a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * A principal and a resource are in the same account unless their ARNs or `aws:ResourceAccount` say otherwise: a bucket's ARN
 * names none. `statement`: what denied; or what allowed, the resource's policy first where it grants directly; or the first that is not clear.
 */
export const evaluate = (request: Request, layers: Layers): PolicyDecision => {
  const asked: Asked = { request, lookup: lookupOf(request), hasBoundary: layers.boundary !== undefined };
  const said = spoken(layers, asked);
  const denied = all(said).find(({ deny }) => deny.truth === "yes");
  if (denied !== undefined) return { decision: "explicitDeny", statement: denied.deny.statement };
  const allowed = both(isGranted(asked, said), ...within([...said.scps, ...said.rcps]));
  if (allowed === "no") return { decision: "implicitDeny", statement: undefined };
  const unclear = all(said).find(({ deny }) => deny.truth === "maybe");
  if (allowed === "yes" && unclear === undefined) return { decision: "allowed", statement: allowedBy(said) };
  return { decision: "ambiguous", statement: unclear?.deny.statement ?? firstUnclear(said) ?? allowedBy(said) };
};

interface Spoken {
  identity: Said;
  /** Each must allow as well. */
  limits: readonly Said[];
  resource: Said | undefined;
  scps: readonly Said[];
  rcps: readonly Said[];
}

const spoken = ({ identity, boundary, session, resource, scps = [], rcps = [] }: Layers, asked: Asked): Spoken => {
  const say = (policies: readonly NamedPolicy[]): Said => saidBy(policies, asked);
  return {
    identity: say(identity),
    limits: [...(boundary ? [say([boundary])] : []), ...(session && session.length > 0 ? [say(session)] : [])],
    resource: resource && say([resource]),
    scps: scps.map(say),
    rcps: rcps.map(say),
  };
};

const all = ({ identity, limits, resource, scps, rcps }: Spoken): readonly Said[] => [
  ...(resource ? [resource] : []),
  ...[identity, ...limits, ...scps, ...rcps],
];

const within = (layers: readonly Said[]): readonly Truth[] => layers.map(({ allow }) => allow.truth);

/** By the principal's own policies, the resource's, or both. */
const isGranted = (asked: Asked, { identity, limits, resource }: Spoken): Truth => {
  const { request } = asked;
  const limited = both(...within(limits));
  const own = both(isRoot(request.principal.arn) ? "yes" : identity.allow.truth, limited);
  const accounts = accountsOf(asked);
  if (accounts.principal === undefined) return resource?.allow.truth ?? "no";
  if (accounts.principal !== accounts.resource) return both(own, resource?.allow.truth ?? "no");
  if (resource === undefined) return own;
  const { itself, role, account, anybody } = resource.allowBy;
  const byResource = either(
    itself.truth,
    both(role.truth, limited),
    both(anybody.truth, limited === "yes" ? "yes" : "maybe"),
  );
  if (needsResourcePolicy(request)) return either(byResource, both(own, account.truth));
  return either(byResource, own);
};

const isRoot = (principal: string): boolean => parseArn(principal)?.resource === "root";

/** A principal without an account is a service or a provider of identities: the resource's policy alone lets it in. */
const accountsOf = ({ request, lookup }: Asked): { principal: string | undefined; resource: string | undefined } => {
  const principal = parseArn(request.principal.arn)?.account || undefined;
  return { principal, resource: lookup("aws:ResourceAccount")?.values[0] ?? principal };
};

/**
 * Keys and roles: the account's own policies count only where the resource's policy hands over to the account. One whose policy
 * is not given is taken as handed over, as AWS makes keys.
 */
const needsResourcePolicy = ({ action, resource }: Request): boolean => {
  const service = parseArn(resource.arn)?.service;
  return service === "kms" || (service === "iam" && action.toLowerCase().startsWith("sts:"));
};

/** What the resource's policy hands over to an account, the account's own policy allows. */
const allowedBy = ({ identity, resource }: Spoken): Say["statement"] => {
  const { itself, role, anybody } = resource?.allowBy ?? {};
  const direct = [itself, role, anybody].find((say) => say?.truth === "yes");
  return direct?.statement ?? identity.allow.statement ?? resource?.allow.statement;
};

const firstUnclear = (said: Spoken): Say["statement"] =>
  all(said).find(({ allow }) => allow.truth === "maybe")?.allow.statement;
