import { expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { policyOfBucket, readObject, versioningOf } from "./s3.ts";

const place = { region: "us-east-1" };

test("an object by its URL", async () => {
  const client = fakeClient({ GetObject: { Body: { transformToString: async () => "text" } } });
  expect(await readObject("https://s3.us-east-1.amazonaws.com/bucket/a/b%20c.json", place, client)).toBe("text");
  expect(client.sent[0]?.input).toEqual({ Bucket: "bucket", Key: "a/b c.json" });
});

test.each([
  [{ Status: "Enabled" }, "Enabled"],
  [{}, undefined],
])("versioning: %j", async (answer, expected) => {
  const client = fakeClient({ GetBucketVersioning: answer });
  expect(await versioningOf("bucket", place, client)).toBe(expected);
});

test("a bucket's policy, and a bucket without one", async () => {
  const none = Object.assign(new Error("none"), { name: "NoSuchBucketPolicy" });
  const client = fakeClient({ GetBucketPolicy: [{ Policy: "{}" }, none, new Error("denied")] });
  expect(await policyOfBucket("bucket", place, client)).toBe("{}");
  expect(await policyOfBucket("bucket", place, client)).toBeUndefined();
  await expect(policyOfBucket("bucket", place, client)).rejects.toThrow("denied");
});
