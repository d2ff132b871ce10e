import { expect, test } from "@jest/globals";
import { getObjectRecord, learntState, seenOf, vendorSettings } from "../../vendors/watch/example-acts.ts";
import { addressFirstSeen } from "./address-first-seen.ts";

const settings = vendorSettings({ sourceIps: [] });
const from = (sourceIPAddress: string, before = learntState()) => {
  const seen = seenOf({ ...getObjectRecord, sourceIPAddress }, { before, settings });
  return [addressFirstSeen.detect(seen), addressFirstSeen.severityOf?.(seen)];
};
const several = ["198.51.100.7", "192.0.2.7", "203.0.113.7", "198.18.0.7"].map((sourceIPAddress, i) => ({
  ...getObjectRecord,
  sourceIPAddress,
  eventID: `from-${i}`,
}));

test("another network", () => {
  expect(from("203.0.113.9")).toEqual([["from 203.0.113.9, a network that the role never came from"], "medium"]);
});
test("another address of the usual network", () => expect(from("198.51.100.250")[0]).toEqual([]));
test("a private address is no concern", () => expect(from("10.0.0.1")[0]).toBeUndefined());
test("a role of several networks: low", () => {
  expect(from("100.20.0.9", learntState(several))).toEqual([[expect.stringContaining("100.20.0.9")], "low"]);
});
test("agreed addresses say it for certain", () => {
  const seen = seenOf({ ...getObjectRecord, sourceIPAddress: "203.0.113.9" }, { before: learntState() });
  expect(addressFirstSeen.detect(seen)).toBeUndefined();
});
