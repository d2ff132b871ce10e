import * as iam from "@aws-sdk/client-iam";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { type Credentials, issued, root } from "./clients.ts";
import type { Stage } from "./stage.ts";
import { taken, vendorClients } from "./vendor-clients.ts";

/** A vendor whose contract says `contain: { at: high, approval: none }`. Its role may do more than was agreed. */
export const kestrel = {
  account: "777711112222",
  role: "arn:aws:iam::000000000000:role/kestrel-sync",
  name: "kestrel-sync",
  externalId: "kestrel-27aa1f6b90",
  address: "203.0.113.77",
  bucket: "kestrel-drop",
} as const;

const trust = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${kestrel.account}:root` },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": kestrel.externalId } },
    },
  ],
};
const actions = ["s3:ListBucket", "s3:GetObject", "iam:CreateUser", "iam:CreateAccessKey", "sts:AssumeRole"];

/** Its role and its bucket. Answers how the role is then. */
export const setUpKestrel = async <Image>(stage: Stage, look: (stage: Stage) => Promise<Image>): Promise<Image> => {
  const RoleName = kestrel.name;
  const AssumeRolePolicyDocument = JSON.stringify(trust);
  await stage.root.iam.send(
    new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, MaxSessionDuration: 7_200 }),
  );
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
  });
  await stage.root.iam.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName: "sync", PolicyDocument }));
  const { s3 } = vendorClients({ place: stage.place, address: "127.0.0.1", credentials: root });
  await s3.send(new CreateBucketCommand({ Bucket: kestrel.bucket }));
  return look(stage);
};

export const kestrelSession = ({ place }: Pick<Stage, "place">): Promise<Credentials> =>
  taken({ place, address: kestrel.address }, { ...kestrel, name: "kestrel-1" });

export const makeKestrelKey = async ({ place }: Stage, credentials: Credentials): Promise<Credentials> => {
  const { iam: theirs } = vendorClients({ place, address: kestrel.address, credentials });
  await theirs.send(new iam.CreateUserCommand({ UserName: "kestrel-helper" }));
  return issued((await theirs.send(new iam.CreateAccessKeyCommand({ UserName: "kestrel-helper" }))).AccessKey);
};
