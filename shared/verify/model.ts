import type { TagKeys } from "../model/tag-keys.ts";
import type { NamedPolicy, StatementRef } from "../policy/model.ts";

/** What the isolation proof is about: roles as they are, or as they would be deployed, and the borders between their teams. */

/** Whose resources are attacked, and who attacks: two teams of the estate. */
export interface Border {
  own: string;
  other: string;
}

export interface Estate {
  partition: string;
  account: string;
  region: string;
  tagKeys: TagKeys;
  teams: Border;
  /** Teams that have people, and so must have roles. */
  peopled?: readonly string[];
  principals: readonly EstateRole[];
  /** Who has taken the risk that any team serves any team's models: it is not asked then. */
  openModels?: { owner: string; reason: string; expires: string };
  /** Each level of the organisation by itself; empty: none is known. */
  scps: readonly (readonly NamedPolicy[])[];
  rcps: readonly (readonly NamedPolicy[])[];
  /** Where the teams keep their objects, below `<team>/`. */
  bucket: string | undefined;
  /** The endpoint that presigned URLs must come through; undefined: from anywhere. */
  vpcEndpoint: string | undefined;
}

/**
 * `team`: what people of one team take; `execution`: what Studio and jobs of one team run as; `admin`: makes profiles;
 * `provisioner`: may write guarded tags. `other`: anything else that exists, which somebody might reach.
 */
export const roleKinds = ["team", "execution", "admin", "provisioner", "other"] as const;
export type RoleKind = (typeof roleKinds)[number];

export interface EstateRole {
  name: string;
  kind: RoleKind;
  arn: string;
  tags: Readonly<Record<string, string>>;
  /** Whose it is, where its own tag does not say so. */
  team?: string;
  /** Undefined: who may take it is not judged. */
  trust: NamedPolicy | undefined;
  policies: readonly NamedPolicy[];
  boundary: NamedPolicy | undefined;
  /** Sessions of it that are judged, one for each person; none: one without tags. */
  sessions: readonly EstateSession[];
}

export interface EstateSession {
  name: string;
  tags: Readonly<Record<string, string>>;
  /** Keys that an identity provider makes transitive. */
  transitive: readonly string[];
  sourceIdentity: string | undefined;
  policies: readonly NamedPolicy[];
}

/** The six who ask: facts/access.md 3c. */
export const actorIds = ["owner", "teammate", "other-team", "no-team", "spoofed", "execution"] as const;
export type ActorId = (typeof actorIds)[number];

/** The tag of the resource, seen from the actor: `both` is the key in two spellings, the actor's team in the wrong one. */
export const tagStates = ["own", "other", "untagged", "empty", "wrong-case", "both"] as const;
export type TagState = (typeof tagStates)[number];

export const requestStates = ["none", "own", "other", "own+guarded", "wrong-case", "both", "unrelated"] as const;
export type RequestState = (typeof requestStates)[number];

/** One question of the matrix. */
export interface Cell {
  actor: ActorId;
  /** `sagemaker:DeleteEndpoint` */
  action: string;
  /** IAM's name of the type, e.g. `endpoint`; undefined: the action takes `*` only. */
  type: string | undefined;
  resourceTags: TagState | undefined;
  /** Whose it is by its name and its person's tag, where that is not what `resourceTags` says. */
  owner?: "self" | "teammate" | "other";
  requestTags: RequestState | undefined;
  /** For presigned URLs: through the endpoint, or from elsewhere. */
  network: "inside" | "outside" | undefined;
  /** `open`: cannot be scoped, so it is in the ledger of what is accepted. `either`: the team's own, and no border. */
  wanted: "allowed" | "denied" | "open" | "either";
}

export interface Violation {
  cell: Cell;
  /** The name of the role that asks, and the border that it stands at; undefined: nobody does. */
  role?: string | undefined;
  border?: Border;
  decision: "allowed" | "ambiguous" | "implicitDeny" | "explicitDeny";
  /** What opened it, or, where something wanted is missing, what denied it. */
  statement: StatementRef | undefined;
}

export interface MatrixResult {
  cells: number;
  /** Allowed, or not surely denied, though it must be denied. */
  violations: readonly Violation[];
  /** Denied, though it is the team's own work. */
  missing: readonly Violation[];
  /** Allowed, and cannot be scoped. */
  open: readonly Violation[];
}

export type Goal = "data-read" | "data-written" | "data-deleted" | "role-gained";

export interface Step {
  /** Who does it: the name of a role of the estate, or `role as person`. */
  principal: string;
  action: string;
  /** ARN, or what stands for it. */
  resource: string;
  /** What the request brings, in words: `tags team=TeamB`, `passes arn:…`. */
  with?: string;
}

export interface Chain {
  goal: Goal;
  /** `C1` … where it is one of those that are known: facts/access.md 3a. */
  known: string | undefined;
  /** Shortest first; at most three. */
  steps: readonly Step[];
  /** What allowed each step; undefined where nothing had to. */
  statements: readonly (StatementRef | undefined)[];
}
