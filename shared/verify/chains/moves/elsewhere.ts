import type { Goal } from "../../model.ts";
import type { Thing, Try } from "../model.ts";
import { direct } from "../tries.ts";
import type { World } from "../world.ts";

/** What one call on something of somebody else's in the account does, in services beside SageMaker. `where`: the ARN's end. */
interface Row {
  service: string;
  where: string;
  goal: Goal;
  actions: readonly string[];
}

const rows: readonly Row[] = [
  // IAM: another version of a policy that is attached, a user's keys, whose assertions are believed.
  ...iam("policy/somebodys", ["CreatePolicyVersion", "SetDefaultPolicyVersion"]),
  ...iam("user/somebody", [
    ...["CreateAccessKey", "CreateLoginProfile", "UpdateLoginProfile", "AttachUserPolicy", "PutUserPolicy"],
    ...["DeleteUserPermissionsBoundary", "CreateServiceSpecificCredential", "UploadSSHPublicKey"],
  ]),
  ...iam("group/somebodys", ["AttachGroupPolicy", "PutGroupPolicy", "AddUserToGroup"]),
  ...iam("saml-provider/somebodys", ["CreateSAMLProvider", "UpdateSAMLProvider"]),
  ...iam("oidc-provider/somebodys", [
    ...["CreateOpenIDConnectProvider", "AddClientIDToOpenIDConnectProvider", "UpdateOpenIDConnectProviderThumbprint"],
  ]),
  // Code of others, which runs as a role of theirs.
  ...code("lambda", "function:somebodys", ["UpdateFunctionCode", "UpdateFunctionConfiguration", "PublishLayerVersion"]),
  ...code("cloudformation", "stack/somebodys/id", [
    "CreateStack",
    "UpdateStack",
    "CreateChangeSet",
    "ExecuteChangeSet",
  ]),
  ...code("ssm", "document/somebodys", ["CreateDocument", "UpdateDocument", "UpdateDocumentDefaultVersion"]),
  ...code("ssm", "automation-definition/somebodys:1", ["StartAutomationExecution"]),
  ...code("ec2", "instance/i-0somebodys", ["ssm:SendCommand", "ssm:StartSession"]),
  { service: "secretsmanager", where: "secret:somebodys", goal: "data-read", actions: ["GetSecretValue"] },
  {
    service: "secretsmanager",
    where: "secret:somebodys",
    goal: "data-written",
    actions: ["PutSecretValue", "PutResourcePolicy"],
  },
  {
    service: "ssm",
    where: "parameter/somebodys",
    goal: "data-read",
    actions: ["GetParameter", "GetParameters", "GetParametersByPath"],
  },
  { service: "ssm", where: "parameter/somebodys", goal: "data-written", actions: ["PutParameter"] },
];

function iam(where: string, actions: readonly string[]): readonly Row[] {
  return [{ service: "iam", where, goal: "role-gained", actions }];
}
function code(service: string, where: string, actions: readonly string[]): readonly Row[] {
  return [{ service, where, goal: "role-gained", actions }];
}

export const elsewhere = (world: World): readonly Try[] =>
  world.sessions.flatMap((by) =>
    rows.flatMap(({ service, where, goal, actions }) =>
      actions.flatMap((name) => {
        const action = name.includes(":") ? name : `${service}:${name}`;
        return somebodys(world, service, where).map((on) => direct(by, { action, goal, known: undefined }, on));
      }),
    ),
  );

/** Without a tag, as an administrator's; and tagged as the victim's. */
const somebodys = ({ estate, victim }: World, service: string, where: string): readonly Thing[] => {
  const region = service === "iam" ? "" : estate.region;
  const arn = `arn:${estate.partition}:${service}:${region}:${estate.account}:${where}`;
  const tags = { [estate.tagKeys.team]: victim.team, [estate.tagKeys.studiouserid]: victim.person };
  return [{}, tags].map((each) => ({ arn, tags: each, isTagAskable: true }));
};
