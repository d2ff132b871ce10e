import { expect, test } from "@jest/globals";
import { augersRole, seenWith, settingsWith } from "../../vendors/fixture.ts";
import { said } from "./fixture.ts";
import { sessionLongerThanContract as rule } from "./session-longer-than-contract.ts";

const seen = (maxSession: number | undefined) => seenWith([{ ...augersRole, maxSession }]);

test.each([
  [3_600, "clean"],
  [3_601, "medium role -"],
  [43_200, "medium role -"],
  [undefined, "unknown: session length"],
])("%s seconds: %s", (seconds, expected) => expect(said(rule, seen(seconds))).toBe(expected));

test("the contract may allow more", () => {
  const settings = settingsWith(
    "{ auger: { accounts: ['999988887777'], roleArn: 'arn:aws:iam::111122223333:role/vendor/auger/vendor-auger', maxSession: PT12H } }",
  );
  expect(said(rule, seenWith([{ ...augersRole, maxSession: 43_200 }], settings))).toBe("clean");
});

test("without a contract an hour is usual", () => {
  const role = { ...augersRole, arn: "arn:aws:iam::111122223333:role/x", path: "/", tags: {} };
  const of = (maxSession: number) => said(rule, seenWith([{ ...role, maxSession }], settingsWith("{}")));
  expect([of(3_600), of(7_200)]).toEqual(["clean", "low role -"]);
});
