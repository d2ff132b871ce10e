import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { names } from "#shared/names.ts";
import { account, base, region as defaultRegion } from "./process.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const cdk = join(root, "node_modules", ".bin", "cdk");
const leash = fileURLToPath(new URL("leash.py", import.meta.url));
const shownLines = 30;

export interface DeployOptions {
  endpoint: string;
  temporary: string;
  python: string;
  /** The settings file, absolute; absent: the project's own. */
  config?: string;
  /** The folder with the cdk.json; absent: this project. */
  project?: string;
  /** Where the functions find Slack's Web API. */
  slackApi?: string | undefined;
  log(line: string): void;
  signal?: AbortSignal;
}

export interface Deployed {
  /** The home stack. */
  stack: string;
  region: string;
}

/** Bootstraps the account and deploys every stack of the app into it, with the CDK's own command. */
export async function deploy(options: DeployOptions): Promise<Deployed> {
  const output = join(options.temporary, "cdk.out");
  options.log("bootstrapping and synthesising");
  await together(options, [
    (linked) => bootstrap(linked, defaultRegion),
    (linked) => runCdk(linked, ["synth", "--quiet", "--output", output, ...context(options)]),
  ]);
  const regions = await regionsOf(output);
  for (const region of new Set(regions.values())) if (region !== defaultRegion) await bootstrap(options, region);
  options.log("deploying");
  await runCdk(options, ["deploy", "--all", "--app", output, ...how]);
  return { stack: names.stack, region: regions.get(names.stack) ?? defaultRegion };
}

const how = ["--require-approval", "never", "--method", "direct", "--concurrency", "2", "--progress", "events"];

/** Deploys some stacks of the app, with settings of their own, into an account that has the others. */
export const deployMore = (options: DeployOptions, stacks: readonly string[]): Promise<void> =>
  runCdk(options, [
    ...["deploy", ...stacks, "--exclusively", "--output", join(options.temporary, "cdk.out")],
    ...[...context(options), ...how],
  ]);

/** Both at once. Where one fails the other is ended, and has ended when this throws: it would go on writing into the folder. */
async function together(options: DeployOptions, works: ((linked: DeployOptions) => Promise<void>)[]): Promise<void> {
  const failing = new AbortController();
  const signal = AbortSignal.any([failing.signal, ...(options.signal ? [options.signal] : [])]);
  const failures: unknown[] = [];
  const fail = (cause: unknown): void => {
    failures.push(cause);
    failing.abort();
  };
  await Promise.all(works.map((work) => work({ ...options, signal }).catch(fail)));
  if (failures.length > 0) throw failures[0];
}

/** In a folder without an app: in the project, `cdk bootstrap` would synthesise it once more. */
const bootstrap = (options: DeployOptions, region: string): Promise<void> =>
  runCdk({ ...options, project: options.temporary }, ["bootstrap", `aws://${account}/${region}`]);

/** Stack -> region, from what was synthesised. */
async function regionsOf(output: string): Promise<Map<string, string>> {
  const manifest = JSON.parse(await readFile(join(output, "manifest.json"), "utf8")) as {
    artifacts: Record<string, { type: string; environment?: string }>;
  };
  const stacks = Object.entries(manifest.artifacts).filter(([, { type }]) => type === "aws:cloudformation:stack");
  const regions = stacks.map(([id, { environment }]): [string, string] => [id, environment?.split("/").at(-1) ?? ""]);
  return new Map(regions.filter(([, region]) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(region)));
}

const context = ({ config, slackApi }: DeployOptions): string[] => [
  ...["--context", "lab=true"],
  ...(config === undefined ? [] : ["--context", `config=${config}`]),
  ...(slackApi === undefined ? [] : ["--context", `slackApi=${slackApi}`]),
];

async function runCdk(options: DeployOptions, args: string[]): Promise<void> {
  const child = spawn(options.python, [leash, cdk, ...args, "--no-notices"], {
    cwd: options.project ?? root,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    env: environment(options),
  });
  const end = () => child.stdin.end();
  options.signal?.addEventListener("abort", end);
  child.stdin.on("error", () => {}); // it ended first
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => lines.push(line));
  }
  const [status] = (await once(child, "close")) as [number];
  options.signal?.removeEventListener("abort", end);
  options.signal?.throwIfAborted();
  if (status !== 0) {
    throw new Error(`cdk ${args[0]} ended with ${status}:\n${lines.slice(-shownLines).join("\n")}`);
  }
}

const environment = (options: DeployOptions): Record<string, string> => ({
  ...base(options.temporary),
  AWS_ENDPOINT_URL: options.endpoint,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: defaultRegion,
  AWS_EC2_METADATA_DISABLED: "true",
  CDK_DISABLE_CLI_TELEMETRY: "true",
  CDK_DISABLE_VERSION_CHECK: "true",
  CDK_VALIDATION: "false", // `npm run synth` and the stacks' tests do it, a third of each synthesis
  CI: "true",
  NO_COLOR: "1",
  ...(options.config === undefined ? {} : { SAGEWARDEN_CONFIG: options.config }),
});
