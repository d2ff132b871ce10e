import { account, allow, named, when } from "../policy/fixtures.ts";
import type { NamedPolicy } from "../policy/model.ts";
import type { Estate, EstateRole, EstateSession } from "./model.ts";

/** Two teams, one role each, by default under a policy that keeps them apart in the simplest way. */

export const own = `\${aws:PrincipalTag/team}`;
export const useOwn = allow("sagemaker:*", "*", when("StringEquals", "aws:ResourceTag/team", own));
export const developer = (...statements: readonly object[]): NamedPolicy =>
  named("developer.json", "identity", statements.length > 0 ? statements : [useOwn]);

const provider = `arn:aws:iam::${account}:saml-provider/corporate`;
/** Lets in whoever says to be of one team, as somebody. */
export const trustOf = (team: string): NamedPolicy => {
  const saml = { Effect: "Allow", Principal: { Federated: provider } };
  return named("trust.json", "trust", [
    {
      ...saml,
      Action: "sts:AssumeRoleWithSAML",
      ...when("StringEquals", "SAML:aud", "https://signin.aws.amazon.com/saml"),
    },
    {
      ...{ ...saml, Action: "sts:TagSession" },
      Condition: {
        StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml", "aws:RequestTag/team": team },
        "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "studiouserid"] },
      },
    },
  ]);
};
/** Lets in whoever the identity provider sends, with any tags. */
export const openTrust: NamedPolicy = named("trust.json", "trust", [
  { Effect: "Allow", Principal: { Federated: provider }, Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"] },
]);
const serviceTrust = named("trust-execution.json", "trust", [
  {
    Effect: "Allow",
    Principal: { Service: "sagemaker.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
  },
]);

export const session = (team: string, person: string, change: Partial<EstateSession> = {}): EstateSession => ({
  ...{ name: person, tags: { team, studiouserid: person }, transitive: ["team", "studiouserid"] },
  ...{ sourceIdentity: undefined, policies: [], ...change },
});

export const teamRole = (team: string, people: readonly string[], change: Partial<EstateRole> = {}): EstateRole => ({
  ...{
    name: `studio-${team}`,
    kind: "team",
    arn: `arn:aws:iam::${account}:role/studio/studio-${team}`,
    tags: { team },
  },
  ...{ trust: trustOf(team), policies: [developer()], boundary: undefined },
  sessions: people.map((person) => session(team, person)),
  ...change,
});

export const executionRole = (team: string, person: string, change: Partial<EstateRole> = {}): EstateRole => ({
  ...{ name: `execution-${team}`, kind: "execution", tags: { team }, policies: [developer()], boundary: undefined },
  ...{ arn: `arn:aws:iam::${account}:role/sagemaker/${team}/execution`, trust: serviceTrust },
  sessions: [{ name: "SageMaker", tags: {}, transitive: [], sourceIdentity: person, policies: [] }],
  ...change,
});

export const estate = (change: Partial<Estate> = {}, role: Partial<EstateRole> = {}): Estate => ({
  ...{ partition: "aws", account, region: "us-east-1", tagKeys: { team: "team", studiouserid: "studiouserid" } },
  ...{ teams: { own: "TeamA", other: "TeamB" }, scps: [], rcps: [], bucket: "studio", vpcEndpoint: undefined },
  principals: [
    teamRole("TeamA", ["alice", "carol"], role),
    teamRole("TeamB", ["bob"], role),
    executionRole("TeamB", "bob", role.policies ? { policies: role.policies } : {}),
  ],
  ...change,
});
