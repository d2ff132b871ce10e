import { request } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type CredentialServer, refusalOf, serveCredentials } from "./credential-server.ts";
import type { Lent } from "./renewed.ts";

const lent: Lent = {
  session: {
    ...{ accessKeyId: "ASIA1", secretAccessKey: "sec/ret", sessionToken: "tok+en" },
    ...{ issuedAt: "2026-07-01T10:00:00.000Z", expiresAt: "2026-07-01T11:00:00.000Z" },
  },
  endsAt: new Date("2026-07-01T11:00:00.500Z"),
};

let failure: Error | undefined;
let server: CredentialServer;
beforeEach(async () => {
  failure = undefined;
  server = await serveCredentials(
    async () => {
      if (failure) throw failure;
      return lent;
    },
    (error) => `told: ${(error as Error).message}`,
  );
});
afterEach(() => server.close());

interface Asking {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
}

const ask = ({ path, method = "GET", headers = { authorization: server.token } }: Asking = {}) =>
  new Promise<{ status: number | undefined; text: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const url = new URL(server.uri);
      const asked = request(url, { method, headers, ...(path !== undefined && { path }) }, async (response) => {
        let text = "";
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode, text, headers: response.headers });
      });
      asked.on("error", reject).end();
    },
  );

const nothing = /ASIA1|sec\/ret|tok\+en/;

test("who knows the token gets what a container's SDK reads, to be kept nowhere", async () => {
  const { status, text, headers } = await ask();
  expect(status).toBe(200);
  expect(JSON.parse(text)).toEqual({
    ...{ AccessKeyId: "ASIA1", SecretAccessKey: "sec/ret", Token: "tok+en", Expiration: "2026-07-01T10:59:00Z" },
  });
  expect(headers).toMatchObject({ "cache-control": "no-store", "content-type": "application/json" });
  expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
});

describe("nobody else gets anything", () => {
  const attacks: readonly [string, number, () => Asking][] = [
    ["without the token", 401, () => ({ headers: {} })],
    ["with another", 401, () => ({ headers: { authorization: `${server.token.slice(0, -1)}_` } })],
    ["with the beginning of it", 401, () => ({ headers: { authorization: server.token.slice(0, 10) } })],
    ["with more than it", 401, () => ({ headers: { authorization: `${server.token} `.trimEnd().concat("x") } })],
    ["with a scheme", 401, () => ({ headers: { authorization: `Bearer ${server.token}` } })],
    ["under another name", 421, () => ({ headers: { authorization: server.token, host: "evil.example" } })],
    [
      "under the other name of loopback",
      421,
      () => ({
        headers: { authorization: server.token, host: new URL(server.uri).host.replace("127.0.0.1", "localhost") },
      }),
    ],
    ["without the port", 421, () => ({ headers: { authorization: server.token, host: "127.0.0.1" } })],
    ...["/", "/credentials/", "/credentials?x=1", "/Credentials", "/..%2fcredentials", "//credentials"].map(
      (path): [string, number, () => Asking] => [`at ${path}`, 404, () => ({ path })],
    ),
    ...["POST", "PUT", "HEAD", "OPTIONS", "DELETE", "PATCH"].map((method): [string, number, () => Asking] => [
      ...([`by ${method}`, 405] as const),
      () => ({
        method,
        headers: { authorization: server.token, "access-control-request-method": "GET", origin: "http://evil.example" },
      }),
    ]),
  ];
  test.each(attacks)("%s: %d", async (_, expected, asking) => {
    const { status, text, headers } = await ask(asking());
    expect([status, Object.keys(headers).filter((name) => name.startsWith("access-control"))]).toEqual([expected, []]);
    expect(text).not.toMatch(nothing);
  });

  test("two Hosts, and none", async () => {
    const { port, host } = new URL(server.uri);
    const raw = (lines: string) =>
      new Promise<string>((resolve) => {
        let got = "";
        const socket = connect(Number(port), "127.0.0.1", () => socket.write(lines));
        socket.on("data", (chunk) => (got += chunk)).on("close", () => resolve(got));
      });
    const auth = `Authorization: ${server.token}\r\nConnection: close\r\n\r\n`;
    for (const hosts of ["", `Host: evil.example\r\nHost: ${host}\r\n`]) {
      expect(await raw(`GET /credentials HTTP/1.1\r\n${hosts}${auth}`)).not.toMatch(nothing);
    }
  });

  test("from outside of this machine", async () => {
    const { port } = new URL(server.uri);
    const outer = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).filter(({ internal }) => !internal));
    for (const { address } of outer) {
      const code = await new Promise((resolve) =>
        connect(Number(port), address)
          .on("error", (error: NodeJS.ErrnoException) => resolve(error.code))
          .on("connect", () => resolve("connected")),
      );
      expect(code).not.toBe("connected");
    }
  });
});

test("a renewal that fails is told in one line, and is nobody's credentials", async () => {
  failure = new Error("STS is away");
  expect(await ask()).toMatchObject({ status: 503, text: '{"code":"NotRenewed","message":"told: STS is away"}' });
});

test("each server has an address and a token of its own", async () => {
  const other = await serveCredentials(async () => lent, String);
  expect([other.uri, other.token]).not.toEqual([server.uri, server.token]);
  expect(other.token).toMatch(/^[\w-]{43}$/);
  expect(
    refusalOf({ method: "GET", url: "/credentials", headers: { host: "a" } }, { host: "a", token: "" }),
  ).toBeUndefined();
  await other.close();
});
