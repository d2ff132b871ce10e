import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import { post } from "./post.ts";

const ask = async (answer: (response: ServerResponse, request: IncomingMessage) => void, limitMs = 10_000) => {
  const server = createServer((request, response) => answer(response, request)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  try {
    return await post(url, { headers: { "content-length": "2" }, body: "ab", limitMs });
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

test("what is answered, and when", async () => {
  const date = "Wed, 01 Jul 2026 10:00:00 GMT";
  const said = await ask((response, request) => {
    request.pipe(response.writeHead(403, { date }));
  });
  expect(said).toEqual({ status: 403, text: "ab", date });
});

test("an answer that comes byte by byte is none", async () => {
  const drip = (response: ServerResponse): void => {
    const timer = setInterval(() => response.write("."), 10);
    response.on("close", () => clearInterval(timer));
  };
  await expect(ask(drip, 100)).rejects.toMatchObject({ name: "TimeoutError" });
});

test("nor is one that is too long, or torn off", async () => {
  await expect(ask((response) => response.end(Buffer.alloc(2_000_000)))).rejects.toThrow("the answer is too long");
  await expect(ask((response) => response.socket?.destroy())).rejects.toMatchObject({ code: "ECONNRESET" });
});
