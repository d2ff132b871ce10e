import { CfnCondition, CfnParameter, Fn } from "aws-cdk-lib";
import { type ISecret, Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { externalIdParameters } from "../../shared/names.ts";
import { firstVersion, noVersion } from "../../shared/vendors/role/rotation.ts";
import { acknowledge } from "./acknowledge.ts";

export interface VendorExternalIdProps {
  vendor: string;
  secretName: string;
}

/** 238 bits. */
const length = 40;

/**
 * An external id that nobody has to think of: letters and digits, made by Secrets Manager, so that the template never holds it.
 *
 * Which versions of the secret the trust holds are parameters of the stack: one, and while a new one is handed over another.
 * A later deployment keeps the parameters' values, so it writes the same trust again, whatever else it changes.
 * `sagewarden vendors rotate` sets them. A version's own id names a value for good: what its labels mean by then does not matter.
 */
export class VendorExternalId extends Construct {
  readonly secret: ISecret;
  /** Becomes one value or two when it is deployed. */
  readonly value: unknown;
  /** Become which ones. */
  readonly versions: readonly string[];

  constructor(scope: Construct, id: string, { vendor, secretName }: VendorExternalIdProps) {
    super(scope, id);
    const secret = new Secret(this, "Secret", {
      secretName,
      description: `External id of ${vendor}, which it sends with sts:AssumeRole`,
      generateSecretString: { passwordLength: length, excludePunctuation: true },
    });
    acknowledge(
      secret,
      "AwsSolutions-SMG4",
      "The vendor has to enter a new value on its side: vendors rotate does it with an overlap.",
    );
    this.secret = secret as ISecret;
    const { trusted, next } = externalIdParameters(vendor);
    const one = this.#parameter("Trusted", trusted, firstVersion, `Which external id of ${vendor} is trusted`);
    const other = this.#parameter("Next", next, noVersion, `Which new external id of ${vendor} is trusted beside it`);
    const hasTwo = new CfnCondition(this, "HasTwo", {
      expression: Fn.conditionNot(Fn.conditionEquals(other, noVersion)),
    });
    const reference = (version: string) => `{{resolve:secretsmanager:${secret.secretArn}:SecretString::${version}}}`;
    this.versions = [one, other].map(({ valueAsString }) => valueAsString);
    const values = this.versions.map(reference);
    this.value = Fn.conditionIf(hasTwo.logicalId, values, values[0]);
  }

  #parameter(id: string, logicalId: string, usual: string, what: string): CfnParameter {
    const parameter = new CfnParameter(this, id, {
      type: "String",
      default: usual,
      allowedPattern: `${usual}|:[A-Za-z0-9-]{32,64}`,
      description: `${what}: a version of its secret. Set by sagewarden vendors rotate`,
    });
    parameter.overrideLogicalId(logicalId);
    return parameter;
  }
}
