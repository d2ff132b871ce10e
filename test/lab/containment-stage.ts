import * as iam from "@aws-sdk/client-iam";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { dynamoTable } from "#shared/aws/dynamodb.ts";
import { roleEdge } from "#shared/aws/incidents/role-edge.ts";
import { tellTime } from "#shared/aws/incidents/service-time.ts";
import type { Incident } from "#shared/model/incident.ts";
import type { IncidentOrder, IncidentReply } from "#shared/model/incident-order.ts";
import type { RoleImage } from "#shared/model/role-image.ts";
import { names } from "#shared/names.ts";
import { incidentsOver } from "#shared/record/incidents.ts";
import { root } from "../../lab/demo/clients.ts";
import { kestrel } from "../../lab/demo/kestrel.ts";
import { eventually, rootOf } from "./harness.ts";
import type { LeasedLab } from "./pool/lease.ts";

const policy = (Action: readonly string[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

export const trustOf = (account: string, externalId: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": externalId } },
      },
    ],
  });

export const rolesOf = (lab: LeasedLab) => roleEdge(tellTime(rootOf(lab).iam));

export const imageOf = async (lab: LeasedLab, name: string): Promise<RoleImage> => {
  const { value } = await rolesOf(lab).read(name);
  if (value === undefined) throw new Error(`there is no role ${name}`);
  return value;
};

/** Its role and its bucket. A role made by hand holds what roles hold: policies, tags, a session length of its own. */
export const setUpKestrel = async (lab: LeasedLab): Promise<RoleImage> => {
  const { iam: ours } = rootOf(lab);
  const RoleName = kestrel.name;
  await ours.send(
    new iam.CreateRoleCommand({
      RoleName,
      Description: "Syncs what Kestrel measures",
      MaxSessionDuration: 7_200,
      AssumeRolePolicyDocument: trustOf(kestrel.account, kestrel.externalId),
      Tags: [{ Key: "cost centre", Value: "é/42=ü" }],
    }),
  );
  const allow = (PolicyName: string, ...actions: string[]) =>
    ours.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: policy(actions) }));
  await allow("read", "s3:ListBucket", "s3:GetObject");
  await allow("for-now", "iam:CreateUser", "iam:CreateAccessKey", "iam:PutUserPolicy", "sts:AssumeRole");
  const s3 = new S3Client({ endpoint: lab.endpoint, region: lab.region, credentials: root, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: kestrel.bucket }));
  return imageOf(lab, RoleName);
};

export const incidentsOf = (lab: LeasedLab) =>
  incidentsOver(
    dynamoTable(names.table, () => rootOf(lab).dynamodb),
    { keep: 0 },
  );

/** The role's incident, once it is like this. */
export const incident = (
  lab: LeasedLab,
  role: string,
  is: (row: Incident) => boolean,
  seconds?: number,
): Promise<Incident> =>
  eventually(
    `an incident of ${role}`,
    async () => {
      const row = await incidentsOf(lab).current(role);
      return row && is(row) ? row : undefined;
    },
    seconds,
  );

/** What the dispatcher answers an operator. */
export const order = async (lab: LeasedLab, given: Omit<IncidentOrder, "by" | "type">): Promise<IncidentReply> => {
  const lambda = new LambdaClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });
  const Payload = JSON.stringify({ ...given, by: `arn:aws:iam::${lab.account}:root`, type: "operator" });
  const command = new InvokeCommand({ FunctionName: names.functions.dispatchIncidents, Payload });
  const answer = await lambda.send(command);
  const body = answer.Payload?.transformToString() ?? "";
  if (answer.FunctionError) throw new Error(body);
  return JSON.parse(body) as IncidentReply;
};
