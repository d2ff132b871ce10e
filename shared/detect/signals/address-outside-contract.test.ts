import { expect, test } from "@jest/globals";
import { assumeRecord, getObjectRecord, says, vendorSettings } from "../../vendors/watch/example-acts.ts";
import { addressOutsideContract } from "./address-outside-contract.ts";

const from = (sourceIPAddress: string, record: object = getObjectRecord) => ({ ...record, sourceIPAddress });

test.each([
  ["agreed", from("198.51.100.200"), 0],
  ["another", from("203.0.113.9"), 1],
  ["another, where the role is taken", from("203.0.113.9", assumeRecord), 1],
  ["another, denied", { ...from("203.0.113.9"), errorCode: "AccessDenied" }, 1],
  ["private", from("10.0.0.7"), 1],
  ["of version 6", from("2001:db8::1"), 1],
])("%s", (_what, record, count) => expect(says(addressOutsideContract, record)).toHaveLength(count));

test.each([
  ["a service's name", from("athena.amazonaws.com"), {}],
  ["no addresses agreed", from("203.0.113.9"), { settings: vendorSettings({ sourceIps: [] }) }],
])("does not concern %s", (_what, record, seen) => expect(says(addressOutsideContract, record, seen)).toBeUndefined());
