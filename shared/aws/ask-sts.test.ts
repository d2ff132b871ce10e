import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { askSts } from "./ask-sts.ts";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { callOf } from "./named-calls.ts";

type Answer = { status?: number; body: string; headers?: Record<string, string> };
let answers: Answer[] = [];
let aws: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeEach(async () => {
  aws = await fakeEndpoint({ Ask: () => answers.shift() ?? { status: 500, body: "" } });
});
afterEach(() => aws.close());

const paused: number[] = [];
const ask = (given: readonly Answer[]) => {
  answers = [...given];
  paused.length = 0;
  const keys = { accessKeyId: "AKIA1", secretAccessKey: "secret" };
  const place = { region: "us-east-1", keys, env: { ...process.env } };
  return askSts("Ask", {}, place, async (ms) => void paused.push(ms));
};
const refused = (code: string, message = "no", status = 403): Answer => ({
  status,
  body: `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

test("what it answers, by name, and when", async () => {
  const answer = await ask([
    { body: "<a>x &lt;&#38;&#x26; y</a><b/>", headers: { date: "Wed, 01 Jul 2026 10:00:00 GMT" } },
  ]);
  expect([answer.field("a"), answer.field("c"), answer.at]).toEqual(["x <&& y", undefined, "2026-07-01T10:00:00.000Z"]);
});

test("a refusal is not asked again, has STS's code, and says which call it was", async () => {
  const error = await ask([refused("AccessDenied", "User: a &amp; b")]).catch((one: Error) => one);
  expect(error).toMatchObject({ name: "AccessDenied", message: "User: a & b", $metadata: { httpStatusCode: 403 } });
  expect(callOf(error)).toBe("STS Ask");
  expect(aws.sent).toHaveLength(1);
});

test.each([
  [[refused("InternalFailure", "no", 500), refused("Throttling", "slow", 400), { body: "<a>1</a>" }], "1"],
  [[{ status: 503, body: "not XML" }, { body: "<a>2</a>" }], "2"],
])("what passes is asked again %#", async (given, value) => {
  expect((await ask(given)).field("a")).toBe(value);
  expect(paused).toHaveLength(given.length - 1);
});

test("three times at most", async () => {
  await expect(ask([])).rejects.toMatchObject({ name: "Error", message: "it answered HTTP 500" });
  expect(aws.sent).toHaveLength(3);
});

test("a clock that is off is set by STS's, once", async () => {
  const skewed = { ...refused("SignatureDoesNotMatch"), headers: { date: "Wed, 01 Jul 2020 10:00:00 GMT" } };
  expect((await ask([skewed, { body: "<a>1</a>" }])).field("a")).toBe("1");
  await expect(ask([skewed, skewed])).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
});

test("a wrong secret is not a wrong clock", async () => {
  await expect(ask([refused("SignatureDoesNotMatch")])).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
  expect(aws.sent).toHaveLength(1);
});

test("a silent STS is given up after the place's limit, three times", async () => {
  let asked = 0;
  const silent = createServer(() => void asked++);
  await new Promise<void>((ready) => silent.listen(0, "127.0.0.1", ready));
  const env = { AWS_ENDPOINT_URL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` };
  const place = { region: "us-east-1", keys: undefined, env, limitMs: 50 };
  await expect(askSts("Ask", {}, place, async () => undefined)).rejects.toMatchObject({ name: "TimeoutError" });
  expect(asked).toBe(3);
  silent.closeAllConnections();
  silent.close();
});

test("nobody there", async () => {
  const place = { region: "us-east-1", keys: undefined, env: { AWS_ENDPOINT_URL: "http://127.0.0.1:1" } };
  await expect(askSts("Ask", {}, place, async () => undefined)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
