import { DescribeRuleCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import * as iam from "@aws-sdk/client-iam";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { dynamoTable } from "#shared/aws/dynamodb.ts";
import type { SeenSignal } from "#shared/detect/signals/signal.ts";
import { severities } from "#shared/model/finding.ts";
import { externalIdSecret, names, vendorRole } from "#shared/names.ts";
import { auditStatesOver } from "#shared/record/audit-state.ts";
import type { VendorRoles } from "#shared/record/vendor-roles.ts";
import { watchRulePrefix } from "#shared/vendor-rules.ts";
import { type Credentials, root } from "../../lab/demo/clients.ts";
import { lumen, lumenSession, setUpLumen, takeAnother } from "../../lab/demo/lumen.ts";
import type { Stage } from "../../lab/demo/stage.ts";
import { taken, vendorClients } from "../../lab/demo/vendor-clients.ts";
import { vendorRoles } from "../../lab/demo/vendor-watch.ts";
import { demoLab, eventually, rootOf, startPatience } from "./harness.ts";
import { used } from "./pool/condition.ts";
import type { LeasedLab } from "./pool/lease.ts";

/** VENDOR_CALLS=10000 is the acceptance figure: some minutes. */
const calls = Number(process.env.VENDOR_CALLS ?? 400);
const callsOfSession = 200;

const auger = { account: "999988887777", address: "198.51.100.7", bucket: "auger-acmeorg" };
const { path, name } = vendorRole("auger");
let lab: LeasedLab;
let stage: Stage;
let roles: VendorRoles;
let externalId: string;

const arnOf = (role: string): string => `arn:aws:iam::${lab.account}:role/${role}`;
const augerRole = (): string => arnOf(`${path.slice(1)}${name}`);
const said = (text: string): void => void process.stderr.write(`${text}\n`);

beforeAll(async () => {
  lab = await demoLab(used);
  stage = await lab.stage();
  roles = vendorRoles(rootOf(lab));
  const client = new SecretsManagerClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: externalIdSecret("auger") }));
  externalId = SecretString ?? "";
  await setUpLumen(stage);
}, startPatience);
afterAll(() => lab?.giveBack(used));

const session = (number: number): Promise<Credentials> =>
  taken(
    { place: lab, address: auger.address },
    { account: auger.account, role: augerRole(), externalId, name: `auger-${number}` },
  );

const as = (credentials: Credentials, address = auger.address) => vendorClients({ place: lab, address, credentials });

/** Of medium or above. */
const grave = (signals: readonly SeenSignal[]): readonly SeenSignal[] =>
  signals.filter(({ severity }) => severities.indexOf(severity) >= severities.indexOf("medium"));

const waiting = async (queue: string): Promise<number> => {
  const sqs = new SQSClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue }));
  const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
  );
  return AttributeNames.reduce((sum, attribute) => sum + Number(Attributes[attribute]), 0);
};

/** Once everything that the vendors did was judged. */
const judged = (): Promise<true> =>
  eventually("an end of the vendors' acts", async () => (await waiting(names.queues.vendorActs)) === 0 || undefined);

/** One session's work within the contract: puts, gets and lists in turn, some at a time. */
const work = async (credentials: Credentials, count: number): Promise<void> => {
  const { s3: store } = as(credentials);
  const at = { Bucket: auger.bucket };
  for (let first = 0; first < count; first += 8) {
    const some = Array.from({ length: Math.min(8, count - first) }, (_, index) => first + index);
    await Promise.all(
      some.map(async (number) => {
        const Key = `in/${number % 40}.csv`;
        if (number < 40 || number % 3 === 0) return store.send(new s3.PutObjectCommand({ ...at, Key, Body: "a,b\n" }));
        if (number % 3 === 1) return store.send(new s3.ListObjectsV2Command({ ...at, Prefix: "in/", MaxKeys: 10 }));
        const { Body } = await store.send(new s3.GetObjectCommand({ ...at, Key }));
        return Body?.transformToString();
      }),
    );
  }
};

describe("a vendor that keeps to its contract", () => {
  test(`does ${calls} calls, and nobody hears of it`, async () => {
    const began = Date.now();
    for (let done = 0; done < calls; done += callsOfSession)
      await work(await session(done / callsOfSession), Math.min(callsOfSession, calls - done));
    const worked = Date.now();
    const last = new Date(worked - 2_000).toISOString();
    await eventually(
      "its last act",
      async () => {
        const { state } = (await roles.get(augerRole())) ?? {};
        return state?.lastAt !== undefined && state.lastAt >= last.slice(0, 19) ? true : undefined;
      },
      1_200,
    );
    await judged();
    const seconds = [worked - began, Date.now() - worked].map((ms) => (ms / 1000).toFixed(1));
    said(`${calls} calls in ${seconds[0]} s, judged ${seconds[1]} s after the last`);
    expect(grave(await roles.signals(augerRole()))).toEqual([]);
    const sessions = new Set((await roles.sessions(augerRole())).map(({ name: of }) => of));
    expect(sessions.size).toBe(Math.ceil(calls / callsOfSession));
  }, 1_800_000);
});

describe("a breach of the contract", () => {
  test("is a signal and a notice within seconds", async () => {
    const credentials = await session(0);
    const began = Date.now();
    const since = (): number => (Date.now() - began) / 1000;
    const refused = as(credentials).s3.send(new s3.GetObjectCommand({ Bucket: lumen.bucket, Key: "daily/part-0.csv" }));
    await expect(refused).rejects.toThrow(/not authorized|Access ?Denied/i);
    const signal = await eventually("a signal", async () =>
      (await roles.signals(augerRole())).find((one) => one.signal === "bucket-outside-contract"),
    );
    const toSignal = since();
    expect(signal).toMatchObject({ vendor: "auger", role: augerRole() });
    await eventually("a notice", async () => {
      const { messages } = await lab.slack.state();
      return messages.find(({ text, blocks }) => /lumen-exports/.test(text + JSON.stringify(blocks))) && true;
    });
    said(`a breach: a signal after ${toSignal.toFixed(1)} s, a notice after ${since().toFixed(1)} s`);
    expect(since()).toBeLessThan(90);
  });

  test("a chained session's act is the vendor's", async () => {
    const own = await lumenSession(stage.place);
    const chained = await takeAnother(stage.place, own, stage.roles.hop);
    await stage.root.iam.send(
      new iam.PutRolePolicyCommand({
        RoleName: "Hop",
        PolicyName: "users",
        PolicyDocument: allowing("iam:CreateUser"),
      }),
    );
    await eventually("the chain's signal", async () =>
      (await roles.signals(lumen.role)).find((one) => one.signal === "role-chained"),
    );
    // A rule hears the chained role from when it was made: an act before it is not heard live.
    const made = await eventually("the act's signal", async () => {
      const { iam: theirs } = as(chained, lumen.address);
      const UserName = `hidden-${Date.now()}`;
      await theirs.send(new iam.CreateUserCommand({ UserName }));
      return (await roles.signals(lumen.role)).find((one) => one.signal === "credential-created");
    });
    expect(made).toMatchObject({ vendor: "lumen", severity: "critical" });
  });
});

const allowing = (Action: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

describe("a role that nobody registered", () => {
  const stranger = "777766665555";
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${stranger}:root` }, Action: "sts:AssumeRole" }],
  });

  test("is watched once an audit has found it", async () => {
    const RoleName = "left-over";
    await stage.root.iam.send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
    const policy = { RoleName, PolicyName: "read", PolicyDocument: allowing("s3:ListAllMyBuckets") };
    await stage.root.iam.send(new iam.PutRolePolicyCommand(policy));
    await audit();
    const role = arnOf(RoleName);
    expect(await watchRule()).toContain(`"${role}"`);
    const credentials = await taken(
      { place: lab, address: "192.0.2.10" },
      { account: stranger, role, externalId: "none", name: "anybody" },
    );
    await as(credentials, "192.0.2.10").s3.send(new s3.ListBucketsCommand({}));
    const signals = await eventually("signals of its session", async () => {
      const found = (await roles.signals(role)).map(({ signal }) => signal);
      return found.includes("bucket-sweep") ? found : undefined; // reading: no other rule hears it
    });
    expect(signals).toContain("session-nobody-registered");
  });
});

const watchRule = async (): Promise<string | undefined> => {
  const events = new EventBridgeClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });
  return (await events.send(new DescribeRuleCommand({ Name: `${watchRulePrefix}1` }))).EventPattern;
};

/** As if the last one was long ago: in a lab that others had, it may be a minute old, and the next would not be due. */
const forgetAudits = async (): Promise<void> => {
  const states = auditStatesOver(dynamoTable(names.table, () => rootOf(lab).dynamodb));
  const state = await states.read();
  await states.save({ ...state, startedAt: undefined, endedAt: undefined, version: state.version + 1 });
};

/** The daily audit, asked for now: it writes the rules over what it found. */
const audit = async (): Promise<void> => {
  await forgetAudits();
  const lambda = new LambdaClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });
  const record = {
    messageId: "audit",
    receiptHandle: "none",
    body: "{}",
    attributes: { ApproximateReceiveCount: "1" },
  };
  const event = {
    Records: [
      {
        ...record,
        eventSource: "aws:sqs",
        eventSourceARN: `arn:aws:sqs:${lab.region}:${lab.account}:${names.queues.audits}`,
      },
    ],
  };
  const { Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: names.functions.auditVendors, Payload: JSON.stringify(event) }),
  );
  expect(JSON.parse(Payload?.transformToString() ?? "null")).toEqual({ batchItemFailures: [] });
};
