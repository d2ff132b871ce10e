import { expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { hasSecret } from "./secrets-manager.ts";

const place = { region: "us-east-1" };
const answers = (answer: object) => fakeClient({ DescribeSecret: answer });
const error = (name: string) => Object.assign(new Error(), { name });

test.each([
  ["one that is there", { Name: "s" }, true],
  ["one that is about to be deleted", { Name: "s", DeletedDate: new Date(0) }, false],
  ["none", error("ResourceNotFoundException"), false],
])("%s", async (_, answer, expected) => {
  expect(await hasSecret("s", place, answers(answer))).toBe(expected);
});

test("a refusal is not an answer", async () => {
  await expect(hasSecret("s", place, answers(error("AccessDeniedException")))).rejects.toThrow();
});
