import { CloudFormationClient, DescribeStackEventsCommand } from "@aws-sdk/client-cloudformation";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { dynamoTable } from "#shared/aws/dynamodb.ts";
import { stackParameters } from "#shared/aws/rotate/stack.ts";
import { exampleIncident } from "#shared/contain/example-incident.ts";
import type { IncidentPhase } from "#shared/model/incident.ts";
import { externalIdParameters, externalIdSecret, names, vendorRole } from "#shared/names.ts";
import { type IncidentStore, incidentsOver } from "#shared/record/incidents.ts";
import { noVersion, versionNamed } from "#shared/vendors/role/rotation.ts";
import { root } from "../../lab/demo/clients.ts";
import { demoLab, startPatience } from "./harness.ts";
import { used } from "./pool/condition.ts";
import type { LeasedLab } from "./pool/lease.ts";

const { path, name } = vendorRole("auger");
const { next } = externalIdParameters("auger");
let lab: LeasedLab;
let role: string;
let incidents: IncidentStore;
let version: string;

const place = () => ({ endpoint: lab.endpoint, region: lab.region, credentials: root });
const stack = () => stackParameters(names.vendorsStack, lab, new CloudFormationClient(place()));

beforeAll(async () => {
  lab = await demoLab(used);
  role = `arn:aws:iam::${lab.account}:role${path}${name}`;
  const table = dynamoTable(names.table, () => new DynamoDBClient(place()));
  incidents = incidentsOver(table, { keep: 3_600 });
  const secret = new GetSecretValueCommand({ SecretId: externalIdSecret("auger") });
  version = versionNamed((await new SecretsManagerClient(place()).send(secret)).VersionId ?? "");
}, startPatience);
afterAll(() => lab?.giveBack(used));

/** The ledger says that the role's incident is so far; no run is behind it. */
const say = async (phase: IncidentPhase): Promise<void> => {
  const current = await incidents.current(role);
  const incident = current ?? exampleIncident({ role, version: 0 });
  await incidents.save({ ...incident, phase, version: incident.version + 1 });
};

const trust = async (): Promise<string | undefined> =>
  (await new IAMClient(place()).send(new GetRoleCommand({ RoleName: name }))).Role?.AssumeRolePolicyDocument;

/** The reasons for which something failed, the newest first. */
const reasons = async (): Promise<readonly string[]> => {
  const asked = new DescribeStackEventsCommand({ StackName: names.vendorsStack });
  const { StackEvents = [] } = await new CloudFormationClient(place()).send(asked);
  return StackEvents.flatMap(({ ResourceStatus, ResourceStatusReason }) =>
    ResourceStatus === "UPDATE_FAILED" ? (ResourceStatusReason ?? "") : [],
  );
};

test("a rotation's deployment fails while the role is contained, and goes on when it is restored", async () => {
  const before = await trust();
  await say("contained");
  await expect(stack().write({ [next]: version })).rejects.toThrow("UPDATE_ROLLBACK_COMPLETE");
  expect((await reasons())[0]).toMatch(/^The role of auger is contained .* npx sagewarden vendors restore auger;/);
  expect(await trust()).toBe(before);
  await say("closed");
  await stack().write({ [next]: version });
  expect(await trust()).not.toBe(before);
  await stack().write({ [next]: noVersion });
  expect(await trust()).toBe(before);
});
