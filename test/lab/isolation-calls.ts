import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { Credentials } from "../../lab/demo/clients.ts";
import { python } from "./harness.ts";
import type { LeasedLab } from "./pool/lease.ts";

/** One call of a real client: `params` as the API names them. */
export interface Call {
  by: string;
  service: string;
  operation: string;
  params: object;
}

/** What the service answered, or its error. */
export type Answer = Readonly<Record<string, unknown>> & { code?: string; message?: string };

/** Runs of calls; each ends where it is refused. */
export type Client = (
  lab: LeasedLab,
  keys: Readonly<Record<string, Credentials>>,
  runs: readonly (readonly Call[])[],
) => Promise<readonly (readonly Answer[])[]>;

export const call = (by: string, operation: string, params: object, service = "sagemaker"): Call => ({
  by,
  service,
  operation,
  params,
});

export const boto3: Client = async ({ endpoint, installed }, keys, runs) =>
  (await python(installed.python, ["test/lab/calls.py"], installed.clients, { endpoint, keys, runs })) as Answer[][];

const run = promisify(execFile);

export const hasCli = (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, "aws")));

const kebab = (operation: string): string =>
  operation.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

export const cli: Client = async (lab, keys, runs) => {
  const one = async ({ by, service, operation, params }: Call): Promise<Answer> => {
    const { accessKeyId, secretAccessKey, sessionToken } = keys[by] as Credentials;
    const env = {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, AWS_CONFIG_FILE: "/dev/null", AWS_PAGER: "" },
      ...{ AWS_ENDPOINT_URL: lab.endpoint, AWS_DEFAULT_REGION: lab.region, AWS_EC2_METADATA_DISABLED: "true" },
      ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken },
    };
    const args = [service, kebab(operation), "--cli-input-json", JSON.stringify(params), "--output", "json"];
    const ended = await run("aws", args, { env }).then(
      ({ stdout }) => ({ stdout }),
      ({ stderr }: { stderr: string }) => ({ stderr }),
    );
    if ("stdout" in ended) return JSON.parse(ended.stdout || "{}");
    const [, code = "none", message = ended.stderr] =
      /An error occurred \((\w+)\) when calling the \w+ operation: (.*)/.exec(ended.stderr) ?? [];
    return { code, message };
  };
  const answers: Answer[][] = [];
  for (const calls of runs) {
    const each: Answer[] = [];
    for (const next of calls) if (each.at(-1)?.code === undefined) each.push(await one(next));
    answers.push(each);
  }
  return answers;
};
