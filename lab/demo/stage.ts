import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateSAMLProviderCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { AddTagsCommand, CreateDomainCommand, CreateUserProfileCommand } from "@aws-sdk/client-sagemaker";
import { AssumeRoleCommand, AssumeRoleWithSAMLCommand } from "@aws-sdk/client-sts";
import { assertionOf } from "./assertion.ts";
import { type Clients, type Credentials, clientsOf, issued, type Place, root } from "./clients.ts";

/** What an account has before the play begins, and how its people come in. */
export interface Stage {
  place: Place;
  root: Clients;
  roles: Record<"data" | "execution" | "untraceable" | "hop" | "terraform", string>;
  provider: string;
  domainId: string;
  bob: Credentials;
}

const all = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["sagemaker:*", "iam:PassRole", "sts:*"], Resource: "*" }],
};

const trusting = (principal: object, actions: readonly string[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: principal, Action: actions }] });

export const setStage = async (place: Place): Promise<Stage> => {
  const clients = clientsOf(place, root);
  const own = { AWS: `arn:aws:iam::${place.account}:root` };
  const chain = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
  const provider = await makeProvider(clients);
  const saml = ["sts:AssumeRoleWithSAML", "sts:TagSession"];
  const role = (name: string, principal: object, actions: readonly string[]) =>
    makeRole(clients, name, trusting(principal, actions));
  const roles = {
    data: await role("DataScience", { Federated: provider }, saml),
    execution: await role("StudioExecution", own, chain),
    untraceable: await role("BatchService", own, chain),
    hop: await role("Hop", own, chain),
    terraform: await role("terraform", own, chain),
  };
  const bob = await makeUser(clients, "bob");
  const stage = { place, root: clients, roles, provider, bob };
  return { ...stage, domainId: await makeDomain(stage) };
};

const makeProvider = async ({ iam }: Clients): Promise<string> => {
  const filler = "x".repeat(1000); // AWS wants at least 1,000 characters
  const SAMLMetadataDocument = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com"><!--${filler}--></EntityDescriptor>`;
  const answer = await iam.send(new CreateSAMLProviderCommand({ Name: "idp", SAMLMetadataDocument }));
  return answer.SAMLProviderArn ?? "";
};

const makeRole = async ({ iam }: Clients, RoleName: string, AssumeRolePolicyDocument: string): Promise<string> => {
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument: JSON.stringify(all) }));
  return Role?.Arn ?? "";
};

const makeUser = async ({ iam }: Clients, UserName: string): Promise<Credentials> => {
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "work", PolicyDocument: JSON.stringify(all) }));
  return issued((await iam.send(new CreateAccessKeyCommand({ UserName }))).AccessKey);
};

/** A Studio domain with the profile of dave, who works with its execution role. The profile's owner is set by a provisioner. */
const makeDomain = async ({ place, roles }: Omit<Stage, "domainId">): Promise<string> => {
  const { sagemaker } = clientsOf(place, await assumed({ place, roles }, "terraform", { RoleSessionName: "apply" }));
  const owner = { team: "TeamA", studiouserid: "dave" };
  const domain = await sagemaker.send(
    new CreateDomainCommand({
      DomainName: "studio",
      AuthMode: "IAM",
      DefaultUserSettings: { ExecutionRole: roles.execution },
      SubnetIds: ["subnet-0a1b2c3d"],
      VpcId: "vpc-0a1b2c3d",
      Tags: tagList(owner),
    }),
  );
  const DomainId = domain.DomainArn?.split("/").at(-1) ?? "";
  await sagemaker.send(new CreateUserProfileCommand({ DomainId, UserProfileName: "dave", Tags: tagList(owner) }));
  return DomainId;
};

export const tagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

type Asked = Omit<ConstructorParameters<typeof AssumeRoleCommand>[0], "RoleArn">;

/** A session of one of the account's roles, asked for by root or by `as`. */
export const assumed = async (
  { place, roles }: Pick<Stage, "place" | "roles">,
  role: keyof Stage["roles"],
  asked: Asked,
  as: Credentials = root,
): Promise<Credentials> => {
  const { sts } = clientsOf(place, as);
  return issued((await sts.send(new AssumeRoleCommand({ RoleArn: roles[role], ...asked }))).Credentials);
};

/** A federated session: the identity provider says who it is. */
export const federated = async ({ place, roles, provider }: Stage, subject: string, tags: Record<string, string>) => {
  const { sts } = clientsOf(place, root);
  const SAMLAssertion = assertionOf({ provider, role: roles.data, subject, tags });
  const command = new AssumeRoleWithSAMLCommand({ PrincipalArn: provider, RoleArn: roles.data, SAMLAssertion });
  return issued((await sts.send(command)).Credentials);
};

/** An Identity Center session, which the lab makes on request: there is no portal to sign in to. */
export const signedIn = async ({ place }: Stage, userId: string, userName: string): Promise<Credentials> => {
  const answer = await fetch(`${place.endpoint}/_lab/identity-center/session`, {
    method: "POST",
    body: JSON.stringify({ userId, userName, permissionSet: "DataScientist" }),
  });
  if (!answer.ok) throw new Error(`the lab refused an Identity Center session: ${answer.status}`);
  const { Credentials } = (await answer.json()) as { Credentials: Parameters<typeof issued>[0] };
  return issued(Credentials);
};

export const retag = async (
  { place }: Stage,
  as: Credentials,
  ResourceArn: string,
  tags: Record<string, string>,
): Promise<void> => {
  await clientsOf(place, as).sagemaker.send(new AddTagsCommand({ ResourceArn, Tags: tagList(tags) }));
};
