import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { installLab } from "../../lab/install.ts";

const run = promisify(execFile);
const folder = fileURLToPath(new URL(".", import.meta.url));
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const vended = () => ({
  ...{ Version: 1, AccessKeyId: "ASIA1", SecretAccessKey: "secret", SessionToken: "token" },
  ...{ Expiration: inAnHour(), connection: "sales", person: "alice" },
});

let answers: [number, string][] = [];
let asked: { authorization: string; body: unknown }[] = [];
const server = createServer(async (request, response) => {
  let text = "";
  for await (const part of request.setEncoding("utf8")) text += part;
  asked.push({ authorization: request.headers.authorization ?? "", body: JSON.parse(text) });
  const [status, body] = answers.shift() ?? [200, JSON.stringify(vended())];
  response.writeHead(status).end(body);
});
let clients = "";

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  clients = (await installLab(() => {})).clients;
}, 600_000);
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  answers = [];
  asked = [];
});

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const environment = () => ({
  ...{ PATH: process.env.PATH, PYTHONPATH: `${folder}:${clients}`, PYTHONDONTWRITEBYTECODE: "1" },
  ...{ AWS_ACCESS_KEY_ID: "ASIAAPP", AWS_SECRET_ACCESS_KEY: "app-secret", AWS_SESSION_TOKEN: "app-token" },
  ...{ AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "eu-west-1", AWS_CONFIG_FILE: "/dev/null" },
});
const script = `${folder}vend_credentials.py`;
const command = (input: string, ...args: readonly string[]) => commandIn(environment(), input, ...args);
const commandIn = async (env: NodeJS.ProcessEnv, input: string, ...args: readonly string[]) => {
  const running = run("python3", [script, "--url", url(), "--connection", "sales", ...args], { env });
  running.child.stdin?.end(input);
  return running.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
};

describe("as a credential_process", () => {
  test("it prints what the SDKs read, signed as the application", async () => {
    const { code, stdout, stderr } = await command("a.b.c\n", "--oidc-token-file", "-", "--duration-seconds", "900");
    expect([code, stderr, JSON.parse(stdout)]).toEqual([
      0,
      "",
      expect.objectContaining({ Version: 1, AccessKeyId: "ASIA1" }),
    ]);
    expect(asked.map(({ body }) => body)).toEqual([
      { connection: "sales", proof: { oidcToken: "a.b.c" }, durationSeconds: 900 },
    ]);
    expect(asked[0]?.authorization).toMatch(/Credential=ASIAAPP\/\d{8}\/eu-west-1\/lambda\/aws4_request/);
  });

  test.each<[string, string[], object]>([
    ["an assertion", ["--saml-assertion-file", "-"], { samlAssertion: "given" }],
    ["a bare word", ["--person", "alice"], { person: "alice" }],
  ])("%s", async (_, args, proof) => {
    expect((await command("given", ...args)).code).toBe(0);
    expect(asked[0]?.body).toEqual({ connection: "sales", proof });
  });

  test("a refusal is told on stderr, and nothing on stdout", async () => {
    answers = [[403, '{"error":"Permission denied","gate":"group"}']];
    const { code, stdout, stderr } = await command("", "--person", "alice");
    expect([code, stdout, stderr.trim()]).toEqual([1, "", "403 Permission denied: group"]);
  });
});

test.each<[string, string]>([
  ["http elsewhere", "http://broker.example.com/"],
  ["a name that begins like this machine's", "http://127.0.0.1.example.com/"],
  ["with a password", "https://a:b@broker.example.com/"],
  ["no address", "broker"],
])("a token goes nowhere over %s", async (_, address) => {
  const { code, stdout, stderr } = await command("a.b.c", "--url", address, "--oidc-token-file", "-");
  expect([code, stdout, stderr.trim()]).toEqual([1, "", "url: not secure; allowed: https://…"]);
});

test("an answer that is no object, and nobody there, are a line each", async () => {
  for (const text of ["5", "null", "[1]"]) answers.push([200, text]);
  for (const _ of [1, 2, 3])
    expect((await command("", "--person", "alice")).stderr.trim()).toBe("200 no answer of the broker");
  const { code, stderr } = await command("", "--person", "alice", "--url", "http://127.0.0.1:1/");
  expect([code, stderr.trim().split("\n").length, stderr]).toEqual([1, 1, expect.not.stringContaining("Traceback")]);
});

describe("as the credential_process of a profile", () => {
  const home = mkdtempSync(join(tmpdir(), "sagewarden-client-"));
  const config = join(home, "config");
  const calls = join(home, "calls");
  afterAll(() => rmSync(home, { recursive: true }));

  /** Counts itself, and stops what would not. */
  const profiles = (app: string) => {
    rmSync(calls, { force: true });
    const counted = `sh -c 'echo >> ${calls}; [ $(wc -l < ${calls}) -lt 5 ] && exec python3 ${script} --url ${url()} --connection sales --person alice ${app}'`;
    const own = "aws_access_key_id = ASIAAPP\naws_secret_access_key = app-secret";
    const process = `credential_process = ${counted}`;
    writeFileSync(config, `[profile sales]\n${process}\n[default]\n${process}\n[profile app]\n${own}\n`);
  };
  const keysOf = "import botocore.session as b; print(b.Session().get_credentials().access_key)";
  const ask = (env: NodeJS.ProcessEnv) => run("python3", ["-c", keysOf], { env });
  const called = () => readFileSync(calls, "utf8").length;
  const without = () => {
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: _s, AWS_SESSION_TOKEN: _t, ...rest } = environment();
    return { ...rest, AWS_CONFIG_FILE: config, AWS_EC2_METADATA_DISABLED: "true" };
  };

  test("it signs as the application, not by the profile that called it", async () => {
    profiles("--app-profile app");
    const { stdout } = await ask({ ...without(), AWS_PROFILE: "sales", AWS_DEFAULT_PROFILE: "sales" });
    expect([stdout.trim(), called(), asked[0]?.authorization]).toEqual([
      "ASIA1",
      1,
      expect.stringContaining("Credential=ASIAAPP/"),
    ]);
  });

  test("it never calls itself a third time", async () => {
    profiles("");
    await expect(ask({ ...without(), AWS_PROFILE: "sales" })).rejects.toMatchObject({
      stderr: expect.stringContaining("--app-profile"),
    });
    expect([called(), asked]).toEqual([2, []]);
  });
});

test("a session of boto3 renews itself, each time with another token", async () => {
  answers = [[200, JSON.stringify({ ...vended(), Expiration: new Date(Date.now() + 60_000).toISOString() })]];
  const program = `
import itertools, json, sys, vend_credentials as v
count = itertools.count(1)
session = v.refreshing_session(sys.argv[1], "sales", lambda: {"oidcToken": f"a.{next(count)}.c"})
for _ in range(3):
    keys = session.get_credentials().get_frozen_credentials()
print(json.dumps([keys.access_key, keys.token]))
`;
  const { stdout } = await run("python3", ["-c", program, url()], { env: environment() });
  expect(JSON.parse(stdout)).toEqual(["ASIA1", "token"]);
  expect(asked.map(({ body }) => (body as { proof: object }).proof)).toEqual([
    { oidcToken: "a.1.c" },
    { oidcToken: "a.2.c" },
  ]);
});
