import { describe, expect, test } from "@jest/globals";
import { contractOf } from "../../detect/signals/support/fixtures.ts";
import { callRecord, seenOf } from "../watch/example-acts.ts";
import { bucketUses } from "./buckets.ts";

const usesOf = (records: readonly object[], contract: ReturnType<typeof contractOf> | undefined) => {
  const collector = bucketUses(contract);
  for (const record of records) {
    const { act, watched } = seenOf(record);
    collector.add(act, watched);
  }
  return collector.list();
};
const uses = (records: readonly object[]) => usesOf(records, contractOf());
const object = (eventName: string, key: string, change: object = {}, bucketName = "auger-acmeorg") =>
  callRecord("s3", eventName, { bucketName, key }, { eventCategory: "Data", ...change });

describe("a bucket", () => {
  test("by what was done to it, with its objects each once", () => {
    const records = [
      object("GetObject", "a", { additionalEventData: { bytesTransferredOut: 100 } }),
      object("GetObject", "a", { additionalEventData: { bytesTransferredOut: 50 } }),
      object("PutObject", "b", { additionalEventData: { bytesTransferredIn: 7 } }),
      object("DeleteObject", "c"),
      object("GetObject", "d", { errorCode: "AccessDenied" }),
    ];
    expect(uses(records)).toMatchObject([
      {
        name: "auger-acmeorg",
        inContract: true,
        count: 5,
        read: 2,
        written: 1,
        deleted: 1,
        denied: 1,
        bytesOut: 150,
        bytesIn: 7,
        objects: 3,
        moreObjects: false,
        samples: ["a", "b", "c"],
      },
    ]);
  });

  test("outside the contract, even once", () => {
    expect(uses([object("GetObject", "a", {}, "payroll")])).toMatchObject([{ name: "payroll", inContract: false }]);
    expect(usesOf([object("GetObject", "a")], undefined)).toMatchObject([{ inContract: null }]);
  });

  test("hostile sizes count as none", () => {
    expect(
      uses([object("GetObject", "a", { additionalEventData: { bytesTransferredOut: -1, bytesTransferredIn: "9" } })]),
    ).toMatchObject([{ bytesOut: 0, bytesIn: 0 }]);
  });
});

test("acts on no bucket, and of other services, are none", () => {
  expect(uses([callRecord("s3", "ListBuckets", {}), callRecord("iam", "GetUser", { bucketName: "x" })])).toEqual([]);
});
