import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { signed } from "../../shared/aws/sign.ts";
import { type Proof, vendCredentials, vendedCredentials, type Wish } from "./vend-credentials.ts";

const credentials = { accessKeyId: "ASIAAPP", secretAccessKey: "app-secret", sessionToken: "app-token" };
const vended = {
  ...{ Version: 1, AccessKeyId: "ASIA1", SecretAccessKey: "secret", SessionToken: "token" },
  ...{ Expiration: "2026-11-30T10:00:00.000Z", connection: "sales", person: "alice" },
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part as Uint8Array);
  return Buffer.concat(parts).toString();
};

/** The same signature again, by what was signed. */
const isSigned = ({ headers, url = "" }: IncomingMessage, body: string): boolean => {
  const time = String(headers["x-amz-date"]).replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const plain = { "content-type": "application/json" };
  const again = signed({ host: headers.host ?? "", path: url, body, headers: plain }, credentials, {
    ...{ region: "eu-west-1", service: "lambda", at: new Date(time) },
  });
  return again.authorization === headers.authorization && headers["x-amz-security-token"] === "app-token";
};

let answers: [number, string][] = [];
let bodies: unknown[] = [];
const server = createServer(async (request, response) => {
  const body = await textOf(request);
  bodies.push(JSON.parse(body));
  const [status, text] = isSigned(request, body) ? (answers.shift() ?? [200, JSON.stringify(vended)]) : [403, "{}"];
  response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end(text);
});
const wish = (change: Partial<Wish> = {}): Wish => ({
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/_aws/lambda-url/abc/`,
  ...{ connection: "sales", proof: { oidcToken: "a.b.c" }, region: "eu-west-1", credentials, ...change },
});

beforeAll(() => new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  answers = [];
  bodies = [];
});

describe("one question", () => {
  test("is signed, and answered with what the SDK takes", async () => {
    expect(await vendCredentials(wish({ durationSeconds: 900 }))).toEqual({
      ...{ accessKeyId: "ASIA1", secretAccessKey: "secret", sessionToken: "token" },
      ...{ expiration: new Date(vended.Expiration), connection: "sales", person: "alice" },
    });
    expect(bodies).toEqual([{ connection: "sales", proof: { oidcToken: "a.b.c" }, durationSeconds: 900 }]);
  });

  test.each<[string, [number, string], object]>([
    [
      "a gate",
      [403, '{"error":"Permission denied","gate":"group"}'],
      { status: 403, gate: "group", message: "403 Permission denied: group" },
    ],
    [
      "bad input",
      [400, '{"error":"Bad input","field":"proof"}'],
      { status: 400, field: "proof", message: "400 Bad input: proof" },
    ],
    ["not now", [503, '{"error":"Not now"}'], { status: 503, message: "503 Not now" }],
    ["Lambda's own no", [403, '{"Message":"Forbidden"}'], { status: 403, message: "403 no answer of the broker's" }],
    ["no JSON", [502, "<html>"], { status: 502 }],
    ["nothing", [200, "null"], { status: 200 }],
    ["a number", [200, "5"], { status: 200 }],
    ["half an answer", [200, '{"AccessKeyId":"ASIA1"}'], { status: 200 }],
  ])("%s", async (_, answer, expected) => {
    answers = [answer];
    await expect(vendCredentials(wish())).rejects.toMatchObject({ name: "VendRefused", ...expected });
  });

  test("nobody is followed elsewhere with a token", async () => {
    answers = [[302, ""]];
    await expect(vendCredentials(wish())).rejects.toThrow();
    expect(bodies).toHaveLength(1);
  });

  test.each([
    "http://broker.example.com/",
    "http://127.0.0.1.example.com/",
    "https://a:b@broker.example.com/",
    "broker",
  ])("nothing is asked of %s, for nobody's token", async (url) => {
    const proof = () => Promise.reject(new Error("a token"));
    await expect(vendCredentials(wish({ url, proof }))).rejects.toThrow("url: not secure; allowed: https://…");
  });

  test("the region is the URL's own", async () => {
    const url = `https://${"a".repeat(32)}.lambda-url.eu-west-1.on.aws/`;
    const { region: _, ...rest } = wish();
    const asked: Promise<unknown> = vendCredentials({
      ...rest,
      url,
      credentials: () => Promise.reject(new Error("signed")),
    });
    await expect(asked).rejects.toThrow("signed");
  });
});

describe("for clients of the SDK", () => {
  const fresh = () => {
    let number = 0;
    return (): Proof => ({ oidcToken: `a.${++number}.c` });
  };

  test("many ask once, and again five minutes before the end, with another token", async () => {
    let now = Date.parse("2026-11-30T09:00:00Z");
    const provide = vendedCredentials(wish({ proof: fresh(), credentials: async () => credentials }), () => now);
    await Promise.all([provide(), provide(), provide()]);
    now = Date.parse("2026-11-30T09:54:59Z");
    await provide();
    expect(bodies).toHaveLength(1);
    now = Date.parse("2026-11-30T09:55:00Z");
    await provide();
    await provide({ forceRefresh: true });
    expect(bodies.map((body) => (body as { proof: Proof }).proof)).toEqual([
      { oidcToken: "a.1.c" },
      { oidcToken: "a.2.c" },
      { oidcToken: "a.3.c" },
    ]);
  });

  test("a refusal is not kept", async () => {
    answers = [[503, "{}"]];
    const provide = vendedCredentials(wish());
    await expect(provide()).rejects.toThrow("503");
    expect(await provide()).toMatchObject({ accessKeyId: "ASIA1" });
  });
});
