import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { fetchJson } from "./fetch-json.ts";

const answers: Readonly<Record<string, [number, Record<string, string>, string]>> = {
  "/right": [200, {}, '{"keys":[]}'],
  "/elsewhere": [302, { location: "/right" }, ""],
  "/long": [200, {}, JSON.stringify("x".repeat(300_000))],
  "/broken": [200, {}, "<html>"],
  "/gone": [404, {}, "{}"],
  "/empty": [204, {}, ""],
};
let server: Server;
let base = "";

beforeAll(async () => {
  server = createServer(({ url = "" }, answer) => {
    const [status, headers, body] = answers[url] ?? [500, {}, ""];
    answer.writeHead(status, headers).end(body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test("a document is read", async () => {
  expect(await fetchJson(`${base}/right`)).toEqual({ keys: [] });
});

test.each(["/elsewhere", "/long", "/broken", "/gone", "/empty"])("%s is refused", async (path) => {
  await expect(fetchJson(`${base}${path}`)).rejects.toThrow();
});
