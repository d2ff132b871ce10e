import { expect, test } from "@jest/globals";
import { assumeRecord, callRecord, role, sessionKey, vendorIdentity } from "../watch/example-acts.ts";
import { type AccessLookup, walkRecords } from "./walk.ts";

const named = { arn: role, name: "vendor-auger" };
const chain = callRecord(
  "sts",
  "AssumeRole",
  { roleArn: "arn:aws:iam::111122223333:role/hub" },
  { responseElements: { credentials: { accessKeyId: "ASIAHUB" } } },
);
const made = callRecord(
  "iam",
  "CreateAccessKey",
  {},
  {
    userIdentity: { ...vendorIdentity, accessKeyId: "ASIAHUB" },
    responseElements: { accessKey: { accessKeyId: "AKIAMADE" } },
  },
);
const byMade = callRecord("s3", "ListBuckets", {}, { userIdentity: { type: "IAMUser", accessKeyId: "AKIAMADE" } });

const table: Readonly<Record<string, readonly unknown[]>> = {
  [role]: [assumeRecord],
  [sessionKey]: [chain],
  ASIAHUB: [made],
  AKIAMADE: [byMade],
};
const lookup =
  (asked: string[] = []): AccessLookup =>
  async (region, { value }) => {
    asked.push(`${region} ${value}`);
    return region === "eu-west-1" ? (table[value] ?? []) : [];
  };

test("from the role to its sessions, to those taken from them, and to the keys that they made", async () => {
  const asked: string[] = [];
  const { records, isComplete } = await walkRecords(named, ["eu-west-1", "us-east-1"], lookup(asked));
  expect(records).toEqual([assumeRecord, chain, made, byMade]);
  expect(isComplete).toBe(true);
  expect(asked.filter((text) => text.startsWith("us-east-1"))).toEqual([
    `us-east-1 ${role}`,
    "us-east-1 vendor-auger",
    `us-east-1 ${sessionKey}`,
    "us-east-1 ASIAHUB",
    "us-east-1 AKIAMADE",
  ]);
});

test("what is known already is asked for, too", async () => {
  const { records } = await walkRecords({ arn: "x", name: "x" }, ["eu-west-1"], lookup(), ["ASIAHUB"]);
  expect(records).toEqual([made, byMade]);
});

test("records that only name the role lead nowhere", async () => {
  const other = { ...assumeRecord, requestParameters: { roleArn: "arn:aws:iam::111122223333:role/other" } };
  const { records } = await walkRecords(named, ["eu-west-1"], async (_, { value }) => (value === role ? [other] : []));
  expect(records).toEqual([other]);
});

test("a limit is said", async () => {
  const many = Array.from({ length: 1_000 }, () => callRecord("s3", "ListBuckets"));
  expect(
    (await walkRecords(named, ["eu-west-1"], async (_, { value }) => (value === role ? many : []))).isComplete,
  ).toBe(false);
});

test("more keys than are asked for are said", async () => {
  const issue = (n: number) => ({ ...assumeRecord, responseElements: { credentials: { accessKeyId: `ASIA${n}` } } });
  const records = Array.from({ length: 300 }, (_, n) => issue(n));
  let asked = 0;
  const { isComplete } = await walkRecords(named, ["eu-west-1"], async (_, { key, value }) => {
    if (key === "AccessKeyId") asked += 1;
    return value === role ? records : [];
  });
  expect({ isComplete, asked }).toEqual({ isComplete: false, asked: 200 });
});

test.each([[null], ["text"], [[]], [{ responseElements: { credentials: 5 } }]])(
  "a record that is none leads nowhere: %j",
  async (record) => {
    await expect(walkRecords(named, ["eu-west-1"], async () => [record])).resolves.toMatchObject({ isComplete: true });
  },
);
