import { expect, test } from "@jest/globals";
import { seenRole } from "./fixtures.ts";
import { hasWord, isVendorKey, vendorNames } from "./vendor-names.ts";

test.each([
  ["its contract", seenRole(), ["auger"]],
  ["the path", seenRole({ contract: "none", role: { tags: {}, path: "/vendor/Acme/" } }), ["acme"]],
  ["a tag", seenRole({ contract: "none", role: { path: "/", tags: { vendor: "Acme" } } }), ["acme"]],
  ["nothing", seenRole({ contract: "none", role: { path: "/", tags: { team: "x" } } }), []],
])("a vendor's name by %s", (_, seen, expected) => {
  expect(vendorNames(seen)).toEqual(expected);
});

test.each([
  ["svc-auger-export", true],
  ["Auger1", true],
  ["augerville", false],
  ["", false],
])("%s has the word: %s", (text, expected) => {
  expect(hasWord(text, "auger")).toBe(expected);
});

test("keys of tags that name a vendor", () => {
  expect(["sagewarden:vendor", "Vendor", "third-party", "vendorId"].map(isVendorKey)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
