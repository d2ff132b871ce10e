import type { IConstruct } from "constructs";
import type { PolicyValues } from "../../shared/access/values.ts";

/** How people come to the role of their team. */
export interface SignIn extends IConstruct {
  /** The document of the role's trust policy, under policies/studio. */
  readonly trust: string;
  /** What stands for what in it, for one team. Throws BadInput where nobody of the team could sign in. */
  valuesFor(team: string): Partial<PolicyValues>;
}
