import { describe, expect, test } from "@jest/globals";
import { callRecord } from "../../../vendors/watch/example-acts.ts";
import { actSignal, lookSignal } from "./act-signal.ts";
import { judge, registeredFor } from "./fixtures.ts";
import { operations } from "./operations.ts";

const words = {
  id: "x",
  severity: "critical",
  why: "w",
  blind: "b",
  falsePositives: "f",
  attack: ["T1"],
  needs: "management",
} as const;
const table = operations({ critical: { iam: ["CreateUser"] }, medium: { iam: ["CreatePolicy"] } });
const user = callRecord("iam", "CreateUser", { userName: "bob" });
const failed = { ...user, errorCode: "AccessDenied" };

describe("a table alone", () => {
  const signal = actSignal({ ...words, operations: table });

  test.each([
    ["as the table says", user, {}, "critical"],
    ["another row", callRecord("iam", "CreatePolicy"), {}, "medium"],
    ["failed", failed, {}, "high"],
    ["declared", user, registeredFor("iam"), "low"],
    ["declared and failed", failed, registeredFor("iam"), "low"],
  ])("%s", (_, record, seen, severity) => expect(judge(signal, record, seen)).toMatchObject({ severity }));

  test("does not concern other operations, nor who is not the vendor", () => {
    expect(judge(signal, callRecord("iam", "GetUser"))).toBe("no concern");
    expect(judge(signal, user, { how: "changed" })).toBe("no concern");
    expect(judge(signal, user, { how: "assumed" })).toBe("no concern");
  });

  test("says what, on what and how it failed", () => {
    expect(judge(signal, failed)).toMatchObject({ details: ["iam CreateUser on bob: tried, AccessDenied"] });
  });
});

describe("a closer look", () => {
  test("may find the act clean", () => {
    expect(judge(actSignal({ ...words, operations: table, look: () => undefined }), user)).toBe("clean");
  });

  test("knows the table's severity, and may say another, and that no contract covers it", () => {
    const look = (_: unknown, gravity: string) =>
      gravity === "critical" ? ({ covered: false, severity: "high", note: "n" } as const) : {};
    const signal = actSignal({ ...words, operations: table, look });
    expect(judge(signal, user, registeredFor("iam"))).toEqual({
      severity: "high",
      details: ["iam CreateUser on bob; n"],
    });
    expect(judge(signal, callRecord("iam", "CreatePolicy"))).toMatchObject({ severity: "medium" });
  });

  test("needs no table", () => {
    const signal = lookSignal({ ...words, concerns: ({ service }) => service === "iam", look: () => ({}) });
    expect(judge(signal, callRecord("iam", "GetUser"))).toMatchObject({ severity: "critical" });
    expect(judge(signal, callRecord("s3", "GetObject"))).toBe("no concern");
  });
});
