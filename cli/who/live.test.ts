import { describe, expect, test } from "@jest/globals";
import { account, lookupsOf, settingsWith } from "#shared/attribute/fixtures.ts";
import { keyId, now, salesRole, session } from "./fixture.ts";
import { type Edges, readsOfAccount } from "./live.ts";

const denied = (): Promise<never> => Promise.reject(Object.assign(new Error("no"), { name: "AccessDeniedException" }));
const settings = settingsWith({ region: ["eu-west-1", "us-east-1"] });

const edges = (change: Partial<Edges> = {}): Edges => ({
  ...{ caller: { account, partition: "aws" }, now, records: async () => [] },
  ledger: { sessions: lookupsOf({ sessions: [session()] }), issue: async () => undefined },
  ...{ userOfKey: async () => undefined, accountOfKey: async () => undefined },
  ...change,
});

/** The AssumeRole record of a key, as LookupEvents answers it. */
const record = (accessKeyId: string) => ({
  ...{ eventVersion: "1.11", eventSource: "sts.amazonaws.com", eventName: "AssumeRole", eventType: "AwsApiCall" },
  ...{ eventID: "33333333-3333-4333-8333-333333333333", eventTime: "2026-03-01T10:00:00Z", awsRegion: "us-east-1" },
  ...{ recipientAccountId: account, userIdentity: { type: "IAMUser", userName: "alice-iam", accountId: account } },
  requestParameters: { roleArn: salesRole, roleSessionName: "alice" },
  responseElements: { credentials: { accessKeyId, expiration: "Mar 1, 2026, 11:00:00 AM" } },
});

describe("a session", () => {
  test("of the ledger: LookupEvents is not asked", async () => {
    const reads = readsOfAccount(settings, edges({ records: denied }));
    expect(await reads.lookups.sessionByKey(keyId)).toEqual(session());
    expect(reads.notes).toEqual([]);
  });

  test("that the ledger has no more is in the records, of the region where it was issued", async () => {
    const asked: string[] = [];
    const records = async (id: string, region: string) => {
      asked.push(`${id} ${region}`);
      return region === "us-east-1"
        ? [{ eventName: "PutObject" }, record("ASIAOTHER00000000001"), record("ASIAOLD0000000000001")]
        : [null, 5];
    };
    const { lookups } = readsOfAccount(settings, edges({ records }));
    expect(await lookups.sessionByKey("ASIAOLD0000000000001")).toMatchObject({ roleArn: salesRole, name: "alice" });
    expect(asked).toEqual(["ASIAOLD0000000000001 eu-west-1", "ASIAOLD0000000000001 us-east-1"]);
    expect(await lookups.sessionByKey("ASIANOBODY0000000001")).toBeUndefined();
  });

  test("where nothing is deployed: the records alone", async () => {
    const reads = readsOfAccount(settings, edges({ ledger: undefined, records: async () => [record(keyId)] }));
    expect(await reads.lookups.sessionByKey(keyId)).toMatchObject({ name: "alice" });
    expect(await reads.issue(keyId)).toBeUndefined();
    expect(await reads.lookups.userTags("alice")).toEqual({});
  });
});

test("what may not be asked is a note, each once, and not the end", async () => {
  const lookups = { ...lookupsOf({}), sessionByKey: denied, userTags: denied };
  const reads = readsOfAccount(settings, {
    ...edges({ records: denied, userOfKey: denied, accountOfKey: denied }),
    ledger: { sessions: lookups, issue: denied },
  });
  expect(await reads.lookups.sessionByKey(keyId)).toBeUndefined();
  expect(await reads.lookups.userTags("alice")).toEqual({});
  expect([await reads.issue(keyId), await reads.user("AKIA1"), await reads.accountOf("AKIA1")]).toEqual(
    Array(3).fill(undefined),
  );
  expect(reads.notes.map((note) => note.split(" could")[0])).toEqual([
    ...["the ledger", "LookupEvents", "the user's tags", "the key's user", "the key's account"],
  ]);
});

test("the user of a key", async () => {
  const used = { user: "alice-iam", lastUsed: undefined, service: undefined };
  const reads = readsOfAccount(settings, edges({ userOfKey: async () => used }));
  expect(await reads.user("AKIAALICE00000000001")).toEqual({ name: "alice-iam", lastUsed: null, service: null });
});
