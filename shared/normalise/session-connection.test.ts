import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { sidOf } from "../connections/sid.ts";
import { connectionIn } from "./session-connection.ts";

const policy = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const capped = (name: string) => ({ Sid: sidOf(name), Effect: "Allow", Action: "s3:GetObject", Resource: "*" });

test.each(["sales", "x-rays", "team-a-2", "X", "0"])("the policy of connection %s says so", (name) => {
  expect(connectionIn(policy(capped(name), { Effect: "Deny" }))).toBe(name);
});

test("one statement need not be a list", () => {
  expect(connectionIn(JSON.stringify({ Statement: capped("sales") }))).toBe("sales");
});

describe("says nothing", () => {
  test.each<[string, unknown]>([
    ["no policy", undefined],
    ["what is no text", { Statement: [capped("sales")] }],
    ["no JSON", "{"],
    ["null", "null"],
    ["a list", "[]"],
    ["no statement", policy()],
    ["a policy of somebody else", policy({ Sid: "ReadSales", Effect: "Allow" })],
    ["a Sid that is no text", policy({ Sid: { toString: "SagewardenConnectionsales" } })],
    ["a Sid further behind", policy({ Sid: "First" }, capped("sales"))],
    ["a name that no settings take: a line break", policy({ Sid: "SagewardenConnectionax0ab" })],
    ["a name that no settings take: too long", policy({ Sid: `SagewardenConnection${"a".repeat(49)}` })],
    ["a longer policy than STS takes", policy(capped("sales"), { Sid: "x".repeat(4_096) })],
  ])("%s", (_, value) => expect(connectionIn(value)).toBeUndefined());
});

test("whatever a record holds, the answer is a name of the settings' form or nothing", () => {
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc.string().map((Sid) => policy({ Sid: `SagewardenConnection${Sid}` })),
  );
  fc.assert(
    fc.property(text, (value) => expect(connectionIn(value) ?? "a").toMatch(/^[A-Za-z0-9][A-Za-z0-9-]{0,47}$/)),
  );
});
