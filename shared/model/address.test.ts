import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { inRange } from "./address.ts";

test.each([
  ["198.51.100.7", "198.51.100.0/24", true],
  ["198.51.101.7", "198.51.100.0/24", false],
  ["198.51.100.7", "198.51.100.7", true],
  ["198.51.100.7", "0.0.0.0/0", true],
  ["198.51.100.7", "::/0", false],
  ["2001:db8::1", "2001:db8::/32", true],
  ["2001:db9::1", "2001:db8::/32", false],
  ["2001:DB8:0:0:0:0:0:1", "2001:db8::1", true],
  ["::ffff:198.51.100.7", "::ffff:c633:6407/128", true],
  ["::", "::/128", true],
  ["cloudformation.amazonaws.com", "0.0.0.0/0", undefined],
  ["AWS Internal", "0.0.0.0/0", undefined],
  ["198.51.100.07", "0.0.0.0/0", undefined],
  ["198.51.100.256", "0.0.0.0/0", undefined],
  ["1:2:3:4:5:6:7", "::/0", undefined],
  ["1::2::3", "::/0", undefined],
  ["1:2:3:4:5:6:7::8", "::/0", undefined],
  ["12345::", "::/0", undefined],
  ["198.51.100.7", "198.51.100.0/33", undefined],
  ["198.51.100.7", "198.51.100.0/", undefined],
  ["198.51.100.7", "198.51.100.0/24/1", undefined],
  ["198.51.100.7", "", undefined],
])("%s in %s: %s", (address, range, expected) => expect(inRange(address, range)).toBe(expected));

test("an address is in every range of its own beginning, and not in one whose beginning differs", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat({ max: 128 }), (address, length) => {
      const most = address.includes(":") ? 128 : 32;
      expect(inRange(address, `${address}/${Math.min(length, most)}`)).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 1, max: 32 }), (address, length) => {
      const value = address.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);
      const other = value ^ (1n << BigInt(32 - length));
      const text = [24n, 16n, 8n, 0n].map((shift) => String((other >> shift) & 255n)).join(".");
      expect(inRange(text, `${address}/${length}`)).toBe(false);
    }),
  );
});
