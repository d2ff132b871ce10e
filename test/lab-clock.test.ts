import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Credentials, issued, root } from "../lab/demo/clients.ts";
import { type Installed, installLab } from "../lab/install.ts";
import { type AccountProcess, region, startAccount } from "../lab/process.ts";
import { python, startPatience } from "./lab/harness.ts";

const speed = 600;
const minute = 60_000;
let installed: Installed;
let account: AccountProcess;

beforeAll(async () => {
  installed = await installLab(() => {});
  account = await startAccount(installed, { speed: 1, log: () => {} });
  await account.setSpeed(speed);
}, startPatience);
afterAll(() => account?.stop());

const config = (credentials: Credentials = root) => ({ endpoint: account.endpoint, region, credentials });
const trust = (principal: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:*" }] });
const role = async (RoleName: string, principal: object): Promise<string> => {
  const command = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust(principal) });
  return (await new IAMClient(config()).send(command)).Role?.Arn ?? "";
};

test("a message delayed by five minutes comes within seconds, and is as old as it says", async () => {
  const sqs = new SQSClient(config());
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "late" }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}", DelaySeconds: 300 }));
  const ask = new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ["All"] });
  const began = account.now();
  expect((await sqs.send(ask)).Messages ?? []).toEqual([]);
  for (;;) {
    const [message] = (await sqs.send(ask)).Messages ?? [];
    if (!message) continue;
    const { SentTimestamp, ApproximateFirstReceiveTimestamp } = message.Attributes ?? {};
    expect(Number(ApproximateFirstReceiveTimestamp) - Number(SentTimestamp)).toBeGreaterThanOrEqual(5 * minute);
    expect(account.now() - began).toBeLessThan(60 * minute);
    return;
  }
});

test("hours pass at once, and what fell due in them is there", async () => {
  const sqs = new SQSClient(config());
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "much-later" }));
  await account.setSpeed(1);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}", DelaySeconds: 900 }));
  const ask = new ReceiveMessageCommand({ QueueUrl });
  expect((await sqs.send(ask)).Messages ?? []).toEqual([]);
  const before = account.now();
  await account.skip(3_600);
  expect(account.now() - before).toBeGreaterThanOrEqual(60 * minute);
  expect((await sqs.send(ask)).Messages ?? []).toHaveLength(1);
  await expect(account.skip(-1)).rejects.toThrow("time passes forward");
  await account.setSpeed(speed);
});

const zip = `
import base64, io, json, sys, zipfile
packed = io.BytesIO()
with zipfile.ZipFile(packed, "w") as archive: archive.writestr("index.js", json.load(sys.stdin))
print(json.dumps(base64.b64encode(packed.getvalue()).decode()))`;

const handler = `exports.handler = async (event, context) => ({
  now: Date.now(), made: new Date().getTime(), text: Date.parse(Date()), fixed: new Date(5).getTime(), is: new Date() instanceof Date,
  left: context.getRemainingTimeInMillis(),
});`;

test("a function tells the account's time, and has its own time-out", async () => {
  const lambda = new LambdaClient(config());
  const Role = await role("clock", { Service: "lambda.amazonaws.com" });
  const [packed] = await python(installed.python, ["-c", zip], installed.clients, handler);
  const Code = { ZipFile: Buffer.from(String(packed), "base64") };
  const code = { Runtime: "nodejs24.x" as const, Handler: "index.handler", Code };
  await lambda.send(new CreateFunctionCommand({ FunctionName: "clock", Role, Timeout: 10, ...code }));
  const before = account.now();
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: "clock" }));
  const after = account.now();
  const { now, made, text, left, ...same } = JSON.parse(Buffer.from(Payload ?? []).toString());
  for (const time of [now, made, text + 1000]) {
    expect(time).toBeGreaterThanOrEqual(Math.floor(before));
    expect(time).toBeLessThanOrEqual(Math.ceil(after) + 1000);
  }
  expect(same).toEqual({ fixed: 5, is: true });
  expect(left).toBeGreaterThan(5000);
  expect(left).toBeLessThanOrEqual(10_000);
});

test("records tell the account's time; credentials last by the wall clock", async () => {
  const RoleArn = await role("worker", { AWS: "arn:aws:iam::000000000000:root" });
  const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: "session", DurationSeconds: 900 });
  const { Credentials } = await new STSClient(config()).send(assume);
  const began = account.now();
  while (account.now() < began + 20 * minute) await new Promise((resolve) => setTimeout(resolve, 100));
  const { Arn } = await new STSClient(config(issued(Credentials))).send(new GetCallerIdentityCommand({}));
  expect(Arn).toMatch(/assumed-role\/worker\/session$/);
  const find = new LookupEventsCommand({
    LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "AssumeRole" }],
  });
  const { Events = [] } = await new CloudTrailClient(config()).send(find);
  const time = Date.parse(JSON.parse(Events[0]?.CloudTrailEvent ?? "{}").eventTime);
  expect(Math.abs(time - began)).toBeLessThan(10 * minute);
});
