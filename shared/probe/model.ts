/** What attempts across the teams' borders are made of. */

/** One side of a border: a team, or with `isolateBy: [team, project]` a project of it. */
export interface Party {
  unit: string;
  /** Of the directory. */
  team: string;
  /** Whose session its probe role is: session tag, session name, source identity. Nobody of the directory. */
  person: string;
  /** Of the session. */
  sessionTags: Readonly<Record<string, string>>;
  /** Of what belongs to it. */
  tags: Readonly<Record<string, string>>;
  /** ARNs. */
  roles: { probe: string; people: string; execution: string };
  /** Below which its objects lie. */
  prefix: string;
  /** Whose profiles others may try to open; none where nobody can from where the function is. */
  people: readonly string[];
}

/** A person's, in Studio. */
export interface Profile {
  domainId: string;
  name: string;
}

export interface Place {
  partition: string;
  account: string;
  region: string;
  bucket: string;
  teamKey: string;
}

/** A party with what it lays out for the others to try: worth nothing, but really there, and really its own. */
export interface Side extends Party {
  /** An experiment's name: of its kinds SageMaker has none that is cheaper, and can be read, tagged, changed and deleted. */
  decoy: string;
  /** An object's key. */
  object: string;
  /** Of one of its people. Undefined: they have none. */
  profile: Profile | undefined;
}

/** `self` tries to do something to `other`. */
export interface Border {
  self: Side;
  other: Side;
  place: Place;
  /** Of what an attempt makes, should it succeed. */
  fresh: string;
}

/** One call of AWS as data. */
export interface Call {
  service: "sagemaker" | "s3" | "sts";
  operation: string;
  params: Readonly<Record<string, unknown>>;
}

/**
 * What must be proven before a refusal says anything: `session`: the probe role can be taken; `decoy` and `object` are there, and
 * their own team works with them; `roles` are there; `pass-role`: the team passes its own; `profile`: it was found.
 */
export const needs = ["session", "decoy", "object", "roles", "pass-role", "profile"] as const;
export type Need = (typeof needs)[number];

export type Outcome = "refused" | "crossed" | "unknown";

export interface Tried {
  id: string;
  action: string;
  resource: string;
  outcome: Outcome;
  /** In what words it was refused; why nothing is known; what of a crossing could not be undone. */
  error: string | null;
}

/** A team's own work, which must go on: else its refusals prove nothing. */
export interface Proven {
  team: string;
  id: string;
  works: boolean;
  error: string | null;
}

export interface Run {
  team: string;
  other: string;
  attempts: readonly Tried[];
}

/** One document of machine output. */
export interface Probed {
  /** ISO 8601 */
  at: string;
  runs: readonly Run[];
  controls: readonly Proven[];
  /** What was laid out or made and could not be taken away. */
  left: readonly string[];
  crossed: number;
  unknown: number;
}
