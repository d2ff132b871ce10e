import { CfnManagedPolicy } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { Border } from "../../shared/access/documents.ts";
import type { PolicyValues } from "../../shared/access/values.ts";
import { names } from "../../shared/names.ts";
import { acknowledgeDocument, type DocumentOptions, documentIn, type StudioTagKeys } from "./documents.ts";

export interface StudioPoliciesProps {
  /** The teams' bucket; the objects of each lie below `<team>/`. */
  bucket: string;
  /** Endpoints that presigned URLs and Studio must come through: of the SageMaker API and of Studio. Absent: from anywhere. */
  vpcEndpoint?: string | readonly string[] | undefined;
  /** Ids of file systems that training jobs may mount. Absent: none. */
  fileSystems?: readonly string[];
  /** Whether a team can serve only models that have its name before theirs. Absent: named. */
  models?: "named" | "open";
  /** Absent: by team. */
  isolateBy?: Border;
  /** Absent: `team`, `studiouserid`, `project`. */
  tagKeys?: StudioTagKeys;
}

const documents = [
  ...(["read-only", "supporting-services", "developer", "workspace"] as const),
  ...(["execution", "execution-boundary"] as const),
] as const;
export type StudioDocument = (typeof documents)[number];

/** One text for every team: IAM compares the tags of the resource with those of the caller. */
export class StudioPolicies extends Construct {
  readonly bucket: string;
  readonly border: Border;
  readonly tagKeys: StudioTagKeys;
  readonly models: "named" | "open";
  readonly arns: Readonly<Record<StudioDocument, string>>;
  readonly #values: Partial<PolicyValues>;

  constructor(scope: Construct, id: string, props: StudioPoliciesProps) {
    super(scope, id);
    this.bucket = props.bucket;
    this.border = props.isolateBy ?? ["team"];
    this.tagKeys = props.tagKeys ?? { team: "team", studiouserid: "studiouserid", project: "project" };
    this.models = props.models ?? "named";
    const { vpcEndpoint, fileSystems = [] } = props;
    this.#values = {
      ...(vpcEndpoint !== undefined && { "vpc-endpoint": vpcEndpoint }),
      ...(fileSystems.length > 0 && { "file-systems": fileSystems }),
    };
    const made = documents.map((name) => [name, this.#make(name)] as const);
    this.arns = Object.fromEntries(made) as Record<StudioDocument, string>;
  }

  /** How a managed policy is named, and where. */
  static nameOf(document: StudioDocument): { path: string; name: string } {
    return { path: names.rolePath, name: `sagewarden-studio-${document}` };
  }

  /** A document with what all have in common. */
  document(name: string, of: string, values: DocumentOptions["values"] = {}): object {
    const { bucket, border, tagKeys } = this;
    return documentIn(this, `studio/${name}`, { tagKeys, border, bucket, of, values: { ...this.#values, ...values } });
  }

  #make(document: StudioDocument): string {
    const { path, name } = StudioPolicies.nameOf(document);
    const policyDocument = this.document(document, "access");
    const policy = new CfnManagedPolicy(this, document, {
      ...{ managedPolicyName: name, path, policyDocument },
      description: "Studio's teams: made from Sagewarden's policies",
    });
    acknowledgeDocument(
      policy,
      policyDocument,
      "Tags and paths of the caller's own team bound it: npx sagewarden verify.",
    );
    return policy.ref;
  }
}
