import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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
const command = async (input: string, ...args: readonly string[]) => {
  const running = run("python3", [`${folder}vend_credentials.py`, "--url", url(), "--connection", "sales", ...args], {
    env: environment(),
  });
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

test("a session of boto3 renews itself, each time with another token", async () => {
  answers = [[200, JSON.stringify({ ...vended(), Expiration: new Date(Date.now() + 60_000).toISOString() })]];
  const script = `
import itertools, json, sys, vend_credentials as v
count = itertools.count(1)
session = v.refreshing_session(sys.argv[1], "sales", lambda: {"oidcToken": f"a.{next(count)}.c"})
for _ in range(3):
    keys = session.get_credentials().get_frozen_credentials()
print(json.dumps([keys.access_key, keys.token]))
`;
  const { stdout } = await run("python3", ["-c", script, url()], { env: environment() });
  expect(JSON.parse(stdout)).toEqual(["ASIA1", "token"]);
  expect(asked.map(({ body }) => (body as { proof: object }).proof)).toEqual([
    { oidcToken: "a.1.c" },
    { oidcToken: "a.2.c" },
  ]);
});
