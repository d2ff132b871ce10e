import { alice, aliceSession, creation, type Loose, newArn, nobody, ownerTags, withField } from "../perfect.ts";
import type { Case } from "./case.ts";

const zeroWidth = "\u200b";
const path = "detail.requestParameters.tags";

/** What stands in `tags` of the request: the caller's own words, bent until they might pass for bob's. */
const claims: readonly [string, unknown][] = [
  ["bob", [{ key: "studiouserid", value: "bob" }]],
  ["bob in the API's casing", [{ Key: "studiouserid", Value: "bob" }]],
  ["bob in both casings", [{ key: "x", Key: "studiouserid", value: "y", Value: "bob" }]],
  ["bob, then alice", ["bob", "alice"].map((value) => ({ key: "studiouserid", value }))],
  ["alice, then bob", ["alice", "bob"].map((value) => ({ key: "studiouserid", value }))],
  ["keys in every case", ["studiouserid", "StudioUserId", "STUDIOUSERID"].map((key) => ({ key, value: "bob" }))],
  ["the key with a blank", [{ key: "studiouserid ", value: "bob" }]],
  ["the key with a Cyrillic letter", [{ key: "studiouser\u0456d", value: "bob" }]],
  ["the key with a zero width", [{ key: `studio${zeroWidth}userid`, value: "bob" }]],
  ["the key of AWS", [{ key: "aws:studiouserid", value: "bob" }]],
  ["bob with a blank", [{ key: "studiouserid", value: "bob " }]],
  ["bob with a line break", [{ key: "studiouserid", value: "bob\n" }]],
  ["bob with a zero width", [{ key: "studiouserid", value: `bo${zeroWidth}b` }]],
  ["bob from right to left", [{ key: "studiouserid", value: "\u202ebob" }]],
  ["bob with a Cyrillic letter", [{ key: "studiouserid", value: "b\u043eb" }]],
  ["bob in full width", [{ key: "studiouserid", value: "ｂｏｂ" }]],
  ["Bob", [{ key: "studiouserid", value: "Bob" }]],
  ["bob with NUL", [{ key: "studiouserid", value: "bob\u0000" }]],
  ["half a character", [{ key: "studiouserid", value: "\ud83d" }]],
  ["nothing", [{ key: "studiouserid", value: "" }]],
  ["more than 256 characters", [{ key: "studiouserid", value: "bob".repeat(100) }]],
  ["a megabyte", [{ key: "studiouserid", value: "b".repeat(1_000_000) }]],
  ["a key of a megabyte", [{ key: "s".repeat(1_000_000), value: "bob" }]],
  ["a list for a value", [{ key: "studiouserid", value: ["bob"] }]],
  ["an object for a value", [{ key: "studiouserid", value: { toString: "bob" } }]],
  ["a number for a value", [{ key: "studiouserid", value: 7 }]],
  ["words of the language", ["__proto__", "constructor", "toString"].map((value) => ({ key: "studiouserid", value }))],
  ["words of the language as keys", ["__proto__", "constructor", "toString"].map((key) => ({ key, value: "bob" }))],
  ["teams of the language", ["__proto__", "constructor", "hasOwnProperty"].map((value) => ({ key: "team", value }))],
  ["bob's team", [{ key: "team", value: "TeamB" }]],
  ["a map", { studiouserid: "bob" }],
  ["a map of the language", JSON.parse('{"__proto__":{"key":"studiouserid","value":"bob","polluted":true}}')],
  ["a text", '[{"key":"studiouserid","value":"bob"}]'],
  ["51 tags", Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: "v" }))],
  ["20,000 tags", Array.from({ length: 20_000 }, (_, index) => ({ key: `k${index}`, value: "v" }))],
  ["lists in lists", [[{ key: "studiouserid", value: "bob" }]]],
  ["nulls", [null, null]],
];

const tagged = (value: unknown, person = alice): Loose => withField(creation({}, person), path, value);

/** SageMaker takes 50 tags; a 51st or 52nd of ours would be refused. */
const isTooMany = (value: unknown): boolean => Array.isArray(value) && value.length > 48;

/** Of a proven session: the owner is alice, whatever the request says. */
const byAlice: readonly Case[] = claims.map(([name, value]) => ({
  name: `alice claims ${name}`,
  events: [aliceSession(), tagged(value)],
  writes: isTooMany(value) ? [] : [{ arn: newArn, tags: ownerTags.alice }],
}));

/** Of a session that nobody knows: nobody, whatever the request says. */
const byNobody: readonly Case[] = claims.map(([name, value]) => ({
  name: `nobody claims ${name}`,
  events: [tagged(value, nobody)],
  outcomes: ["unowned"],
  notices: ["unowned"],
}));

export const tags: readonly Case[] = [...byAlice, ...byNobody];
