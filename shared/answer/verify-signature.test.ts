import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { at, seconds, signatureOf, signingSecret } from "./fixtures.ts";
import { digestOf, isFresh, isSigned } from "./verify-signature.ts";

/** The example of Slack's own documentation: https://docs.slack.dev/authentication/verifying-requests-from-slack */
const documented = {
  body: "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
  timestamp: "1531420618",
  signature: "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
};

test("Slack's own example is right", () => {
  expect(isSigned({ ...documented, body: Buffer.from(documented.body) }, signingSecret)).toBe(true);
});

test.each([
  [0, true],
  [300, true],
  [-300, true],
  [301, false],
  [-301, false],
])("a timestamp %d seconds from ours is fresh: %p", (difference, expected) => {
  expect(isFresh({ timestamp: String(seconds + difference) }, at)).toBe(expected);
});

test("milliseconds do not make a request stale", () => {
  expect(isFresh({ timestamp: String(seconds - 300) }, "2026-11-22T10:00:00.999Z")).toBe(true);
});

test("without a clock nothing is fresh", () => {
  expect(isFresh({ timestamp: String(seconds) }, "soon")).toBe(false);
});

test("an empty secret signs nothing", () => {
  const body = Buffer.from("a");
  expect(isSigned({ body, timestamp: "1", signature: signatureOf(body, "1", "") }, "")).toBe(false);
});

const bytes = fc.uint8Array({ minLength: 1, maxLength: 400 });

test("every body is verified with its own signature", () => {
  fc.assert(
    fc.property(bytes, (body) => {
      const timestamp = String(seconds);
      expect(isSigned({ body, timestamp, signature: signatureOf(body, timestamp) }, signingSecret)).toBe(true);
    }),
  );
});

test("no changed byte of a body, a timestamp or a signature verifies", () => {
  const changed = (text: Uint8Array, place: number, by: number): Uint8Array =>
    text.map((byte, index) => (index === place % text.length ? byte ^ by : byte));
  const changedText = (text: string, place: number, by: number): string =>
    Buffer.from(changed(Buffer.from(text), place, by)).toString("latin1");
  fc.assert(
    fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (body, place, by) => {
      const timestamp = String(seconds);
      const signature = signatureOf(body, timestamp);
      const right = { body, timestamp, signature };
      const wrong = [
        { ...right, body: changed(body, place, by) },
        { ...right, timestamp: changedText(timestamp, place, by) },
        { ...right, signature: changedText(signature, place, by) },
      ];
      expect(wrong.map((request) => isSigned(request, signingSecret))).toEqual([false, false, false]);
    }),
  );
});

test("a request's digest is that of its body and timestamp", () => {
  const body = Buffer.from("a");
  expect(digestOf({ body, timestamp: "1", signature: "x" })).toBe(digestOf({ body, timestamp: "1", signature: "y" }));
  const others = [
    digestOf({ body: Buffer.from("b"), timestamp: "1", signature: "" }),
    digestOf({ body, timestamp: "2", signature: "" }),
  ];
  expect(new Set([digestOf({ body, timestamp: "1", signature: "" }), ...others]).size).toBe(3);
});
