import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { names } from "#shared/names.ts";
import { makeProvider, metadataOf, type Provider } from "#shared/vend/fake-provider.ts";
import { type Credentials, root } from "../../../lab/demo/clients.ts";
import { answerUrlOf } from "../../../lab/slack/connect.ts";
import { type RunningLab, startLab } from "../../../lab/start.ts";

const account = "000000000000";
const roleArn = (name: string): string => `arn:aws:iam::${account}:role/${name}`;

const settingsFor = (issuer: string): string => `
mode: observe
region: us-east-1
tags: { team: { values: teams }, studiouserid: { values: people } }
teams: { Sales: {}, Marketing: {} }
people:
  alice: { team: Sales, oidcSubject: alice-at-idp, samlSubject: alice@example.com, roles: { sales: "${roleArn("sales")}" } }
  bob: { team: Marketing, oidcSubject: bob-at-idp }
connections:
  sales: { kind: s3, target: lake/sales, groups: [Sales], role: "\${person.roles.sales}", sourceIdentity: true, sessionTags: true }
  word: { kind: s3, target: lake/sales, groups: [Sales], role: "\${person.roles.sales}", trustedApps: ["${roleArn("apps/sales-app")}"] }
broker:
  callers: ["${roleArn("apps/sales-app")}"]
  oidc: { issuer: "${issuer}", audience: broker }
  saml: { metadata: idp.xml }
`;

export interface Stage {
  lab: RunningLab;
  /** The settings' file. */
  config: string;
  provider: Provider;
  /** Of the broker. */
  url: string;
  /** What an instance with this profile has. */
  keysOf(role: string): Promise<Required<Credentials>>;
  end(): Promise<void>;
}

/** A lab with a broker, a bucket of two folders, an application that may call and one that may not. */
export const makeStage = async (issuer: string): Promise<Stage> => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-broker-"));
  const provider = makeProvider();
  const config = join(folder, "sagewarden.yaml");
  writeFileSync(config, settingsFor(issuer));
  writeFileSync(join(folder, "idp.xml"), metadataOf(provider));
  const lab = await startLab({ config });
  const place = { endpoint: lab.endpoint, region: lab.region, credentials: root };
  await furnish(place);
  const { Stacks = [] } = await new CloudFormationClient(place).send(
    new DescribeStacksCommand({ StackName: lab.stack }),
  );
  const output = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === "BrokerUrl")?.OutputValue ?? "";
  return {
    ...{ lab, config, provider, url: answerUrlOf(lab.endpoint, output) },
    keysOf: async (role) => {
      const wanted = { RoleArn: roleArn(role), RoleSessionName: "i-0123456789abcdef0" };
      const { Credentials: given } = await new STSClient(place).send(new AssumeRoleCommand(wanted));
      const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = given ?? {};
      return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    },
    end: async () => {
      await lab.stop();
      rmSync(folder, { recursive: true });
    },
  };
};

type Place = { endpoint: string; region: string; credentials: Credentials };

const furnish = async (place: Place): Promise<void> => {
  const [iam, s3] = [new IAMClient(place), new S3Client({ ...place, forcePathStyle: true })];
  const make = async (RoleName: string, Path: string, AWS: string, Action: string[], may: object) => {
    const trust = { Version: "2012-10-17", Statement: { Effect: "Allow", Principal: { AWS }, Action } };
    await iam.send(new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument: JSON.stringify(trust) }));
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Resource: "*", ...may },
    });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "may", PolicyDocument }));
  };
  const broker = roleArn(`${names.rolePath.slice(1)}${names.functions.vendCredentials}`);
  await make("sales-app", "/apps/", "*", ["sts:AssumeRole"], { Action: "ec2:DescribeInstances" });
  await make("other-app", "/", "*", ["sts:AssumeRole"], { Action: "lambda:*" });
  await make("sales", "/", broker, ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"], { Action: "s3:*" });
  await s3.send(new CreateBucketCommand({ Bucket: "lake" }));
  for (const Key of ["sales/a", "marketing/a"]) await s3.send(new PutObjectCommand({ Bucket: "lake", Key, Body: Key }));
};
