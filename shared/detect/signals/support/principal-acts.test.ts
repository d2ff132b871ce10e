import { expect, test } from "@jest/globals";
import { assumeRecord, getObjectRecord, seenOf, vendorIdentity } from "../../../vendors/watch/example-acts.ts";
import { addressOf, isCall } from "./principal-acts.ts";

test.each([
  ["a session", getObjectRecord, {}, true, "198.51.100.7"],
  ["who takes the role", assumeRecord, {}, true, "198.51.100.7"],
  ["who changes the role", getObjectRecord, { how: "changed" }, false, undefined],
  [
    "a service for the session",
    { ...getObjectRecord, userIdentity: { ...vendorIdentity, invokedBy: "athena.amazonaws.com" } },
    {},
    false,
    undefined,
  ],
  ["a service, by its host's name", { ...getObjectRecord, sourceIPAddress: "ec2.amazonaws.com" }, {}, false, undefined],
  ["a service, unnamed", { ...getObjectRecord, sourceIPAddress: "AWS Internal" }, {}, false, undefined],
  ["another host's name", { ...getObjectRecord, sourceIPAddress: "a.host" }, {}, true, undefined],
  ["a function that it made", getObjectRecord, { how: "minted", via: "worker:1:r/f" }, true, undefined],
  ["a key that it made", getObjectRecord, { how: "minted", via: "key:AKIA" }, true, "198.51.100.7"],
] as const)("%s", (_what, record, watched, calls, address) => {
  const seen = seenOf(record, watched);
  expect(isCall(seen)).toBe(calls);
  expect(addressOf(seen)).toBe(address);
});
