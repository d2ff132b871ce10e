import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { expect } from "@jest/globals";
import { type Credentials, clientsOf, root } from "../../../lab/demo/clients.ts";
import { eventually } from "../harness.ts";
import type { LeasedLab } from "../pool/lease.ts";

const project = fileURLToPath(new URL("../../..", import.meta.url));
const here = fileURLToPath(new URL(".", import.meta.url));
const command = join(project, "cli", "start.mjs");
/** Its shims look for what they start below the home folder, and ours is another. */
const pyenv = join(homedir(), ".pyenv");
const labClock = new URL("../../../lab/clock.mjs", import.meta.url).href;

export interface Ended {
  stdout: string;
  stderr: string;
  code: number;
}

/** Not every machine has one; boto3 is the lab's own. */
export const hasAwsCli = spawnSync("aws", ["--version"]).status === 0;

/** For a shell. */
export const machineCommand = `${process.execPath} ${command}`;

const cliCaller = ["aws", "sts", "get-caller-identity", "--query", "Arn", "--output", "text"];

type Where = Pick<LeasedLab, "endpoint" | "region" | "installed">;
type Env = Readonly<Record<string, string>>;

/** A machine of somebody's own: a home folder, the keys in its environment, and the commands. */
export const machineOf = (lab: Where, folder = mkdtempSync(join(tmpdir(), "sagewarden-borrow-"))) => {
  const clock = join(folder, "clock.json");
  const env = (who: Credentials | undefined): Env => ({
    ...{ PATH: `${join(project, "node_modules", ".bin")}:${process.env.PATH}`, HOME: folder, TMPDIR: folder },
    ...{ AWS_ENDPOINT_URL: lab.endpoint, AWS_REGION: lab.region, AWS_DEFAULT_REGION: lab.region },
    ...{ AWS_EC2_METADATA_DISABLED: "true", PYTHONDONTWRITEBYTECODE: "1" },
    ...(existsSync(pyenv) && { PYENV_ROOT: process.env.PYENV_ROOT ?? pyenv }),
    ...(who && { AWS_ACCESS_KEY_ID: who.accessKeyId, AWS_SECRET_ACCESS_KEY: who.secretAccessKey }),
    ...(who?.sessionToken && { AWS_SESSION_TOKEN: who.sessionToken }),
  });
  const run = async (file: string, args: readonly string[], given: Env): Promise<Ended> => {
    const running = promisify(execFile)(file, args, { cwd: folder, env: given, maxBuffer: 1e8 });
    const ended = await running.then((texts) => ({ ...texts, code: 0 })).catch((failure) => failure as never);
    const { stdout, stderr, code } = ended as { stdout: string; stderr: string; code?: number | null };
    return { stdout, stderr, code: code ?? -1 };
  };
  return {
    ...{ folder, env, run, python: lab.installed.python, node: process.execPath },
    /** For Python: boto3, and the lab's time where a process has it. */
    withBoto3: { PYTHONPATH: `${join(here, "clock")}:${lab.installed.clients}` },
    /** Programs that print who they are: boto3, and the AWS CLI where there is one. It has a boto3 of its own. */
    callers: [
      [lab.installed.python, "-c", "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])"],
      ...(hasAwsCli ? [["env", "-u", "PYTHONPATH", ...cliCaller]] : []),
    ],
    script: (name: string) => join(here, name),
    settings: ["--config", join(project, "lab/demo/sagewarden.yaml")],
    configFile: join(folder, "config"),
    /** A profile with somebody's keys, and one whose credentials the command lends. */
    writeConfig: ({ accessKeyId, secretAccessKey }: Credentials, role: string): void => {
      const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
      const lend = `${machineCommand} credential-process --role ${role} --profile originals`;
      const text = `[profile originals]\n${keys}\n[profile lent]\ncredential_process = ${lend}\n`;
      writeFileSync(join(folder, "config"), text, { mode: 0o600 });
    },
    /** Whoever has these variables lives on the lab's time, Node or Python. */
    labTime: async (): Promise<Env> => {
      writeFileSync(clock, await (await fetch(`${lab.endpoint}/_lab/clock`)).text());
      return { LAB_CLOCK: clock, LAB_CLOCK_RENEW_MS: "0", NODE_OPTIONS: `--import=${labClock}` };
    },
    sagewarden: (args: readonly string[], who: Credentials | undefined, more: Env = {}): Promise<Ended> =>
      run(process.execPath, [command, ...args], { ...env(who), ...more }),
    start: (args: readonly string[], who: Credentials): ChildProcess =>
      spawn(process.execPath, [command, ...args], { cwd: folder, env: env(who), stdio: ["ignore", "pipe", "pipe"] }),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** The records of one operation that the lab's trail got while `work` was done. */
export const recordsDuring = async <T>(
  lab: LeasedLab,
  eventName: string,
  work: () => Promise<T>,
): Promise<{ done: T; records: readonly TrailRecord[] }> => {
  const [, mark] = await recordsAfter(lab, 0);
  const done = await work();
  const records = await recordsUntilNow(lab, mark);
  return { done, records: records.filter((record) => record.eventName === eventName) };
};

/** The trail tells calls in their order: one of our own, for a role of a name that nobody else asks for, says that it has told all before. */
const recordsUntilNow = async (lab: LeasedLab, mark: number): Promise<readonly TrailRecord[]> => {
  const RoleName = `mark-${randomUUID()}`;
  const asked = clientsOf(lab, root).iam.send(new GetRoleCommand({ RoleName }));
  await asked.catch(({ name }: Error) => expect(name).toMatch(/^NoSuchEntity/));
  return eventually("the trail", async () => {
    const [records] = await recordsAfter(lab, mark);
    return records.some(({ requestParameters }) => requestParameters?.roleName === RoleName) ? records : undefined;
  });
};

export interface TrailRecord {
  eventName: string;
  userIdentity?: { arn?: string };
  requestParameters?: { roleArn?: string; roleName?: string } | null;
  responseElements?: { credentials?: { accessKeyId?: string } } | null;
}

const recordsAfter = async (lab: LeasedLab, mark: number): Promise<[readonly TrailRecord[], number]> => {
  const all: TrailRecord[] = [];
  for (let last = mark; ; ) {
    const answer = await fetch(`${lab.endpoint}/_lab/records?after=${last}`);
    const page = (await answer.json()) as { last: number; records: readonly TrailRecord[] };
    if (page.records.length === 0) return [all, last];
    all.push(...page.records);
    last = page.last;
  }
};
