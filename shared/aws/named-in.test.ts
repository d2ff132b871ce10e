import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { namedIn } from "./named-in.ts";

const role = { arn: "arn:aws:iam::111122223333:role/vendor-acme", id: "AROAACME" };
const policy = (AWS: string) => JSON.stringify({ Statement: [{ Principal: { AWS } }] });
const other = (name: string, AWS: string) => ({
  Arn: `arn:aws:iam::111122223333:role/${name}`,
  AssumeRolePolicyDocument: encodeURIComponent(policy(AWS)),
});
const denied = Object.assign(new Error("not you"), { name: "AccessDenied" });
const reads = (iam: object, s3: object) => ({
  iam: fakeClient(iam as never),
  s3: fakeClient(s3 as never),
  sleep: async () => undefined,
});

test("trusts of other roles and policies of buckets, over all pages", async () => {
  const { found, unread } = await namedIn(
    role,
    reads(
      {
        GetAccountAuthorizationDetails: [
          { RoleDetailList: [other("hub", role.arn), other("x", "AROAX")], IsTruncated: true, Marker: "m" },
          { RoleDetailList: [other("late", role.id), other("vendor-acme", role.arn)] },
        ],
      },
      {
        ListBuckets: { Buckets: [{ Name: "data" }, { Name: "closed" }] },
        GetBucketPolicy: [{ Policy: policy(role.arn) }, denied],
      },
    ),
  );
  expect(found).toEqual([
    { where: "trust of arn:aws:iam::111122223333:role/hub", as: role.arn },
    { where: "trust of arn:aws:iam::111122223333:role/late", as: role.id },
    { where: "policy of arn:aws:s3:::data", as: role.arn },
  ]);
  expect(unread).toEqual([
    expect.stringContaining("GetBucketPolicy closed cannot be read"),
    expect.stringContaining("nobody asked them"),
  ]);
});

test("what cannot be read is told, and never thrown", async () => {
  const { found, unread } = await namedIn(
    role,
    reads({ GetAccountAuthorizationDetails: denied }, { ListBuckets: denied }),
  );
  expect(found).toEqual([]);
  expect(unread).toHaveLength(3);
});

test("what takes too long is left, and told", async () => {
  const never = { send: () => new Promise<never>(() => undefined), sent: [] };
  const slow = { ...reads({}, { ListBuckets: { Buckets: [] } }), iam: never as never };
  const { unread } = await namedIn(role, slow, 5);
  expect(unread[0]).toBe("trust policies of other roles: not all were read within 0.005 s");
});
