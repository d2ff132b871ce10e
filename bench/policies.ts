import { policyDocument } from "../shared/access/documents.ts";
import { packed } from "../shared/access/pack.ts";
import { limits, sizeOf } from "../shared/access/sizes.ts";
import type { PolicyValues } from "../shared/access/values.ts";

/** Of one document, the largest of all teams. */
export interface PolicySize {
  document: string;
  /** How many policies it makes. */
  count: number;
  characters: number;
  limit: number;
}

const teams = Array.from({ length: 30 }, (_, index) => `data-science-team-${index + 1}`);
const people = Array.from({ length: 2_000 }, (_, index) => `jane.doe-${index + 1}`);

const valuesOf = (team: string): PolicyValues => ({
  ...{ partition: "aws-us-gov", account: "111122223333", region: "us-gov-west-1" },
  ...{ bucket: "data-science-teams-111122223333-us-gov-west-1", "vpc-endpoint": "vpce-0123456789abcdef0" },
  ...{ "team-key": "CostTeam", "user-key": "studiouserid", "project-key": "project" },
  ...{ team, project: "project-1", teams: [team], projects: ["project-1"] },
  people: people.filter((_, index) => teams[index % teams.length] === team),
  ...{ "saml-provider": "corporate", "saml-audience": "https://signin.amazonaws-us-gov.com/saml" },
  "saml-issuer": "https://sts.windows.net/01234567-89ab-cdef-0123-456789abcdef/",
  ...{ "oidc-provider": "idp.example.com/realms/corporate", "oidc-audience": "sagewarden" },
  ...{ "oidc-subjects": ["group:data-science:*"], "permission-set": "DataScience" },
  provisioners: ["arn:aws-us-gov:iam::*:role/cdk-*-cfn-exec-role-*", "arn:aws-us-gov:iam::*:role/platform/terraform"],
});

const documents: Readonly<Record<keyof typeof limits, readonly string[]>> = {
  managed: [
    ...["studio/read-only", "studio/developer", "studio/workspace", "studio/supporting-services", "studio/execution"],
    ...["studio/execution-boundary", "studio/models", "studio/models-by-tag", "studio/admin", "studio/provisioner"],
  ],
  trust: ["saml", "oidc", "identity-center", "iam-user", "execution"].map((way) => `studio/trust-${way}`),
  scp: ["org/guard-tags", "org/guard-roles", "org/guard-sagewarden"],
};

const borders = [["team"], ["team", "project"]] as const;

/** How many characters the policies of 30 teams and 2,000 people have. */
export const benchPolicies = (): readonly PolicySize[] =>
  borders.flatMap((border) => {
    const largest = (made: readonly string[]): number => Math.max(...made.map(sizeOf));
    const made = (name: string): readonly string[] => teams.map((team) => policyDocument(name, valuesOf(team), border));
    const title = (name: string): string => (border.length > 1 ? `${name}, by project` : name);
    const each = (["managed", "trust", "scp"] as const).flatMap((kind) =>
      documents[kind].map(
        (name): PolicySize => ({
          document: title(name),
          count: 1,
          characters: largest(made(name)),
          limit: limits[kind],
        }),
      ),
    );
    const profiles = packed(made("studio/admin-profiles"));
    const name = title("studio/admin-profiles");
    return [...each, { document: name, count: profiles.length, characters: largest(profiles), limit: limits.managed }];
  });
