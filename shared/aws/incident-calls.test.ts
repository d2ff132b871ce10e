import { describe, expect, test } from "@jest/globals";
import { assumeRecord, callRecord, getObjectRecord, role, sessionKey } from "../vendors/watch/example-acts.ts";
import { type CallReads, incidentCalls, type LookupPage } from "./incident-calls.ts";

const asked = { role, keys: [] as readonly string[], since: "2026-07-01T09:00:00Z" };
const listRecord = callRecord("s3", "ListBuckets", {}, { eventID: "e-list" });
const keyRecord = callRecord(
  "iam",
  "CreateAccessKey",
  { userName: "bob" },
  { eventID: "e-key", responseElements: { accessKey: { accessKeyId: "AKIAMADE", userName: "bob" } } },
);
const byKey = (record: object, accessKeyId: string) => ({
  ...record,
  userIdentity: { type: "IAMUser", accountId: "111122223333", userName: "bob", accessKeyId },
});

/** Answers by region and value; counts ms. */
const reads = (table: Record<string, readonly object[] | Error>, change: Partial<CallReads> = {}) => {
  let ms = Date.UTC(2026, 6, 1, 12);
  const sent: string[] = [];
  const page: LookupPage = async ({ region, value, token }) => {
    sent.push(`${region} ${value}${token ? ` ${token}` : ""}`);
    const answer = table[`${region} ${value}${token ? ` ${token}` : ""}`] ?? [];
    if (answer instanceof Error) throw answer;
    const next = table[`${region} ${value} more`] !== undefined && token === undefined ? "more" : undefined;
    return { records: answer.map((record) => JSON.stringify(record)), next };
  };
  return {
    sent,
    page,
    clock: () => ms,
    sleep: async (wait: number) => {
      ms += wait;
    },
    ...change,
  };
};

test("who took the role, what its sessions did, what the keys did that they made; in the order of time, each once", async () => {
  const later = byKey(
    callRecord("s3", "ListBuckets", {}, { eventID: "e-later", eventTime: "2026-07-01T10:30:00Z" }),
    "AKIAMADE",
  );
  const live = reads({
    [`eu-west-1 ${role}`]: [assumeRecord],
    "eu-west-1 vendor-auger": [assumeRecord],
    [`eu-west-1 ${sessionKey}`]: [keyRecord, listRecord],
    "eu-west-1 AKIAMADE": [later],
  });
  const { calls, unseen } = await incidentCalls(asked, ["eu-west-1"], live);
  expect(calls.map(({ eventId }) => eventId)).toEqual([assumeRecord.eventID, "e-key", "e-list", "e-later"]);
  expect(unseen.join(" ")).toMatch(/data events/);
  expect(unseen.join(" ")).toMatch(/other regions/);
});

test("keys that are known already are asked for, in every region", async () => {
  const live = reads({});
  await incidentCalls({ ...asked, keys: ["ASIAKNOWN"] }, ["eu-west-1", "us-east-1"], live);
  expect(live.sent).toContain("us-east-1 ASIAKNOWN");
});

test("others' changes of the role are there, others' else is not, nor what was before", async () => {
  const admin = { type: "IAMUser", accountId: "111122223333", arn: "arn:aws:iam::111122223333:user/admin" };
  const live = reads({
    "eu-west-1 vendor-auger": [
      {
        ...callRecord("iam", "PutRolePolicy", { roleName: "vendor-auger" }, { eventID: "e-changed" }),
        userIdentity: admin,
      },
      { ...callRecord("iam", "GetRole", { roleName: "vendor-auger" }, { eventID: "e-read" }), userIdentity: admin },
      { ...getObjectRecord, eventTime: "2026-07-01T08:00:00Z", eventID: "e-before" },
    ],
  });
  const { calls } = await incidentCalls(asked, ["eu-west-1"], live);
  expect(calls.map(({ eventId }) => eventId)).toEqual(["e-changed"]);
});

describe("what cannot be read is said, and never thrown", () => {
  test("a region that does not answer: it is not asked again, the others are", async () => {
    const denied = Object.assign(new Error("not you"), { name: "AccessDeniedException" });
    const live = reads({ [`eu-west-1 ${role}`]: denied, [`us-east-1 ${role}`]: [assumeRecord] });
    const { calls, unseen } = await incidentCalls(asked, ["eu-west-1", "us-east-1"], live);
    expect(calls).toHaveLength(1);
    expect(unseen.filter((line) => line.startsWith("eu-west-1 could not be asked"))).toHaveLength(1);
    expect(live.sent.filter((line) => line.startsWith("eu-west-1"))).toHaveLength(1);
  });

  test("one that is busy is asked again, and given up after a while", async () => {
    const busy = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
    let calls = 0;
    const live = reads(
      {},
      {
        page: async ({ value }) => {
          calls += 1;
          if (calls < 3) throw busy;
          return { records: value === role ? [JSON.stringify(assumeRecord)] : [], next: undefined };
        },
      },
    );
    expect((await incidentCalls(asked, ["eu-west-1"], live)).calls).toHaveLength(1);
    const never = reads({ [`eu-west-1 ${role}`]: busy });
    const { unseen } = await incidentCalls(asked, ["eu-west-1"], never);
    expect(unseen.join(" ")).toContain("eu-west-1 could not be asked");
    expect(never.sent).toHaveLength(4);
  });

  test("damaged records", async () => {
    const live = reads({ [`eu-west-1 ${role}`]: [assumeRecord, { ...assumeRecord, eventTime: "never" }, {}] });
    const { calls, unseen } = await incidentCalls(asked, ["eu-west-1"], live);
    expect(calls).toHaveLength(1);
    expect(unseen).toContain("2 records could not be read.");
  });

  test("text that is no JSON", async () => {
    const live = reads({}, { page: async () => ({ records: ["{"], next: undefined }) });
    expect((await incidentCalls(asked, ["eu-west-1"], live)).unseen).toContain("2 records could not be read.");
  });

  test("more than the time allows", async () => {
    const live = reads({}, { page: async () => ({ records: [], next: "again" }) });
    const { unseen } = await incidentCalls(asked, ["eu-west-1"], live);
    expect(unseen.join(" ")).toContain("After 40 s");
  });
});

test("twice a second, and page after page", async () => {
  const live = reads({
    [`eu-west-1 ${role}`]: [assumeRecord],
    [`eu-west-1 ${role} more`]: [{ ...assumeRecord, eventID: "33333333-0000-4000-8000-000000000001" }],
  });
  const began = live.clock();
  const { calls } = await incidentCalls(asked, ["eu-west-1"], live);
  expect(calls).toHaveLength(2);
  // Two pages of the role's ARN, its name, the session's key.
  expect(live.sent).toHaveLength(4);
  expect(live.clock() - began).toBe(1_500);
});
