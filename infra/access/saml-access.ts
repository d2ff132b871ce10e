import { Stack } from "aws-cdk-lib";
import { CfnSAMLProvider } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { PolicyValues } from "../../shared/access/values.ts";
import { BadInput } from "../../shared/model/errors.ts";
import type { SignIn } from "./sign-in.ts";

export interface SamlAccessProps {
  /** The metadata document of the identity provider: its text. */
  metadata: string;
  /** Absent: `sagewarden`. */
  providerName?: string;
  /** Absent: the `entityID` of the metadata. */
  issuer?: string | undefined;
  /** Absent: AWS's sign-in. */
  audience?: string | undefined;
}

/** What IAM takes. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html */
const shortest = 1_000;

/** People come with an assertion of the company's identity provider. */
export class SamlAccess extends Construct implements SignIn {
  readonly trust = "trust-saml";
  readonly providerArn: string;
  readonly #values: Partial<PolicyValues>;

  constructor(scope: Construct, id: string, props: SamlAccessProps) {
    super(scope, id);
    const { metadata, providerName = "sagewarden", issuer, audience } = props;
    if (metadata.length < shortest) {
      throw new BadInput(`access.saml.metadata: ${metadata.length} characters; allowed: at least ${shortest}`);
    }
    new CfnSAMLProvider(this, "Provider", { name: providerName, samlMetadataDocument: metadata });
    const { partition, account, region } = Stack.of(this);
    this.providerArn = `arn:${partition}:iam::${account}:saml-provider/${providerName}`;
    this.#values = {
      "saml-provider": providerName,
      "saml-issuer": issuer ?? entityOf(metadata),
      "saml-audience": audience ?? signInOf(region),
    };
  }

  valuesFor(): Partial<PolicyValues> {
    return this.#values;
  }

  /** What the identity provider puts into the attribute `https://aws.amazon.com/SAML/Attributes/Role`. */
  roleAttribute(roleArn: string): string {
    return `${roleArn},${this.providerArn}`;
  }
}

const entity = /<(?:[\w.-]+:)?EntityDescriptor\b[^>]*?\sentityID\s*=\s*(?:"([^"<>]+)"|'([^'<>]+)')/g;

const entityOf = (metadata: string): string => {
  const found = [...metadata.matchAll(entity)].map(([, double, single]) => double ?? single ?? "");
  const [only, ...others] = found;
  if (only === undefined || others.length > 0 || /[\s&*?$]/.test(only)) {
    throw new BadInput(
      `access.saml.metadata: ${found.length} entity descriptors, or an entityID with other characters; allowed: one, or access.saml.issuer`,
    );
  }
  return only;
};

const signInOf = (region: string): string => {
  if (region.startsWith("cn-")) return "https://signin.amazonaws.cn/saml";
  if (region.startsWith("us-gov-")) return "https://signin.amazonaws-us-gov.com/saml";
  return "https://signin.aws.amazon.com/saml";
};
