import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { actOf, assumeRecord, callRecord, getObjectRecord, role, vendorAccount } from "../watch/example-acts.ts";
import { tallyOf } from "./usage.ts";

const usageOf = (records: readonly object[]) => {
  const tally = tallyOf(role);
  for (const record of records) tally.add(actOf(record));
  return tally.usage();
};
const plain = (map: ReadonlyMap<string, unknown>) => Object.fromEntries(map);
const read = (key: string) => ({ ...getObjectRecord, requestParameters: { bucketName: "auger-acmeorg", key } });

test("who took the role, and what a session did", () => {
  const usage = usageOf([assumeRecord, getObjectRecord]);
  expect(usage).toMatchObject({
    ...{ first: "2026-07-01T10:00:00Z", last: "2026-07-01T10:05:00Z", taken: 1, withExternalId: 1, longest: 3_600 },
    ...{ acts: 1, denied: 0, hasData: true },
  });
  expect(plain(usage.seen.account)).toEqual({ [vendorAccount]: 1 });
  expect(plain(usage.seen["session-name"])).toEqual({ "auger-7": 1 });
  expect(plain(usage.seen.service)).toEqual({ s3: 1 });
  expect(plain(usage.seen.hour)).toEqual({ "10": 1 });
  expect(plain(usage.seen.address)).toEqual({ "198.51.100.7": 2 });
  expect(plain(usage.buckets)).toEqual({ "auger-acmeorg": { reads: 1, writes: 0, folder: "in/" } });
});

test("the external id is not kept", () => {
  expect(JSON.stringify([...Object.values(usageOf([assumeRecord])).map(String)])).not.toContain("an-external-id");
});

test.each<[string, object[], object]>([
  [
    "a denied call is no use",
    [{ ...getObjectRecord, errorCode: "AccessDenied" }],
    { acts: 0, denied: 1, hasData: false },
  ],
  [
    "a refused try to take it is nothing",
    [{ ...assumeRecord, errorCode: "AccessDenied" }],
    { taken: 0, first: undefined },
  ],
  [
    "others' records are nothing",
    [{ ...getObjectRecord, userIdentity: { type: "Root", accountId: "1" } }],
    { acts: 0 },
  ],
  ["a session of another role", [{ ...assumeRecord, requestParameters: { roleArn: `${role}-2` } }], { taken: 0 }],
  [
    "the length that was given counts where none was asked for",
    [{ ...assumeRecord, requestParameters: { roleArn: role } }],
    { longest: 3_600, withExternalId: 0 },
  ],
])("%s", (_, records, expected) => expect(usageOf(records)).toMatchObject(expected));

test("a record without the issuer is the role's by its name", () => {
  const { sessionContext: _, ...identity } = getObjectRecord.userIdentity;
  expect(usageOf([{ ...getObjectRecord, userIdentity: identity }]).acts).toBe(1);
});

test("roles that it takes and secrets that it reads", () => {
  const other = "arn:aws:iam::111122223333:role/hub-1";
  const usage = usageOf([
    callRecord("sts", "AssumeRole", { roleArn: other }),
    callRecord("sts", "GetCallerIdentity", {}),
    callRecord("secretsmanager", "GetSecretValue", { secretId: "vendor/x" }),
  ]);
  expect(plain(usage.seen.assumed)).toEqual({ [other]: 1 });
  expect(plain(usage.seen.secret)).toEqual({ "vendor/x": 1 });
  expect(plain(usage.seen.service)).toEqual({ secretsmanager: 1 });
});

test.each([
  [["in/a/1.csv", "in/a/2.csv"], "in/a/"],
  [["in/a/1.csv", "in/b/2.csv"], "in/"],
  [["in/1.csv", "2.csv"], ""],
  [["in/", "out/"], ""],
])("%j are in %j", (keys, folder) =>
  expect(usageOf(keys.map(read)).buckets.get("auger-acmeorg")).toMatchObject({ folder }),
);

test("the folder is the beginning of every key", () => {
  const key = fc.string({ unit: fc.constantFrom("a", "b", "/"), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(key, { minLength: 1 }), (keys) => {
      const folder = usageOf(keys.map(read)).buckets.get("auger-acmeorg")?.folder ?? "none";
      expect(folder === "" || folder.endsWith("/")).toBe(true);
      for (const each of keys) expect(each.startsWith(folder)).toBe(true);
    }),
  );
});
