import type {
  AccountFacts,
  FactProblem,
  HeldPolicy,
  ResourceKind,
  RoleFacts,
  UserFacts,
} from "../../model/role-facts.ts";
import type { ReadPolicy } from "../../policy/model.ts";
import { newestEntry } from "../known-accounts-table.ts";

/** By the service in the resource's ARN. */
export const resourceKinds: Readonly<Record<string, ResourceKind>> = {
  s3: "bucket",
  kms: "key",
  secretsmanager: "secret",
  sqs: "queue",
  sns: "topic",
  lambda: "function",
};

/** What the documents said so far. Documents about one role complete each other; the later one counts where both speak. */
export interface Gathering {
  roles: Map<string, RolePiece>;
  /** Inline policies that came by themselves, by the role's name. */
  inline: Map<string, readonly HeldPolicy[]>;
  users: Map<string, UserPiece>;
  /** Policies of a group, by its name. */
  groups: Map<string, readonly HeldRef[]>;
  managed: Map<string, ReadPolicy>;
  resourcePolicies: { resource: string; policy: ReadPolicy }[] | undefined;
  /** Kinds that a document says it has all of. */
  kinds: Set<ResourceKind>;
  /** By the user's ARN. Undefined: no credential report. */
  keys: Map<string, NonNullable<UserFacts["keys"]>> | undefined;
  /** By the role's ARN. */
  services: Map<string, NonNullable<RoleFacts["services"]>>;
  /** Lists of all roles: how many said that another page follows, and how many that none does. */
  pages: { more: number; last: number };
  problems: FactProblem[];
}

/** An inline policy with its document, or an attached one by its ARN. */
export type HeldRef = HeldPolicy | { name: string; arn: string };

export interface RolePiece
  extends Pick<RoleFacts, "arn" | "name" | "path">,
    Partial<Pick<RoleFacts, "id" | "createdAt" | "trust" | "tags" | "maxSession" | "lastUsed">> {
  boundary?: "none" | { arn: string };
  /** Absent: the document does not tell. */
  held?: readonly HeldRef[];
}

export interface UserPiece extends Pick<UserFacts, "arn" | "name" | "path" | "tags">, Pick<RolePiece, "boundary"> {
  held: readonly HeldRef[];
  groups: readonly string[];
}

export const emptyGathering = (): Gathering => ({
  roles: new Map(),
  inline: new Map(),
  users: new Map(),
  groups: new Map(),
  managed: new Map(),
  resourcePolicies: undefined,
  kinds: new Set(),
  keys: undefined,
  services: new Map(),
  pages: { more: 0, last: 0 },
  problems: [],
});

/** What all documents say together. `place`: of the account. */
export const factsOf = (gathering: Gathering, place: Pick<AccountFacts, "account" | "partition">): AccountFacts => {
  const { managed, pages } = gathering;
  return {
    ...place,
    roles: [...gathering.roles.values()].map((piece) => roleOf(piece, gathering)),
    ...(pages.last > 0 && { isWhole: true }),
    // Details without users may have been asked for without them.
    users: gathering.users.size > 0 || gathering.keys ? usersOf(gathering) : undefined,
    resourcePolicies: gathering.resourcePolicies,
    unreadResources: unreadIn(gathering),
    managed,
    takenAt: newestEntry,
  };
};

/** A kind of which no policy was given may have one that lets somebody in. */
const unreadIn = ({ kinds, resourcePolicies = [] }: Gathering): readonly ResourceKind[] => {
  const given = new Set([...kinds, ...resourcePolicies.map(({ resource }) => kindOf(resource))]);
  return Object.values(resourceKinds).filter((kind) => !given.has(kind));
};

const kindOf = (arn: string): ResourceKind | undefined =>
  Object.entries(resourceKinds).find(([service]) => service === arn.split(":")[2])?.[1];

const notGiven: HeldPolicy = { name: "what the role holds was not given", policy: undefined };

const roleOf = (piece: RolePiece, gathering: Gathering): RoleFacts => ({
  arn: piece.arn,
  name: piece.name,
  path: piece.path,
  id: piece.id ?? "",
  createdAt: piece.createdAt,
  trust: piece.trust ?? noTrust,
  policies: [
    ...(piece.held === undefined ? [notGiven] : heldOf(piece.held, gathering)),
    ...(gathering.inline.get(piece.name) ?? []),
  ],
  boundary: boundaryOf(piece, gathering),
  tags: piece.tags,
  maxSession: piece.maxSession,
  lastUsed: piece.lastUsed,
  services: gathering.services.get(piece.arn),
});

const boundaryOf = ({ boundary }: Pick<RolePiece, "boundary">, { managed }: Gathering): RoleFacts["boundary"] =>
  typeof boundary === "object" ? { arn: boundary.arn, policy: managed.get(boundary.arn) } : boundary;

const noTrust: ReadPolicy = {
  kind: "trust",
  document: undefined,
  problems: [{ type: "missing-element", what: "the document has no AssumeRolePolicyDocument" }],
  text: "",
};

const heldOf = (held: readonly HeldRef[], { managed }: Gathering): readonly HeldPolicy[] =>
  held.map((one) => ("policy" in one ? one : { name: one.name, arn: one.arn, policy: managed.get(one.arn) }));

/** A user holds what its groups hold. */
const usersOf = (gathering: Gathering): readonly UserFacts[] => [
  ...[...gathering.users.values()].map(({ held, groups, ...user }) => ({
    ...user,
    policies: heldOf([...held, ...groups.flatMap((group) => gathering.groups.get(group) ?? [])], gathering),
    boundary: boundaryOf(user, gathering),
    // A report is up to four hours old: of whom it does not speak, nothing is known.
    keys: gathering.keys?.get(user.arn),
  })),
  ...onlyReported(gathering),
];

/** Users of whom the credential report alone speaks: their names and keys are known, their tags and policies are not. */
const onlyReported = ({ keys, users }: Gathering): readonly UserFacts[] =>
  [...(keys ?? [])].flatMap(([arn, ownKeys]) => {
    const [, path, name] = /^arn:[^:]+:iam::\d{12}:user(\/.*\/|\/)([^/]+)$/s.exec(arn) ?? [];
    if (path === undefined || name === undefined || users.has(arn)) return [];
    return [{ arn, name, path, tags: undefined, policies: [notGiven], keys: ownKeys }];
  });
