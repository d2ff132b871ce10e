import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bareStart } from "./invoke.ts";
import { ratios, type Spread, spread } from "./statistics.ts";

/** Whole processes, milliseconds. */
export interface CredentialsReport {
  rounds: number;
  bareMs: Spread;
  /** A Node that does one call of STS, signed by hand. */
  plainMs: Spread;
  /** The same by the SDK. */
  sdkMs: Spread;
  /** `credential-process` that has to ask STS. */
  coldMs: Spread;
  /** That has it already. */
  warmMs: Spread;
  /** `exec`, until the command that it starts says its first word. */
  execMs: Spread;
  /** Of the call by hand, which has to be made before a command can be started by anything. */
  execOfPlain: Spread;
  execOfSdk: Spread;
  /** Cold, round by round, of the call by hand and of the SDK's. */
  coldOfPlain: Spread;
  coldOfSdk: Spread;
  warmOfBare: Spread;
  /** How many calls of STS a round of cold and warm made. */
  callsPerRound: number;
}

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const role = "arn:aws:iam::111122223333:role/sales";

const answer = (): string => {
  const keys =
    "<AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>";
  const ends = `<Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration>`;
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>${keys}${ends}</Credentials></AssumeRoleResult></AssumeRoleResponse>`;
};

/** An STS that answers at once: none of it is ours. */
const startSts = async () => {
  let calls = 0;
  const server = createServer((request, response) => {
    calls++;
    request.resume().on("end", () => response.writeHead(200, { "content-type": "text/xml" }).end(answer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, calls: () => calls, close: () => server.close() };
};

/** Throws when it fails. */
const wallOf = async (args: readonly string[], env: Record<string, string>): Promise<number> => {
  const began = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "inherit"] });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`);
  return performance.now() - began;
};

/** Until it says its first word. Throws when it says none. */
const firstWordOf = async (args: readonly string[], env: Record<string, string>): Promise<number> => {
  const began = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  const heard = await Promise.race([once(child.stdout, "data"), once(child, "close").then(() => undefined)]);
  const ms = performance.now() - began;
  if (heard === undefined) throw new Error(`${args[0]} said nothing`);
  await once(child, "close");
  return ms;
};

/** Each as a whole process, a round of all in turn. Ours is bundled as `npm install` does, and what Node compiled of it is kept. */
export const benchCredentials = async (rounds: number, out: string): Promise<CredentialsReport> => {
  const sts = await startSts();
  const home = join(out, "home");
  const env = {
    ...{ HOME: home, PATH: process.env.PATH ?? "", AWS_REGION: "us-east-1", AWS_ENDPOINT_URL: sts.endpoint },
    ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
  };
  const ours = [here("../cli/start.mjs"), "credential-process", "--role", role, "--session-name", "bench"];
  const forget = (): void => rmSync(join(home, ".cache/sagewarden/credentials"), { recursive: true, force: true });
  const exec = [here("../cli/start.mjs"), "exec", "--role", role, "--session-name", "bench", "--", "echo", "begun"];
  const [bare, plain, sdk]: [number[], number[], number[]] = [[], [], []];
  const [cold, warm, execs]: [number[], number[], number[]] = [[], [], []];
  try {
    await wallOf([here("../scripts/bundle-quick.mjs")], env);
    await wallOf(ours, env);
    await wallOf(exec, env);
    const before = sts.calls();
    for (let round = 0; round < rounds; round++) {
      bare.push(await bareStart(env));
      plain.push(await wallOf([here("assume-role-plain.cjs"), role, "bench"], env));
      sdk.push(await wallOf([here("assume-role-sdk.mjs"), role, "bench"], env));
      forget();
      cold.push(await wallOf(ours, env));
      warm.push(await wallOf(ours, env));
      execs.push(await firstWordOf(exec, env));
    }
    const spreads = { bareMs: spread(bare), plainMs: spread(plain), sdkMs: spread(sdk), coldMs: spread(cold) };
    return {
      ...{ rounds, ...spreads, warmMs: spread(warm) },
      ...{ coldOfPlain: ratios(cold, plain), coldOfSdk: ratios(cold, sdk), warmOfBare: ratios(warm, bare) },
      ...{ execMs: spread(execs), execOfPlain: ratios(execs, plain), execOfSdk: ratios(execs, sdk) },
      callsPerRound: (sts.calls() - before) / rounds - 3,
    };
  } finally {
    sts.close();
  }
};
