import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { makeSeal } from "./seal.ts";

const salt = Buffer.alloc(32, 1);
const { seal, open } = makeSeal("secret", salt);
const anyText = fc.string({ unit: "grapheme" });

test("what is sealed opens under its name, and tells nothing before", () => {
  fc.assert(
    fc.property(anyText, anyText, (name, text) => {
      expect(open(name, seal(name, text))).toBe(text);
      expect(seal(name, text)).not.toEqual(seal(name, text));
    }),
  );
  expect(seal("a", "a long enough secret").toString("latin1")).not.toContain("secret");
});

test("one bit altered, cut off or added: nothing", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.integer({ min: 0, max: 7 }), (text, place, bit) => {
      const sealed = seal("a", text);
      const altered = Buffer.from(sealed);
      const at = place % sealed.length;
      altered[at] = (altered[at] ?? 0) ^ (1 << bit);
      expect(open("a", altered)).toBeUndefined();
      expect(open("a", sealed.subarray(0, at))).toBeUndefined();
      expect(open("a", Buffer.concat([sealed, Buffer.of(bit)]))).toBeUndefined();
    }),
  );
});

test.each([
  ["another name", "b", { open }],
  ["another secret", "a", makeSeal("secret2", salt)],
  ["another machine's key", "a", makeSeal("secret", Buffer.alloc(32, 2))],
])("%s: nothing", (_what, name, other) => {
  expect(other.open(name, seal("a", "text"))).toBeUndefined();
});

test("whatever bytes are there: nothing, and no error", () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => open("a", Buffer.from(bytes)) === undefined));
});
