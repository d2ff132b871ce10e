import { describe, expect, test } from "@jest/globals";
import { allow, deny, named } from "../policy/fixtures.ts";
import { driftOf, lockOf } from "./drift.ts";

const names = { sagemaker: "CreateApp DeleteApp DeleteModel", s3: "GetObject" };
const more = { ...names, sagemaker: `${names.sagemaker} CreateSuperApp` };
const documents = [
  named("studio/read-only.json", "identity", [{ ...allow(["sagemaker:*App", "s3:GetObject", "*"]), Sid: "Apps" }]),
  named("studio/developer.json", "identity", [allow("sagemaker:Delete*"), deny("sagemaker:Create*")]),
];
const lock = lockOf(documents, names, "1");

test("the lock", () => {
  expect(lock).toEqual({
    version: "1",
    patterns: {
      "sagemaker:*App": ["sagemaker:CreateApp", "sagemaker:DeleteApp"],
      "sagemaker:Create*": ["sagemaker:CreateApp"],
      "sagemaker:Delete*": ["sagemaker:DeleteApp", "sagemaker:DeleteModel"],
    },
    documents: {
      "studio/developer.json": { "statement 0": ["sagemaker:Delete*"], "statement 1": ["sagemaker:Create*"] },
      "studio/read-only.json": { Apps: ["sagemaker:*App"] },
    },
  });
});

describe("what is caught since", () => {
  test("nothing", () => expect(driftOf(documents, lock, names)).toEqual([]));

  test("a catalogue with one action more: its name, document and statement", () => {
    expect(driftOf(documents, lock, more)).toEqual([
      {
        statement: { policy: "studio/read-only.json", index: 0, sid: "Apps" },
        ...{ effect: "Allow", pattern: "sagemaker:*App", action: "sagemaker:CreateSuperApp" },
      },
      {
        statement: { policy: "studio/developer.json", index: 1, sid: undefined },
        ...{ effect: "Deny", pattern: "sagemaker:Create*", action: "sagemaker:CreateSuperApp" },
      },
    ]);
  });

  test("an action that is no more", () => {
    expect(driftOf(documents, lock, { ...names, sagemaker: "CreateApp" })).toEqual([]);
  });

  test("a wildcard in a statement that did not have it, and a new one", () => {
    const changed = [named("studio/developer.json", "identity", [allow(["sagemaker:*App", "sagemaker:C*"])])];
    expect(driftOf(changed, lock, names).map(({ pattern, action }) => [pattern, action])).toEqual([
      ["sagemaker:*App", undefined],
      ["sagemaker:C*", undefined],
    ]);
  });

  test("a document that was not there", () => {
    expect(driftOf([named("constructor", "identity", [allow("s3:*")])], lock, names)).toHaveLength(1);
  });

  test("an account's documents have names of their own: the wildcard counts", () => {
    const account = [named("arn:aws:iam::1:policy/p", "identity", [allow(["sagemaker:*App", "sagemaker:C*"])])];
    const found = driftOf(account, lock, more, true).map(({ pattern, action }) => [pattern, action]);
    expect(found).toEqual([
      ["sagemaker:*App", "sagemaker:CreateSuperApp"],
      ["sagemaker:C*", undefined],
    ]);
  });

  test("no service whose names are not known", () => {
    expect(driftOf([named("a.json", "identity", [allow(["braket:*", "*"])])], lock, names)).toEqual([]);
  });
});

test("a NotAction too: what it leaves out is caught by its pattern", () => {
  const but = named("a.json", "identity", [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }]);
  expect(lockOf([but], names, "1").patterns).toEqual({ "s3:*": ["s3:GetObject"] });
});
