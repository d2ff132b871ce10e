import { expect, test } from "@jest/globals";
import { getObjectRecord, seenOf } from "../../vendors/watch/example-acts.ts";
import { madePrincipalActs } from "./made-principal-acts.ts";

const minted = { how: "minted", via: "key:AKIAMADE" } as const;

test("told, and once a day for each", () => {
  const first = seenOf(getObjectRecord, minted);
  expect(madePrincipalActs.detect(first)).toEqual(["key:AKIAMADE, made by the role, called s3:GetObject"]);
  const again = (change: object) =>
    seenOf({ ...getObjectRecord, eventID: "again" }, { ...minted, ...change, before: first.after });
  expect(madePrincipalActs.detect(again({}))).toEqual([]);
  expect(madePrincipalActs.detect(again({ via: "key:AKIAOTHER" }))).toHaveLength(1);
});
test("the role's own session is no concern", () =>
  expect(madePrincipalActs.detect(seenOf(getObjectRecord))).toBeUndefined());

test.each([
  [true, "high"],
  [false, "medium"],
])("registered %s: %s", (registered, severity) => {
  expect(madePrincipalActs.severityOf?.(seenOf(getObjectRecord, { ...minted, registered }))).toBe(severity);
});
