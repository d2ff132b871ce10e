import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { dynamoTable } from "#shared/aws/dynamodb.ts";
import type { Ledger } from "#shared/edges.ts";
import { type CreationRow, isFinal } from "#shared/model/outcome.ts";
import { names } from "#shared/names.ts";
import { ledgerOver } from "#shared/record/ledger.ts";
import { type Credentials, clientsOf, root } from "../../lab/demo/clients.ts";
import type { Condition } from "./pool/condition.ts";
import { type LeasedLab, leaseLab } from "./pool/lease.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));

/** A first installation and a deployment, with two more beside it on a busy machine. */
export const startPatience = 600_000;

export const demoSettings = fileURLToPath(new URL("../../lab/demo/sagewarden.yaml", import.meta.url));

/** A lab with the demo's settings: two teams, four people, one provisioner, a Slack. Other files' names may be taken in it. */
export const demoLab = (wanted: Condition): Promise<LeasedLab> => leaseLab(wanted);

export const rootOf = (lab: LeasedLab) => clientsOf(lab, root);

export const ledgerOf = (lab: LeasedLab): Ledger => {
  const client = new DynamoDBClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });
  return ledgerOver(
    dynamoTable(names.table, () => client),
    { keep: 0 },
  );
};

/** Runs a Python file of the tests; answers its JSON lines. */
export const python = async (
  command: string,
  args: readonly string[],
  path: string,
  input?: unknown,
): Promise<unknown[]> => {
  const env = { PYTHONPATH: path, PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: "1" };
  const child = spawn(command, args, { cwd: project, env, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(input === undefined ? "" : JSON.stringify(input));
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const [status] = await once(child, "close");
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}: ${err.slice(-2000)}`);
  return out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);
};

/** Asks until the answer is there. The limit only ends a test that would never end. */
export const eventually = async <T>(what: string, look: () => Promise<T | undefined>, seconds = 240): Promise<T> => {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

/** Every row of a resource, once each has its end. */
export const endOf = (lab: LeasedLab, arn: string): Promise<readonly CreationRow[]> =>
  eventually(`the end of ${arn}`, async () => {
    const rows = await ledgerOf(lab).creations(arn);
    return rows.length > 0 && rows.every(({ outcome }) => isFinal(outcome)) ? rows : undefined;
  });

const messagesIn = async (sqs: SQSClient, QueueName: string): Promise<number> => {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] });
  const { Attributes = {} } = await sqs.send(command);
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0);
};

/**
 * Answers once no row is settling and no message waits: how many dead letters there are. SageMaker's own news of a job that
 * no call announces (AutoML's steps) wait a minute for the record of a call.
 */
export const allEnded = (lab: LeasedLab): Promise<{ dead: number }> =>
  eventually("an end for everything", async () => {
    const sqs = new SQSClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });
    const rows = await ledgerOf(lab).unsettledBefore("9999-01-01T00:00:00Z");
    const { creations, creationsDead } = names.queues;
    if (rows.length > 0 || (await messagesIn(sqs, creations)) > 0) return undefined;
    return { dead: await messagesIn(sqs, creationsDead) };
  });

/** What the functions have logged, and of it what nobody may read in a log: these secrets, or anything that names one. */
export const logged = async (lab: LeasedLab, given: readonly Credentials[]) => {
  const { python: command, clients } = lab.installed;
  const lines = (await python(command, ["test/lab/logs.py"], clients, { endpoint: lab.endpoint })) as string[];
  const secrets = given.flatMap(({ secretAccessKey, sessionToken }) => [
    secretAccessKey,
    sessionToken || secretAccessKey,
  ]);
  const named = /session_?token|secret_?(access_?)?key/i;
  return { lines, leaks: lines.filter((line) => named.test(line) || secrets.some((secret) => line.includes(secret))) };
};

/** What `sagewarden` prints about this lab, and its exit code. Without `--config` the settings are the demo's. */
export const sagewarden = async (
  lab: LeasedLab,
  ...args: readonly string[]
): Promise<{ stdout: string; stderr: string; code: number }> => {
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: lab.endpoint,
    AWS_REGION: lab.region,
    AWS_ACCESS_KEY_ID: root.accessKeyId,
    AWS_SECRET_ACCESS_KEY: root.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: "true",
  };
  const config = args.includes("--config") ? [] : ["--config", "lab/demo/sagewarden.yaml"];
  const command = ["cli/main.ts", ...args, ...config];
  const run = promisify(execFile)(process.execPath, command, { cwd: project, env, maxBuffer: 1e8 });
  const ended = await run.then((texts) => ({ ...texts, code: 0 })).catch((failure) => failure as never);
  const { stdout, stderr, code } = ended as { stdout: string; stderr: string; code?: number };
  return { stdout, stderr, code: code ?? -1 };
};

/** The lab's control endpoints under `/_lab/`. */
export const control = async (lab: LeasedLab, path: string, method: string, body?: unknown): Promise<unknown> => {
  const answer = await fetch(`${lab.endpoint}/_lab/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} /_lab/${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};
