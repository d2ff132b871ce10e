import { expect, test } from "@jest/globals";
import { refuseBorrowed } from "./mark.ts";

test.each([
  [undefined, {}],
  [undefined, { SAGEWARDEN_EXEC: "" }],
  ["base", { SAGEWARDEN_EXEC: "sales" }],
])("--profile %s, %j: originals", (profile, env) => {
  expect(() => refuseBorrowed(profile, env)).not.toThrow();
});

test("borrowed", () => {
  expect(() => refuseBorrowed(undefined, { SAGEWARDEN_EXEC: "sales" })).toThrow(/with "sales".*; allowed: --profile/);
});
