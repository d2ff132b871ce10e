import type { Tags } from "#shared/model/tags.ts";
import type { Layers, NamedPolicy } from "#shared/policy/model.ts";
import type { Estate } from "#shared/verify/model.ts";

/** Who asks, as the account or the files have them. */
export interface Asker {
  /** `aws:PrincipalArn`, with its path. */
  arn: string;
  /** The role's or the user's own. */
  tags: Tags;
  /** What the ground knows of the session; undefined: nothing. */
  session: Session | undefined;
  layers: Pick<Layers, "identity" | "boundary">;
}

export interface Session {
  tags: Tags;
  sourceIdentity: string | undefined;
  policies: readonly NamedPolicy[];
}

/** What an answer stands on. What is not known is a note, in words for people. */
export interface Ground {
  from: "live" | "files";
  /** Of who has no region in the ARN of what is asked about. */
  region: string;
  /** Undefined: there is nobody of that name. */
  asker: Asker | undefined;
  resource: { tags: Tags; policy: NamedPolicy | undefined };
  organization: Pick<Estate, "scps" | "rcps">;
  notes: readonly string[];
}
