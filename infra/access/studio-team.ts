import { type Duration, Stack } from "aws-cdk-lib";
import { CfnRole } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { unitName } from "../../shared/access/units.ts";
import { executionRole, studioRole } from "../../shared/names.ts";
import type { SignIn } from "./sign-in.ts";
import type { StudioDocument, StudioPolicies } from "./studio-policies.ts";

/** What a team's people may do. */
export const peoplesDocuments = ["read-only", "supporting-services", "developer", "workspace"] as const;

export interface StudioTeamProps {
  /** Letters, digits and +=,.@_-: it is a tag's value, a part of paths, names and keys. */
  team: string;
  /** With policies that isolate by team and project. */
  project?: string | undefined;
  policies: StudioPolicies;
  signIn: SignIn;
  /** Absent: an hour. */
  maxSession?: Duration;
}

/** What a role of a team may do: the documents, and which models it may serve. */
export const rightsOf = (
  documents: readonly StudioDocument[],
  { policies, name, values }: Pick<Common, "policies" | "name" | "values">,
) => ({
  managedPolicyArns: documents.map((document) => policies.arns[document]),
  ...(policies.models === "named" && {
    policies: [{ policyName: "models", policyDocument: policies.document("models", name, values) }],
  }),
});

/** By these IAM compares. */
export const unitTags = ({ team, project, policies }: Pick<StudioTeamProps, "team" | "project" | "policies">) => [
  { key: policies.tagKeys.team, value: team },
  ...(project === undefined ? [] : [{ key: policies.tagKeys.project, value: project }]),
];

const hour = 3_600;

/** The two roles of a team: the one that its people take, and the one that Studio and jobs run as for it. */
export class StudioTeam extends Construct {
  readonly roleArn: string;
  readonly executionRoleArn: string;
  /** Below which the team's objects lie. */
  readonly prefix: string;

  constructor(scope: Construct, id: string, props: StudioTeamProps) {
    super(scope, id);
    const { team, project, policies, signIn } = props;
    const name = unitName({ team, project });
    const values = { team, ...(project !== undefined && { project }) };
    const common = { ...props, name, values };
    this.prefix = project === undefined ? `${team}/` : `${team}/${project}/`;
    const role = this.#role("Role", common, {
      ...{ kind: "team", at: studioRole(name), documents: peoplesDocuments },
      trust: policies.document(signIn.trust, name, { ...values, ...signIn.valuesFor(team) }),
      description: `What people of ${name} take`,
      maxSession: props.maxSession?.toSeconds() ?? hour,
    });
    role.node.addDependency(signIn);
    this.#role("ExecutionRole", common, {
      ...{ kind: "execution", at: executionRole(team, project) },
      documents: ["developer", "workspace", "supporting-services", "execution"],
      trust: policies.document("trust-execution", name),
      description: `What Studio and jobs of ${name} run as`,
      boundary: policies.arns["execution-boundary"],
    });
    const { partition, account } = Stack.of(this);
    const arnOf = ({ path, name: of }: { path: string; name: string }) =>
      `arn:${partition}:iam::${account}:role${path}${of}`;
    this.roleArn = role.attrArn;
    this.executionRoleArn = arnOf(executionRole(team, project));
  }

  #role(id: string, { team, project, policies, name, values }: Common, wanted: Wanted): CfnRole {
    const role = new CfnRole(this, id, {
      ...{ path: wanted.at.path, roleName: wanted.at.name, description: wanted.description },
      assumeRolePolicyDocument: wanted.trust,
      ...rightsOf(wanted.documents, { policies, name, values }),
      ...(wanted.boundary !== undefined && { permissionsBoundary: wanted.boundary }),
      ...(wanted.maxSession !== undefined && { maxSessionDuration: wanted.maxSession }),
      tags: unitTags({ team, project, policies }),
    });
    role.addMetadata("Sagewarden", { kind: wanted.kind, team, ...(project !== undefined && { project }) });
    return role;
  }
}

interface Common extends StudioTeamProps {
  name: string;
  values: { team: string; project?: string };
}

interface Wanted {
  /** Of the isolation proof: shared/verify/model.ts. */
  kind: "team" | "execution";
  at: { path: string; name: string };
  documents: readonly StudioDocument[];
  trust: object;
  description: string;
  boundary?: string;
  maxSession?: number;
}
