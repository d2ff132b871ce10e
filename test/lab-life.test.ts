import { type ChildProcess, execFile } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Installed, installLab } from "../lab/install.ts";
import { type Commands, commands, line, nothing } from "./lab/commands.ts";
import { smallProject } from "./lab/small-project.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const patience = 600_000; // a first installation and a deployment on a busy machine

interface Ready {
  endpoint: string;
  region: string;
  account: string;
  stack: string;
  pid: number;
}

let installed: Installed;
let ours: Commands;

beforeAll(async () => {
  installed = await installLab(() => {});
}, patience);

beforeEach(() => {
  ours = commands();
});

afterEach(() => ours.end());

/** How it ends does not depend on what is deployed: one test deploys everything, and two begin to; the others deploy one topic. */
const everything = { SAGEWARDEN_LAB_PROJECT: "" };
const small = () => ({ SAGEWARDEN_LAB_PROJECT: smallProject(ours.temporary) });

const lab = (args: readonly string[], env: NodeJS.ProcessEnv = small()): ChildProcess =>
  ours.start(process.execPath, ["cli/main.ts", "lab", ...args], env);

async function ready(child: ChildProcess): Promise<Ready> {
  const errors: string[] = [];
  if (child.stderr) createInterface({ input: child.stderr }).on("line", (text) => errors.push(text));
  const text = await line(child, "stdout", /^\{/).catch((cause: Error) => {
    throw new Error(`${cause.message}\n${errors.join("\n")}`);
  });
  return JSON.parse(text) as Ready;
}

/** A function that has run: its Node process stays warm. */
const warmFunction = `
import boto3, io, json, zipfile
code = io.BytesIO()
with zipfile.ZipFile(code, "w") as z: z.writestr("index.js", "exports.handler = async () => process.version")
trust = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}}
role = boto3.client("iam").create_role(RoleName="warm", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
f = boto3.client("lambda")
f.create_function(FunctionName="warm", Runtime="nodejs24.x", Role=role, Handler="index.handler", Code={"ZipFile": code.getvalue()})
print(json.load(f.invoke(FunctionName="warm")["Payload"]))
`;

async function warm({ endpoint, region }: Ready): Promise<string> {
  const keys = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_EC2_METADATA_DISABLED: "true" };
  const env = {
    PATH: process.env.PATH,
    PYTHONPATH: installed.clients,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    ...keys,
  };
  const { stdout } = await run(installed.python, ["-c", warmFunction], { env: { ...env, AWS_DEFAULT_REGION: region } });
  return stdout.trim();
}

describe("sagewarden lab", () => {
  test(
    "Ctrl-C ends it, with a warm function, and leaves nothing",
    async () => {
      const child = lab(["--json"], everything);
      const answer = await ready(child);
      expect(answer).toEqual({
        endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        region: "us-east-1",
        account: "000000000000",
        stack: "Sagewarden",
        pid: expect.any(Number),
      });
      expect(await warm(answer)).toMatch(/^v24\./);
      expect((await ours.processes()).filter((row) => row.includes("ministack-lambda-warm"))).toHaveLength(1);
      process.kill(-(child.pid as number), "SIGINT");
      expect(await once(child, "exit")).toEqual([0, null]);
      expect(await ours.gone()).toEqual(nothing);
    },
    patience,
  );

  test(
    "SIGTERM to npx, which does not pass it on, leaves nothing",
    async () => {
      const child = ours.start("npx", ["sagewarden", "lab", "--json"], small());
      await ready(child);
      child.kill("SIGTERM");
      await once(child, "exit");
      expect(await ours.gone()).toEqual(nothing);
    },
    patience,
  );

  test(
    "SIGKILL of the command, with a warm function, leaves nothing",
    async () => {
      const child = lab(["--json"]);
      await warm(await ready(child));
      child.kill("SIGKILL");
      await once(child, "exit");
      expect(await ours.gone()).toEqual(nothing);
    },
    patience,
  );

  test(
    "an account that dies ends the command, and leaves nothing",
    async () => {
      const child = lab(["--json"]);
      const answer = await ready(child);
      await warm(answer);
      process.kill(answer.pid, "SIGKILL");
      expect(await once(child, "exit")).toEqual([1, null]);
      expect(await ours.gone()).toEqual(nothing);
    },
    patience,
  );

  test.each(["SIGKILL", "SIGTERM"] as const)(
    "%s while it deploys leaves nothing",
    async (signal) => {
      const child = lab(["--json"], everything);
      await line(child, "stderr", /synthesising/);
      await sleep(1000); // anywhere in the two cdk commands
      child.kill(signal);
      await once(child, "exit");
      expect(await ours.gone()).toEqual(nothing);
    },
    patience,
  );

  test("a deployment that fails leaves nothing", async () => {
    const project = smallProject(ours.temporary, "node -e 'process.exit(3)'");
    const script = `const { startLab } = await import(${JSON.stringify(join(root, "lab", "start.ts"))});
      await startLab({ project: ${JSON.stringify(project)} });`;
    const child = ours.start(process.execPath, ["--input-type=module", "-e", script]);
    expect(await line(child, "stderr", /cdk synth ended/)).toContain("with 1");
    await once(child, "exit");
    expect(await ours.gone()).toEqual(nothing);
  });

  test(
    "a port that is taken is named",
    async () => {
      const first = lab(["--json"]);
      const { endpoint } = await ready(first);
      const { port } = new URL(endpoint);
      const second = lab(["--port", port]);
      expect(await line(second, "stderr", /cannot be used|did not start/)).toContain(port);
      expect((await once(second, "exit"))[0]).toBe(1);
      first.kill("SIGTERM");
      await once(first, "exit");
      expect(await ours.gone()).toEqual(nothing);
    },
    patience,
  );
});
