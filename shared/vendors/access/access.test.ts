import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { contractOf } from "../../detect/signals/support/fixtures.ts";
import { assumeRecord, callRecord, getObjectRecord, role, seenOf } from "../watch/example-acts.ts";
import { accessOf } from "./access.ts";

const question = { role, contract: contractOf(), source: { type: "files" }, reach: null, ledger: null } as const;
const reported = (...records: readonly object[]) =>
  accessOf(
    records.map((record) => {
      const { act, watched } = seenOf(record);
      return [act, watched] as const;
    }),
    question,
  );
const secret = callRecord("secretsmanager", "GetSecretValue", { secretId: "prod/db" }, { readOnly: true });
const key = callRecord(
  "iam",
  "CreateAccessKey",
  { userName: "u" },
  {
    readOnly: false,
    responseElements: { accessKey: { accessKeyId: "AKIAMADE", userName: "u", secretAccessKey: "never-shown" } },
  },
);

describe("a report", () => {
  const report = reported(assumeRecord, getObjectRecord, secret, key);

  test("says whose it is and how much there was", () => {
    expect(report).toMatchObject({ vendor: "auger", role, registered: true, acts: 3, denied: 0, reach: null });
  });

  test("has who took it, from where, services, buckets, secrets, changes and what was made", () => {
    expect(report.takenBy).toHaveLength(1);
    expect(report.addresses).toMatchObject([{ name: "198.51.100.7", count: 3 }]);
    expect(report.services.map(({ name }) => name).toSorted()).toEqual(["iam", "s3", "secretsmanager"]);
    expect(report.buckets).toMatchObject([{ name: "auger-acmeorg", read: 1, objects: 1 }]);
    expect(report.secrets).toMatchObject([{ name: "prod/db" }]);
    expect(report.changed).toMatchObject([{ name: "iam CreateAccessKey u" }]);
    expect(report.created).toMatchObject([{ type: "access key", id: "AKIAMADE" }]);
    expect(report.sessions).toMatchObject([{ acts: 3, children: [{ key: "AKIAMADE" }] }]);
  });

  test("shows no secret", () => {
    expect(JSON.stringify(report)).not.toMatch(/never-shown|not-recorded|an-external-id/);
  });
});

test("of nothing: empty, and what could not be seen", () => {
  expect(reported()).toMatchObject({
    acts: 0,
    from: null,
    sessions: [],
    services: [],
    unseen: expect.arrayContaining([expect.any(String)]),
  });
});

test("somebody else's change of the role is no act of the vendor's", () => {
  const { act, watched } = seenOf(callRecord("iam", "PutRolePolicy", { roleName: "vendor-auger" }), { how: "changed" });
  expect(accessOf([[act, watched]], question)).toMatchObject({
    acts: 0,
    editedBy: [{ name: expect.stringContaining("PutRolePolicy") }],
    changed: [],
  });
});

test("whatever a record holds, there is a report", () => {
  const fields = fc.constantFrom(
    "requestParameters",
    "responseElements",
    "additionalEventData",
    "resources",
    "userAgent",
  );
  const hows = fc.constantFrom("session", "assumed", "chained", "minted", "changed");
  fc.assert(
    fc.property(
      fc.constantFrom<object>(getObjectRecord, assumeRecord, key),
      fields,
      fc.anything(),
      hows,
      (record, field, value, how) => {
        const { act, watched } = seenOf({ ...record, [field]: value }, { how: how as "session" });
        expect(() => JSON.stringify(accessOf([[act, watched]], question))).not.toThrow();
      },
    ),
  );
});
