import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { type Unit, unitName, unitsOf } from "../../shared/access/units.ts";
import type { AccessSettings } from "../../shared/model/access-settings.ts";
import { BadInput } from "../../shared/model/errors.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { tagKeysOf } from "../../shared/model/tag-keys.ts";
import { IamUserAccess } from "../access/iam-user-access.ts";
import { IdentityCenterAccess } from "../access/identity-center-access.ts";
import { OidcAccess } from "../access/oidc-access.ts";
import { ProbeRole } from "../access/probe-role.ts";
import { SamlAccess } from "../access/saml-access.ts";
import type { SignIn } from "../access/sign-in.ts";
import { StudioAdmin } from "../access/studio-admin.ts";
import { StudioDomain } from "../access/studio-domain.ts";
import { StudioPolicies } from "../access/studio-policies.ts";
import { StudioTeam } from "../access/studio-team.ts";

export interface AccessStackProps extends StackProps {
  settings: Settings & { access: AccessSettings };
  /** Where files lie that the settings name. */
  folder: string;
  lab: boolean;
}

/** Who may come to SageMaker Studio, and what each team may do there. IAM is global: there is one such stack, at home. */
export class AccessStack extends Stack {
  /** Undefined: no domain is named. */
  readonly domainId: string | undefined;
  readonly policies: StudioPolicies;

  constructor(scope: Construct, id: string, { settings, folder, lab, ...props }: AccessStackProps) {
    super(scope, id, props);
    const { access } = settings;
    this.policies = new StudioPolicies(this, "Policies", {
      ...{ bucket: access.bucket, vpcEndpoint: access.vpcEndpoint, isolateBy: access.isolateBy },
      ...{ fileSystems: access.fileSystems, tagKeys: tagKeysOf(settings) },
      models: modelsOf(access),
    });
    const signIn = makeSignIn(this, { settings, folder, lab });
    for (const unit of unitsOf(settings)) this.#addUnit(unit, access, signIn);
    this.domainId = this.#domain(access, signIn, lab);
  }

  #addUnit(unit: Unit, { maxSession, admins, probe }: AccessSettings, signIn: SignIn): void {
    const [name, { policies }] = [unitName(unit), this];
    const { team, project, people } = unit;
    const made = new StudioTeam(this, `Team-${name}`, {
      ...{ team, project, policies, signIn, maxSession: Duration.parse(maxSession) },
    });
    new CfnOutput(made, "RoleArn", { value: made.roleArn, description: `The role of ${name}` });
    if (signIn instanceof SamlAccess) {
      const value = signIn.roleAttribute(made.roleArn);
      new CfnOutput(made, "SamlRole", {
        value,
        description: `For the identity provider: role and provider of ${name}`,
      });
    }
    if (probe !== false) new ProbeRole(this, `Probe-${name}`, { team, project, policies });
    if (admins.length === 0) return;
    new StudioAdmin(this, `Admin-${name}`, { team, project, people, policies, principals: admins });
  }

  #domain({ domain }: AccessSettings, signIn: SignIn, lab: boolean): string | undefined {
    if (domain === undefined || "id" in domain) return domain?.id;
    const { vpc, subnets, securityGroups, vpcOnly: isVpcOnly, auth } = domain;
    const made = new StudioDomain(this, "Domain", {
      ...{ policies: this.policies, vpc, subnets, securityGroups, isVpcOnly, isKept: !lab },
      authMode: auth === "sso" ? "SSO" : "IAM",
    });
    if (auth === "sso" && signIn instanceof IdentityCenterAccess && !lab) {
      signIn.assignTo(made.domain.attrSingleSignOnApplicationArn);
    }
    new CfnOutput(this, "DomainId", { value: made.domainId, description: "The Studio domain" });
    return made.domainId;
  }
}

const modelsOf = ({ models }: AccessSettings): "named" | "open" => {
  if (models === "named") return models;
  const { expires } = models.open;
  if (expires >= new Date().toISOString().slice(0, 10)) return "open";
  throw new BadInput(`access.models.open.expires: ${expires} is over; allowed: a later day, or models: named`);
};

/** The local CloudFormation has no Identity Center. */
const makeSignIn = (stack: AccessStack, { settings, folder, lab }: AccessStackProps): SignIn => {
  const { saml, oidc, identityCenter, maxSession } = settings.access;
  const { policies } = stack;
  if (saml !== undefined) {
    const { metadata, provider, issuer, audience } = saml;
    const text = textOf(resolve(folder, metadata));
    return new SamlAccess(stack, "Saml", { metadata: text, providerName: provider, issuer, audience });
  }
  if (oidc !== undefined) return new OidcAccess(stack, "Oidc", oidc);
  if (identityCenter !== undefined) {
    return new IdentityCenterAccess(stack, "IdentityCenter", {
      ...{ ...identityCenter, policies, maxSession: Duration.parse(maxSession), hasInstance: !lab },
    });
  }
  const users = Object.values(settings.people).flatMap(({ iamUser, left }) =>
    iamUser === undefined || left !== undefined ? [] : iamUser,
  );
  return new IamUserAccess(stack, "IamUsers", { policies, users });
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new BadInput(`access.saml.metadata: ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
};
