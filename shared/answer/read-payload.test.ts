import { describe, expect, test } from "@jest/globals";
import { formOf } from "./fixtures.ts";
import { readPayload } from "./read-payload.ts";

const form = (text: string) => readPayload({ body: Buffer.from(text), mediaType: "form" });
const sent = (payload: object) => form(formOf(payload));
const json = (text: string) => readPayload({ body: Buffer.from(text), mediaType: "json" });

describe("what Slack wants", () => {
  test.each<[string, unknown, string | undefined]>([
    ["a button", sent({ type: "block_actions" }), "answer"],
    ["an option list", sent({ type: "block_suggestion" }), "options"],
    ["a modal", sent({ type: "view_submission" }), "other"],
    ["a type named like a property", sent({ type: "__proto__" }), "other"],
    ["a look at the certificate", form("ssl_check=1&token=x"), "other"],
    ["the address", json('{"type":"url_verification","challenge":"3eZbrw1aBm2r"}'), "challenge"],
    ["an event", json('{"type":"event_callback"}'), "other"],
    ["a challenge that is markup", json('{"type":"url_verification","challenge":"<script>"}'), "other"],
    ["a button sent as JSON", json('{"type":"block_actions"}'), "other"],
  ])("%s", (_, asked, type) => expect((asked as { type: string } | undefined)?.type).toBe(type));
});

describe("what Slack does not send", () => {
  test.each<[string, unknown]>([
    ["nothing", form("")],
    ["another field", form("text=hello")],
    ["two payloads", form('payload={"type":"block_actions"}&payload={"type":"block_actions"}')],
    ["no JSON", form("payload={")],
    ["a list", form("payload=[]")],
    ["null", form("payload=null")],
    ["no type", form("payload={}")],
    ["a type that is no text", form('payload={"type":1}')],
    ["depths", form(`payload=${"[".repeat(5_000)}`)],
    ["a list as JSON", json("[]")],
    ["bytes that are no text", readPayload({ body: Buffer.from([0xff, 0xfe]), mediaType: "json" })],
  ])("%s", (_, asked) => expect(asked).toBeUndefined());
});
