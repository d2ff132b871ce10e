import { CfnOIDCProvider } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { PolicyValues } from "../../shared/access/values.ts";
import { BadInput } from "../../shared/model/errors.ts";
import { inDirectory } from "../../shared/model/settings.ts";
import type { SignIn } from "./sign-in.ts";

export interface OidcAccessProps {
  /** The provider's address as in `iss`, with https. */
  issuer: string;
  /** The client id, as in `aud`. */
  audience: string;
  /** Team -> patterns of its people's `sub`. */
  subjects: Readonly<Record<string, readonly string[]>>;
}

/** People come with a token of an OpenID Connect provider. */
export class OidcAccess extends Construct implements SignIn {
  readonly trust = "trust-oidc";
  readonly #props: OidcAccessProps;

  constructor(scope: Construct, id: string, props: OidcAccessProps) {
    super(scope, id);
    this.#props = props;
    new CfnOIDCProvider(this, "Provider", { url: props.issuer, clientIdList: [props.audience] });
  }

  valuesFor(team: string): Partial<PolicyValues> {
    const { issuer, audience, subjects } = this.#props;
    const own = inDirectory(subjects, team);
    if (own === undefined) throw new BadInput(`access.oidc.subjects.${team}: missing; allowed: the team's subjects`);
    return {
      "oidc-provider": issuer.replace(/^https:\/\//, ""),
      "oidc-audience": audience,
      "oidc-subjects": own,
    };
  }
}
