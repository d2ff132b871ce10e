import { expect, test } from "@jest/globals";
import { assumeRecord, getObjectRecord, learntState, seenOf } from "../../../vendors/watch/example-acts.ts";
import { firstSeen } from "./first-seen.ts";

const elsewhere = { ...getObjectRecord, sourceIPAddress: "203.0.113.9" };
const first = (record: object, seen: Parameters<typeof seenOf>[1] = {}) =>
  firstSeen(seenOf(record, { before: learntState(), ...seen }), "address");

test.each([
  ["another network", elsewhere, {}, "203.0.113.0/24"],
  ["the usual network", { ...getObjectRecord, sourceIPAddress: "198.51.100.200" }, {}, undefined],
  ["a service", { ...getObjectRecord, sourceIPAddress: "athena.amazonaws.com" }, {}, undefined],
  ["a principal that was made", elsewhere, { how: "minted" }, undefined],
] as const)("%s", (_what, record, seen, value) => expect(first(record, seen)).toBe(value));

test("nothing was learnt: nothing is new", () => {
  const before = learntState([assumeRecord]);
  expect(firstSeen(seenOf(getObjectRecord, { before }), "bucket")).toBeUndefined();
});

test("a vendor of many networks: nothing is new", () => {
  const many = Array.from({ length: 20 }, (_, i) => ({
    ...getObjectRecord,
    sourceIPAddress: `203.0.${i}.1`,
    eventID: `many-${i}`,
  }));
  expect(first({ ...elsewhere, sourceIPAddress: "192.0.2.1" }, { before: learntState(many) })).toBeUndefined();
});
