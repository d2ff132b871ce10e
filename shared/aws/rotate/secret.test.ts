import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { externalIdSecret } from "./secret.ts";

const name = "sagewarden/vendor/auger/external-id";
const of = (table: Parameters<typeof fakeClient>[0]) => {
  const client = fakeClient(table);
  return { secret: externalIdSecret(name, { region: "us-east-1" }, client as never), sent: client.sent };
};
const current = { VersionId: "one", VersionStages: ["AWSCURRENT"] };
const created = new Date("2026-11-29T12:00:00Z");

describe("its versions", () => {
  test.each<[string, object[], object | undefined]>([
    ["one", [current], { current: "one", pending: undefined }],
    [
      "two",
      [{ VersionId: "two", VersionStages: ["AWSPENDING"], CreatedDate: created }, current],
      { current: "one", pending: { id: "two", at: "2026-11-29T12:00:00.000Z" } },
    ],
    [
      "both labels on one",
      [{ VersionId: "two", VersionStages: ["AWSPENDING", "AWSCURRENT"], CreatedDate: created }],
      { current: "two", pending: { id: "two", at: "2026-11-29T12:00:00.000Z" } },
    ],
    ["none", [], undefined],
  ])("%s", async (_what, Versions, expected) => {
    expect(await of({ ListSecretVersionIds: { Versions } }).secret.versions()).toEqual(expected);
  });

  test("of no secret", async () => {
    const gone = Object.assign(new Error("gone"), { name: "ResourceNotFoundException" });
    expect(await of({ ListSecretVersionIds: gone }).secret.versions()).toBeUndefined();
    await expect(of({ ListSecretVersionIds: new Error("throttled") }).secret.versions()).rejects.toThrow("throttled");
  });
});

describe("a new value", () => {
  test("is made by Secrets Manager, as a version that is not current", async () => {
    const { secret, sent } = of({ GetRandomPassword: { RandomPassword: "aB3".padEnd(40, "x") }, PutSecretValue: {} });
    await secret.makePending();
    expect(sent.map(({ input }) => input)).toEqual([
      { PasswordLength: 40, ExcludePunctuation: true },
      { SecretId: name, SecretString: "aB3".padEnd(40, "x"), VersionStages: ["AWSPENDING"] },
    ]);
  });

  test("of another form is not stored", async () => {
    const { secret, sent } = of({ GetRandomPassword: { RandomPassword: "short!" } });
    await expect(secret.makePending()).rejects.toThrow("40 letters and digits");
    expect(sent).toHaveLength(1);
  });
});

test("labels move", async () => {
  const { secret, sent } = of({ UpdateSecretVersionStage: {} });
  await secret.promote({ current: "one", pending: "two" });
  await secret.forgetPending("two");
  expect(sent.map(({ input }) => input)).toEqual([
    { SecretId: name, VersionStage: "AWSCURRENT", MoveToVersionId: "two", RemoveFromVersionId: "one" },
    { SecretId: name, VersionStage: "AWSPENDING", RemoveFromVersionId: "two" },
  ]);
});

test("a value is read by its version", async () => {
  const { secret, sent } = of({ GetSecretValue: { SecretString: "abc" } });
  expect(await secret.value("one")).toBe("abc");
  expect(sent).toEqual([{ operation: "GetSecretValue", input: { SecretId: name, VersionId: "one" } }]);
});
