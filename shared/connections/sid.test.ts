import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { connectionOfSid, sidOf } from "./sid.ts";

test.each([
  ["sales", "SagewardenConnectionsales"],
  ["sales-data", "SagewardenConnectionsalesx2ddata"],
  ["xx", "SagewardenConnectionx78x78"],
  ["X9", "SagewardenConnectionX9"],
])("%s is %s", (name, sid) => {
  expect(sidOf(name)).toBe(sid);
  expect(connectionOfSid(sid)).toBe(name);
});

test("each name comes back, and a Sid has letters and digits only", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,47}$/), (name) => {
      expect(sidOf(name)).toMatch(/^[A-Za-z0-9]+$/);
      expect(connectionOfSid(sidOf(name))).toBe(name);
    }),
  );
});

test.each([
  "",
  "SagewardenConnection",
  "Sales",
  "SagewardenConnectionx",
  "SagewardenConnectionx6",
  "SagewardenConnectionx61",
  "SagewardenConnectiona-b",
  "SagewardenConnectionx2D",
])("%p is of no connection", (sid) => {
  expect(connectionOfSid(sid)).toBeUndefined();
});
