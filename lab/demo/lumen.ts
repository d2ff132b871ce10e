import * as iam from "@aws-sdk/client-iam";
import * as s3 from "@aws-sdk/client-s3";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { type Clients, type Credentials, clientsOf, issued, type Place, root } from "./clients.ts";
import { assumed, type Stage } from "./stage.ts";
import { taken, vendorClients } from "./vendor-clients.ts";

/** A vendor as the demo's settings register it. Its role was made by somebody in a hurry. */
export const lumen = {
  account: "888877776666",
  role: "arn:aws:iam::000000000000:role/lumen-reader",
  externalId: "lumen-5b1e0c9a4727d3",
  address: "203.0.113.10",
  elsewhere: "192.0.2.77",
  bucket: "lumen-exports",
} as const;

const others = ["payroll", "contracts", "model-store", "customer-mails", "backups", "invoices"].map(
  (name) => `acme-${name}`,
);
const objects = 12;
const keyOf = (number: number): string => `daily/part-${number}.csv`;

const trust = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${lumen.account}:root` },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": lumen.externalId } },
    },
  ],
};

/** What a contract of reading one bucket does not need. */
const tooMuch = ["s3:Get*", "s3:List*", "iam:CreateUser", "iam:CreateAccessKey", "sts:AssumeRole"];

const allow = async ({ iam: by }: Pick<Clients, "iam">, RoleName: string, PolicyName: string, Action: string[]) => {
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action, Resource: "*" }],
  });
  await by.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
};

/** The role, made by a provisioner; its bucket with some objects, and buckets that are nobody's business but ours. */
export const setUpLumen = async (stage: Stage): Promise<void> => {
  const { place } = stage;
  await allow(stage.root, "terraform", "roles", ["iam:CreateRole", "iam:PutRolePolicy"]);
  const { iam: ours } = clientsOf(place, await assumed(stage, "terraform", { RoleSessionName: "apply" }));
  const { s3: store } = vendorClients({ place, address: "127.0.0.1", credentials: root });
  const RoleName = "lumen-reader";
  await ours.send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await allow({ iam: ours }, RoleName, "for-now", tooMuch);
  for (const Bucket of [lumen.bucket, ...others]) await store.send(new s3.CreateBucketCommand({ Bucket }));
  for (let number = 0; number < objects; number++)
    await store.send(new s3.PutObjectCommand({ Bucket: lumen.bucket, Key: keyOf(number), Body: "a,b,c\n" }));
};

export const lumenSession = (place: Place): Promise<Credentials> =>
  taken({ place, address: lumen.address }, { ...lumen, name: "lumen-sync" });

/** What it does for as long as it keeps to its contract. */
export const readDaily = async (place: Place, credentials: Credentials): Promise<void> => {
  const { s3: store } = vendorClients({ place, address: lumen.address, credentials });
  await store.send(new s3.ListObjectsV2Command({ Bucket: lumen.bucket, Prefix: "daily/" }));
  for (let number = 0; number < objects; number++)
    await store.send(new s3.GetObjectCommand({ Bucket: lumen.bucket, Key: keyOf(number) }));
};

/** The same work from an address that nobody named. */
export const readFromElsewhere = async (place: Place, credentials: Credentials): Promise<void> => {
  const { s3: store } = vendorClients({ place, address: lumen.elsewhere, credentials });
  await store.send(new s3.GetObjectCommand({ Bucket: lumen.bucket, Key: keyOf(0) }));
};

export const sweepBuckets = async (place: Place, credentials: Credentials): Promise<void> => {
  const { s3: store } = vendorClients({ place, address: lumen.elsewhere, credentials });
  await store.send(new s3.ListBucketsCommand({}));
  for (const Bucket of others) await store.send(new s3.ListObjectsV2Command({ Bucket }));
};

/** Eleven questions that its role does not answer. */
const refused = [
  new iam.ListUsersCommand({}),
  new iam.ListRolesCommand({}),
  new iam.ListGroupsCommand({}),
  new iam.ListPoliciesCommand({}),
  new iam.ListSAMLProvidersCommand({}),
  new iam.ListInstanceProfilesCommand({}),
  new iam.ListServerCertificatesCommand({}),
  new iam.GetAccountSummaryCommand({}),
  new iam.GetAccountPasswordPolicyCommand({}),
  new iam.ListAccountAliasesCommand({}),
  new iam.GetAccountAuthorizationDetailsCommand({}),
];

export const askEverything = async (place: Place, credentials: Credentials): Promise<void> => {
  const { iam: theirs } = vendorClients({ place, address: lumen.elsewhere, credentials });
  for (const command of refused) {
    const isRefused = await theirs.send(command as iam.ListUsersCommand).then(
      () => false,
      (cause: Error) => cause.name === "AccessDenied",
    );
    if (!isRefused) throw new Error("lumen's role may look at IAM");
  }
};

export const makeKey = async (place: Place, credentials: Credentials): Promise<void> => {
  const { iam: theirs } = vendorClients({ place, address: lumen.elsewhere, credentials });
  await theirs.send(new iam.CreateUserCommand({ UserName: "lumen-helper" }));
  await theirs.send(new iam.CreateAccessKeyCommand({ UserName: "lumen-helper" }));
};

/** A second role, and what it does with it: the session is the vendor's still. */
export const takeAnother = async (place: Place, credentials: Credentials, RoleArn: string): Promise<Credentials> => {
  const { sts } = vendorClients({ place, address: lumen.elsewhere, credentials });
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: "maintenance" });
  return issued((await sts.send(command)).Credentials);
};
