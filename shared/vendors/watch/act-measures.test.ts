import { expect, test } from "@jest/globals";
import { actMeasures } from "./act-measures.ts";
import { callRecord, getObjectRecord, seenOf } from "./example-acts.ts";

const counts = (record: object, how: "session" | "changed" = "session") => {
  const { act, watched } = seenOf(record, { how });
  return Object.fromEntries(
    actMeasures.flatMap(({ id, of }) => (of(act, watched) === undefined ? [] : [[id, of(act, watched)]])),
  );
};
const s3 = (eventName: string, bucketName: string, change: object = {}) =>
  callRecord("s3", eventName, { bucketName, key: "k" }, { eventCategory: "Data", ...change });

test.each([
  ["a read of its own", getObjectRecord, { "bytes-out": { count: 1_024 }, "objects-read": { count: 1 } }],
  [
    "another's bucket",
    callRecord("s3", "GetBucketAcl", { bucketName: "payroll" }),
    { "buckets-asked": { values: ["payroll"] } },
  ],
  ["a deletion of its own", s3("DeleteObject", "auger-acmeorg"), { "own-deletions": { count: 1 } }],
  ["a batch elsewhere", s3("DeleteObjects", "payroll"), { deletions: { count: 1_000 } }],
  [
    "a refused deletion",
    s3("DeleteObject", "payroll", { errorCode: "AccessDenied" }),
    { denials: { values: ["s3 DeleteObject"] } },
  ],
  ["a look around", callRecord("iam", "ListRoles", null), { discovery: { values: ["iam ListRoles"] } }],
  [
    "a guess",
    callRecord("iam", "UpdateAssumeRolePolicy", null, { errorCode: "MalformedPolicyDocumentException" }),
    { "malformed-principals": { count: 1 } },
  ],
  ["nothing of these", callRecord("iam", "TagRole", {}), {}],
])("%s", (_, record, expected) => expect(counts(record)).toEqual(expected));

test("what somebody else does is not counted", () => {
  expect(counts(getObjectRecord, "changed")).toEqual({});
});

test("ids are each their own", () => {
  const ids = actMeasures.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
