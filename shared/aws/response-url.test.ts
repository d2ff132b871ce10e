import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "@jest/globals";
import { RetryLater } from "../model/errors.ts";
import { isResponseUrl, respondTo } from "./response-url.ts";

const apiUrl = "http://127.0.0.1:3000/api/";
const slackUrl = "https://hooks.slack.com/actions/T0/1/a";

test.each([
  ["Slack's", slackUrl, true],
  ["the settings' own", "http://127.0.0.1:3000/response/a", true],
  ["Slack's without TLS", "http://hooks.slack.com/actions", false],
  ["Slack's on another port", "https://hooks.slack.com:8443/actions", false],
  ["with a name and a password", "https://a:b@hooks.slack.com/actions", false],
  ["a host that begins like Slack's", "https://hooks.slack.com.example.com/", false],
  ["a host that ends like Slack's", "https://evilhooks.slack.com/", false],
  ["the metadata service", "http://169.254.169.254/latest/meta-data/", false],
  ["another port of the settings' own", "http://127.0.0.1:3001/response/a", false],
  ["a file", "file:///etc/passwd", false],
  ["none", "", false],
])("an address that is %s", (_, url, expected) => expect(isResponseUrl(url, apiUrl)).toBe(expected));

const answering = (status: number, headers: Record<string, string> = {}, text = "ok") => {
  const sent: [string, RequestInit][] = [];
  const send = async (url: string, init: RequestInit) => {
    sent.push([url, init]);
    return new Response(text, { status, headers: { "content-length": String(text.length), ...headers } });
  };
  return { sent, send };
};
const to = (url = slackUrl, receiveCount = 1, refused = (_: string): void => undefined) => ({
  url,
  apiUrl,
  delivered: { receiveCount, messageId: "m" },
  refused,
});

test("a reply is posted as JSON, and no redirect is followed", async () => {
  const { sent, send } = answering(200);
  await respondTo(to(), { text: "ü" }, send);
  expect(sent).toEqual([
    [slackUrl, expect.objectContaining({ method: "POST", body: '{"text":"ü"}', redirect: "error" })],
  ]);
});

test.each([
  ["to another address", to("https://example.com/"), { text: "x" }],
  ["of more bytes than any message of ours has", to(), { text: "x".repeat(300_000) }],
])("nothing is sent %s", async (_, target, reply) => {
  const { sent, send } = answering(200);
  const heard: string[] = [];
  await respondTo({ ...target, refused: (why) => void heard.push(why) }, reply, send);
  expect([sent.length, heard.length]).toEqual([0, 1]);
});

describe("what Slack answers", () => {
  const outcome = async (status: number, receiveCount = 1, headers = {}) => {
    const error = await respondTo(to(slackUrl, receiveCount), {}, answering(status, headers).send).catch(
      (thrown: unknown) => thrown,
    );
    return error instanceof RetryLater ? error.seconds : error;
  };

  test.each([
    ["done", 200, undefined],
    ["an address that is over", 404, undefined],
    ["a message that it does not take", 400, undefined],
    ["a fault", 503, 1],
    ["too many", 429, 1],
  ])("%s", async (_, status, seconds) => expect(await outcome(status)).toBe(seconds));

  test.each<[string, number, string, number, string[]]>([
    ["taken", 200, "ok", 1, []],
    ["taken, as JSON", 200, '{"ok":true}', 1, []],
    ["not taken, though HTTP says 200", 200, '{"ok":false,"error":"invalid_blocks"}', 1, ["invalid_blocks"]],
    ["over", 404, "used_url", 1, ["HTTP 404"]],
    ["a fault, for the last time", 503, "", 4, ["HTTP 503"]],
    ["more words than are read", 200, `{"ok":false,"error":"invalid_blocks"}${" ".repeat(3_000)}`, 1, []],
  ])("a reply that is %s", async (_, status, text, receiveCount, expected) => {
    const heard: string[] = [];
    const target = to(slackUrl, receiveCount, (why) => void heard.push(why));
    await respondTo(target, {}, answering(status, {}, text).send);
    expect(heard).toEqual(expected);
  });

  test("how long to wait, within reason", async () => {
    expect(await outcome(429, 1, { "retry-after": "30" })).toBe(30);
    expect(await outcome(429, 1, { "retry-after": "9999" })).toBe(900);
    expect(await outcome(429, 1, { "retry-after": "soon" })).toBe(1);
  });

  test("after some deliveries the answer counts without a reply", async () => {
    expect(await outcome(503, 3)).toBeGreaterThan(0);
    expect(await outcome(503, 4)).toBeUndefined();
  });

  test("nobody answers", async () => {
    const silent = () => Promise.reject(new TypeError("fetch failed"));
    await expect(respondTo(to(), {}, silent)).rejects.toThrow("Slack's response_url: no answer");
  });
});

test("over HTTP: a redirect to elsewhere is not followed", async () => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(request.url === "/response/a" ? 307 : 200, { location: "/elsewhere" }).end("x");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const target = {
    url: `${origin}/response/a`,
    apiUrl: `${origin}/api/`,
    delivered: { receiveCount: 9, messageId: "m" },
    refused: () => undefined,
  };
  await respondTo(target, {});
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(asked).toEqual(["/response/a"]);
});
