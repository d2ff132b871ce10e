import { expect, test } from "@jest/globals";
import { callRecord } from "../../vendors/watch/example-acts.ts";
import { deletionBurst } from "./deletion-burst.ts";
import { nobody, play, quiet } from "./support/fixtures.ts";

const remove = (bucketName: string, eventName = "DeleteObject", change: object = {}) =>
  callRecord("s3", eventName, { bucketName, key: "k" }, { eventCategory: "Data", ...change });

test("the twentieth object within an hour, once", () => {
  expect(play(deletionBurst, Array(51).fill(remove("payroll")))).toEqual([
    { index: 19, severity: "critical", details: [expect.stringContaining("more than 19 objects")] },
  ]);
});

test("one batch is enough", () => {
  expect(play(deletionBurst, [remove("payroll", "DeleteObjects")])).toHaveLength(1);
});

test("without a contract: twenty versions, or ten times as many objects, of which the versions stay", () => {
  const version = callRecord("s3", "DeleteObject", { bucketName: "b", key: "k", versionId: "v" });
  expect(play(deletionBurst, Array(51).fill(version), nobody)).toMatchObject([{ index: 19 }]);
  expect(play(deletionBurst, Array(300).fill(remove("b")), nobody)).toMatchObject([{ index: 190 }]);
  expect(play(deletionBurst, Array(2).fill(remove("b", "DeleteObjects")), nobody)).toMatchObject([{ index: 1 }]);
});

test("where the contract gives it to write, a thousand are its work", () => {
  expect(play(deletionBurst, Array(1_000).fill(remove("auger-acmeorg")))).toEqual([]);
});

test("what was refused deleted nothing", () => {
  expect(play(deletionBurst, Array(60).fill(remove("payroll", "DeleteObject", { errorCode: "AccessDenied" })))).toEqual(
    [],
  );
});

quiet(deletionBurst, [["one object", remove("payroll")]]);
