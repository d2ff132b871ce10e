import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { inRange } from "../../model/address.ts";
import { isPublic, networkOf } from "./address.ts";

test.each([
  ["198.51.100.7", true],
  ["10.1.2.3", false],
  ["172.31.0.1", false],
  ["172.32.0.1", true],
  ["100.64.0.1", false],
  ["127.0.0.1", false],
  ["fd00::1", false],
  ["::1", false],
  ["2600::1", true],
  ["AWS Internal", false],
])("%s is public: %s", (address, is) => expect(isPublic(address)).toBe(is));

test.each([
  ["198.51.100.7", "198.51.100.0/24"],
  ["2001:db8:1:2::9", "2001:db8:1::/48"],
  ["s3.amazonaws.com", undefined],
])("the network of %s is %s", (address, network) => expect(networkOf(address)).toBe(network));

test("an address lies in the network that it belongs to", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => inRange(address, networkOf(address) ?? "") === true),
  );
});
