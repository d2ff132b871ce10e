import { describe, expect, test } from "@jest/globals";
import type { LambdaFunctionURLEvent } from "aws-lambda";
import { isoAt } from "../model/time.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { claimRequest } from "../record/requests.ts";
import { at, formOf, pressed, type Sent, seconds, settings, signatureOf, signingSecret, urlEvent } from "./fixtures.ts";
import { longestBody, type Refusal } from "./read-request.ts";
import { type Parts, type TakenAnswer, takeRequest } from "./take-request.ts";

const fixture = (change: Partial<Parts> = {}) => {
  const table = memoryTable();
  const [queue, reasons, asked]: [TakenAnswer[], Refusal[], boolean[]] = [[], [], []];
  let clock = at;
  const parts: Parts = {
    signingSecret: async (renew) => {
      asked.push(renew);
      return signingSecret;
    },
    claim: (digest) => claimRequest(table, digest, clock),
    enqueue: async (answer) => void queue.push(answer),
    settings: async () => settings,
    refused: (reason) => void reasons.push(reason),
    now: () => clock,
    ...change,
  };
  const send = (event: LambdaFunctionURLEvent, after = 0) => {
    clock = isoAt(Date.parse(at) + after * 1000);
    return takeRequest(event, parts);
  };
  return { send, table, queue, reasons, asked };
};

const refused = { statusCode: 401, body: "" };
const form = formOf(pressed());
const stamp = String(seconds);

/** Headers of a right request over `body`, some of them changed or, where undefined, left out. */
const headers = (change: Record<string, string | undefined> = {}, body = form): Record<string, string> => {
  const all = {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": stamp,
    "x-slack-signature": signatureOf(body, stamp),
    ...change,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<string, string>;
};
const withHeaders = (change: Record<string, string | undefined>) => urlEvent(form, { headers: headers(change) });
const right = signatureOf(form, stamp);
const base64 = Buffer.from(form).toString("base64");
const text = (body: string, change: Partial<Sent> = {}) => urlEvent(form, { body, isBase64Encoded: false, ...change });
const at_ = (timestamp: string) => urlEvent(form, { timestamp });
const signedForm = (body: string) => urlEvent(body);

/** Each is right but for one thing. */
const forgeries: readonly (readonly [string, Refusal, LambdaFunctionURLEvent])[] = [
  ["signed with another secret", "signature", urlEvent(form, { signature: signatureOf(form, stamp, "guess") })],
  ["signed with no secret", "signature", urlEvent(form, { signature: signatureOf(form, stamp, "") })],
  [
    "signed as another version",
    "signature",
    urlEvent(form, { signature: signatureOf(form, stamp, signingSecret, "v1") }),
  ],
  [
    "another version in front of the right digest",
    "signature",
    urlEvent(form, { signature: right.replace("v0", "v1") }),
  ],
  ["no version", "signature", urlEvent(form, { signature: right.slice(3) })],
  ["a signature in capitals", "signature", urlEvent(form, { signature: right.toUpperCase() })],
  ["a digest in capitals", "signature", urlEvent(form, { signature: `v0=${right.slice(3).toUpperCase()}` })],
  ["a signature that is cut", "signature", urlEvent(form, { signature: right.slice(0, -1) })],
  ["half a signature", "signature", urlEvent(form, { signature: right.slice(0, 35) })],
  ["a signature with more behind it", "signature", urlEvent(form, { signature: `${right}00` })],
  ["a signature with a blank", "signature", urlEvent(form, { signature: ` ${right}` })],
  ["a signature with a line break", "signature", urlEvent(form, { signature: `${right}\n` })],
  ["an empty digest", "signature", urlEvent(form, { signature: "v0=" })],
  ["an empty signature", "signature", urlEvent(form, { signature: "" })],
  [
    "the signature of another timestamp",
    "signature",
    urlEvent(form, { signature: signatureOf(form, String(seconds - 1)) }),
  ],
  ["the signature of another body", "signature", urlEvent(form, { signature: signatureOf(`${form} `, stamp) })],
  [
    "the digest in base64",
    "signature",
    urlEvent(form, { signature: `v0=${Buffer.from(right.slice(3), "hex").toString("base64")}` }),
  ],
  ["a signature of zeros", "signature", urlEvent(form, { signature: `v0=${"0".repeat(64)}` })],
  ["a signature in wide digits", "signature", urlEvent(form, { signature: `v0=${"０".repeat(64)}` })],
  ["no signature", "headers", withHeaders({ "x-slack-signature": undefined })],
  ["no timestamp", "headers", withHeaders({ "x-slack-request-timestamp": undefined })],
  ["two signatures, joined", "headers", withHeaders({ "x-slack-signature": `${right},${right}` })],
  ["two timestamps, joined", "headers", withHeaders({ "x-slack-request-timestamp": `${stamp},${stamp}` })],
  ["two signatures in two spellings", "headers", withHeaders({ "X-Slack-Signature": right })],
  ["two timestamps in two spellings", "headers", withHeaders({ "X-SLACK-REQUEST-TIMESTAMP": stamp })],
  ["headers of a like name", "headers", withHeaders({ "x-slack-signature": undefined, "x-slack-signature ": right })],
  ["301 seconds old", "stale", at_(String(seconds - 301))],
  ["301 seconds ahead", "stale", at_(String(seconds + 301))],
  ["a year old", "stale", at_(String(seconds - 31_536_000))],
  ["a timestamp in words", "stale", at_("now")],
  ["an empty timestamp", "stale", at_("")],
  ["a timestamp with a sign", "stale", at_(`+${stamp}`)],
  ["a negative timestamp", "stale", at_(`-${stamp}`)],
  ["a timestamp with a fraction", "stale", at_(`${stamp}.0`)],
  ["a timestamp with an exponent", "stale", at_("1.7953416e9")],
  ["a timestamp with a blank", "stale", at_(` ${stamp}`)],
  ["a timestamp with zeros before it", "stale", at_(`00${stamp}`)],
  ["a timestamp in milliseconds", "stale", at_(`${stamp}000`)],
  ["a timestamp of 2^53", "stale", at_("9007199254740992")],
  ["a timestamp in hexadecimal", "stale", at_(`0x${seconds.toString(16)}`)],
  [
    "a timestamp in Arabic digits",
    "stale",
    at_([...stamp].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join("")),
  ],
  ["a timestamp that is no number", "stale", at_("NaN")],
  ["a body with one byte changed", "signature", text(form.replace("U0ALICE", "U0ALICF"))],
  ["a body with one byte more", "signature", text(`${form}&`)],
  ["a body with one byte less", "signature", text(form.slice(0, -1))],
  ["a body encoded anew", "signature", text(form.replaceAll("+", "%20").replaceAll("%22", '"'))],
  ["a body with another case of its escapes", "signature", text(form.replaceAll("%2F", "%2f"))],
  ["a second payload behind the body", "signature", text(`${form}&payload=%7B%7D`)],
  ["a body with CRLF", "signature", text(`${form}\r\n`)],
  ["a body with a byte order mark", "signature", text(`\uFEFF${form}`)],
  ["base64 that is not said to be", "signature", text(base64)],
  ["text that is said to be base64", "body", urlEvent(form, { body: form })],
  ["base64 with a line break", "body", urlEvent(form, { body: `${base64}\n` })],
  [
    "base64 without its padding",
    "body",
    urlEvent(`${form}x`.slice(0, form.length - (form.length % 3) + 1), { body: "YQ" }),
  ],
  ["base64 of base64", "signature", urlEvent(form, { body: Buffer.from(base64).toString("base64") })],
  ["an empty body", "body", urlEvent("")],
  ["no body", "body", { ...urlEvent(), body: undefined } as unknown as LambdaFunctionURLEvent],
  ["a body that is too long", "body", signedForm("x".repeat(longestBody + 1))],
  ["a body that is much too long", "body", text("x".repeat(6_000_000))],
  ["half a character in the body", "signature", text(`${form}\uD800`)],
  [
    "composed characters where they were not",
    "signature",
    text("payload=é", { signature: signatureOf("payload=e\u0301", stamp) }),
  ],
  ["GET", "method", urlEvent(form, { method: "GET" })],
  ["PUT", "method", urlEvent(form, { method: "PUT" })],
  ["OPTIONS", "method", urlEvent(form, { method: "OPTIONS" })],
  ["a method in small letters", "method", urlEvent(form, { method: "post" })],
  ["no content type", "content-type", withHeaders({ "content-type": undefined })],
  ["plain text", "content-type", withHeaders({ "content-type": "text/plain" })],
  ["a multipart form", "content-type", withHeaders({ "content-type": "multipart/form-data; boundary=x" })],
  [
    "two content types",
    "content-type",
    withHeaders({ "content-type": "application/x-www-form-urlencoded, application/json" }),
  ],
  [
    "another charset",
    "content-type",
    withHeaders({ "content-type": "application/x-www-form-urlencoded; charset=utf-16" }),
  ],
  ["a form that is said to be JSON", "payload", withHeaders({ "content-type": "application/json" })],
  ["signed, but no payload", "payload", signedForm("text=hello")],
  ["signed, but two payloads", "payload", signedForm(`${form}&${form}`)],
  ["signed, but no JSON", "payload", signedForm("payload=%7B")],
  ["signed, but no type", "payload", signedForm("payload=%7B%7D")],
];

describe("what Slack did not sign changes nothing", () => {
  test.each(forgeries)("%s", async (_, reason, event) => {
    const { send, table, queue, reasons } = fixture();
    expect(await send(event)).toEqual(refused);
    expect({ items: table.items(), queue, reasons }).toEqual({ items: [], queue: [], reasons: [reason] });
  });

  test("there are enough of them, each another", () => {
    expect(new Set(forgeries.map(([name]) => name)).size).toBeGreaterThan(60);
  });

  test("what is seen without the secret does not ask for it", async () => {
    for (const [, reason, event] of forgeries) {
      const { send, asked } = fixture();
      await send(event);
      const needs = reason === "signature" || reason === "payload";
      expect([reason, asked.length > 0]).toEqual([reason, needs]);
    }
  });
});

describe("a replay changes nothing", () => {
  test.each<[string, number, LambdaFunctionURLEvent]>([
    ["after a second", 1, urlEvent()],
    ["after 299 seconds", 299, urlEvent()],
    ["in another encoding", 1, urlEvent(form, { isBase64Encoded: false })],
    [
      "with headers in another spelling",
      1,
      urlEvent(form, {
        headers: {
          "Content-Type": "application/x-www-form-urlencoded",
          "X-Slack-Request-Timestamp": stamp,
          "X-SLACK-SIGNATURE": right,
        },
      }),
    ],
    ["with another charset", 1, withHeaders({ "content-type": "application/x-www-form-urlencoded;charset=UTF-8" })],
    ["with further headers", 1, withHeaders({ "x-slack-retry-num": "1" })],
  ])("%s", async (_, after, event) => {
    const { send, table, queue, reasons } = fixture();
    expect(await send(urlEvent())).toEqual({ statusCode: 200, body: "" });
    const before = table.items();
    expect(await send(event, after)).toEqual(refused);
    expect(table.items()).toEqual(before);
    expect([queue.length, reasons]).toEqual([1, ["replayed"]]);
  });

  test("at the same time: one is taken", async () => {
    const { send, queue } = fixture();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(urlEvent())));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(queue).toHaveLength(1);
  });

  test("after five minutes it is stale", async () => {
    const { send, reasons } = fixture();
    await send(urlEvent());
    expect(await send(urlEvent(), 301)).toEqual(refused);
    expect(reasons).toEqual(["stale"]);
  });

  test("the mark is kept for an hour", async () => {
    const { send, table } = fixture();
    await send(urlEvent());
    expect(table.items().map(({ ttl }) => ttl)).toEqual([seconds + 3_600]);
  });
});

describe("the signing secret", () => {
  test("without one nothing is taken", async () => {
    const { send, table, queue, reasons } = fixture({ signingSecret: async () => undefined });
    expect(await send(urlEvent())).toEqual(refused);
    expect([table.items(), queue, reasons]).toEqual([[], [], ["no-secret"]]);
  });

  test("after a rotation the new one is asked for, once", async () => {
    const asked: boolean[] = [];
    const rotated: Parts["signingSecret"] = async (renew) => {
      asked.push(renew);
      return renew ? signingSecret : "the old one";
    };
    const { send, queue, reasons } = fixture({ signingSecret: rotated });
    expect(await send(urlEvent())).toEqual({ statusCode: 200, body: "" });
    expect([asked, queue.length, reasons]).toEqual([[false, true], 1, []]);
  });

  test("what the known one signed asks for no other", async () => {
    const { send, asked } = fixture();
    await send(urlEvent());
    expect(asked).toEqual([false]);
  });

  test("one that cannot be asked for fails the request: nothing is taken", async () => {
    const { send, queue } = fixture({ signingSecret: () => Promise.reject(new Error("throttled")) });
    await expect(send(urlEvent())).rejects.toThrow("throttled");
    expect(queue).toEqual([]);
  });
});

describe("what Slack signed", () => {
  const json = { "content-type": "application/json" };
  const suggestion = formOf(pressed({ type: "block_suggestion", action_id: "assign", value: "bob" }));
  const challenge = '{"type":"url_verification","challenge":"3eZbrw1aBm2r","token":"x"}';

  test("an answer goes into the queue with its time, without Slack's old token", async () => {
    const { send, queue, reasons } = fixture();
    expect(await send(urlEvent(form), 2)).toEqual({ statusCode: 200, body: "" });
    const { token: _, ...payload } = pressed();
    expect(queue).toEqual([{ receivedAt: "2026-11-22T10:00:02.000Z", payload }]);
    expect(reasons).toEqual([]);
  });

  test("options are answered at once, as often as they are asked for", async () => {
    const { send, table, queue } = fixture();
    for (let time = 0; time < 2; time++) {
      const answer = await send(urlEvent(suggestion));
      expect(answer).toMatchObject({ statusCode: 200, headers: json });
      expect(JSON.parse(answer.body).options.map(({ value }: { value: string }) => value)).toEqual(["bob"]);
    }
    expect([table.items(), queue]).toEqual([[], []]);
  });

  test("the address is confirmed", async () => {
    const event = urlEvent(challenge, { headers: headers(json, challenge) });
    expect(await fixture().send(event)).toEqual({
      statusCode: 200,
      headers: { "content-type": "text/plain" },
      body: "3eZbrw1aBm2r",
    });
  });

  test.each([
    ["a look at the certificate", "ssl_check=1&token=x"],
    ["a modal", formOf({ type: "view_submission" })],
    ["a shortcut", formOf({ type: "shortcut" })],
    ["a type of tomorrow", formOf({ type: "hologram" })],
  ])("%s is answered and left", async (_, body) => {
    const { send, table, queue, reasons } = fixture();
    expect(await send(urlEvent(body))).toEqual({ statusCode: 200, body: "" });
    expect([table.items(), queue, reasons]).toEqual([[], [], []]);
  });

  test("with a full queue the person is told, and presses again", async () => {
    const { send } = fixture({ enqueue: () => Promise.reject(new Error("throttled")) });
    await expect(send(urlEvent())).rejects.toThrow("throttled");
  });
});
