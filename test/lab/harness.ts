import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoTable } from "#shared/aws/dynamodb.ts";
import type { Ledger } from "#shared/edges.ts";
import { names } from "#shared/names.ts";
import { ledgerOver } from "#shared/record/ledger.ts";
import { clientsOf, root } from "../../lab/demo/clients.ts";
import { type RunningLab, startLab } from "../../lab/start.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));

/** A first installation and a deployment, on a busy machine. */
export const startPatience = 240_000;

/** The lab with the demo's settings: two teams, four people, one provisioner. */
export const demoLab = (): Promise<RunningLab> =>
  startLab({ config: fileURLToPath(new URL("../../lab/demo/sagewarden.yaml", import.meta.url)) });

export const rootOf = (lab: RunningLab) => clientsOf(lab, root);

export const ledgerOf = (lab: RunningLab): Ledger => {
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
export const eventually = async <T>(what: string, look: () => Promise<T | undefined>, seconds = 90): Promise<T> => {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

/** The lab's control endpoints under `/_lab/`. */
export const control = async (lab: RunningLab, path: string, method: string, body?: unknown): Promise<unknown> => {
  const answer = await fetch(`${lab.endpoint}/_lab/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} /_lab/${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};
