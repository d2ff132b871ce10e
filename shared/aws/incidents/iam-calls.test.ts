import { describe, expect, test } from "@jest/globals";
import { IamRefusal } from "../../model/role-image.ts";
import { at, refusing, told } from "./fixture.ts";
import { ask, byName, decoded, refusalKind, unlessGone, write } from "./iam-calls.ts";

const failing = (error: Error) => async () => {
  throw error;
};

describe("what IAM will not do", () => {
  test.each<[string, IamRefusal["kind"] | undefined]>([
    ["NoSuchEntity", "gone"],
    ["NoSuchEntityException", "gone"],
    ["LimitExceededException", "full"],
    ["AccessDenied", "refused"],
    ["AccessDeniedException", "refused"],
    ["UnmodifiableEntityException", "refused"],
    ["PolicyNotAttachableException", "refused"],
    ["MalformedPolicyDocumentException", "malformed"],
    ["InvalidInputException", "malformed"],
    ["ValidationError", "malformed"],
    ["Throttling", undefined],
    ["ServiceFailureException", undefined],
    ["ConcurrentModificationException", undefined],
    ["EntityTemporarilyUnmodifiableException", undefined],
    ["DeleteConflictException", undefined],
    ["toString", undefined],
  ])("%s is %s", async (code, kind) => {
    const error = refusing(code, "of these words");
    expect(refusalKind(error)).toBe(kind);
    const thrown = await ask(failing(error)).catch((one: unknown) => one);
    if (kind === undefined) expect(thrown).toBe(error);
    else expect(thrown).toMatchObject({ name: "IamRefusal", kind, message: `${code}: of these words` });
  });

  test("is told without what may be a secret", async () => {
    const message = `no such thing as ${"k".repeat(60)}`;
    await expect(ask(failing(refusing("AccessDenied", message)))).rejects.toThrow("no such thing as [removed]");
  });
});

describe("a write", () => {
  test("answers IAM's time", async () => expect(await write(async () => told({}))).toBe(at));

  test("that finds its work done answers IAM's time too", async () => {
    expect(await write(failing(refusing("NoSuchEntityException")), "gone")).toBe(at);
    await expect(write(failing(refusing("NoSuchEntityException")))).rejects.toThrow(IamRefusal);
    await expect(write(failing(refusing("LimitExceededException")), "gone")).rejects.toMatchObject({ kind: "full" });
  });

  test("without IAM's time is not taken", async () => {
    await expect(write(async () => ({ $metadata: {} }))).rejects.toThrow("no time");
  });
});

test("what is gone has no answer, and a time", async () => {
  expect(await unlessGone(failing(refusing("NoSuchEntityException")))).toEqual({ answer: undefined, at });
  expect(await unlessGone(async () => told({ is: "there" }))).toMatchObject({ answer: { is: "there" }, at });
  await expect(unlessGone(failing(refusing("Throttling")))).rejects.toMatchObject({ name: "Throttling" });
});

test.each([
  ["encoded", "%7B%22a%22%3A%20%22%25%2B%22%7D", '{"a": "%+"}'],
  ["as it is, escapes in it untouched", '{"a":"%7B+"}', '{"a":"%7B+"}'],
  ["with a plus", "%7B+%7D", "{+}"],
  ["nothing", "", ""],
])("a document %s", (_what, text, expected) => expect(decoded(text)).toBe(expected));

test("names are in the order of their characters, on every machine", () => {
  expect(["b", "a", "B", "a"].toSorted(byName)).toEqual(["B", "a", "a", "b"]);
});
