import { expect, test } from "@jest/globals";
import {
  account,
  assumeRecord,
  callRecord,
  getObjectRecord,
  role,
  vendorSettings,
} from "#shared/vendors/watch/example-acts.ts";
import { rosterOf } from "#shared/vendors/watch/roster.ts";
import type { TrailItem } from "../trail-files.ts";
import { gather } from "./gather.ts";

const items = (records: readonly unknown[]): (() => AsyncGenerator<TrailItem>) =>
  async function* () {
    for (const [offset, record] of records.entries()) yield { type: "record", file: "f", offset, record };
  };
const gathered = async (records: readonly unknown[]) => {
  const said: string[] = [];
  const { acts, ...rest } = await gather(
    items(records),
    rosterOf(vendorSettings()),
    (message) => void said.push(message),
  );
  return { ...rest, said, acts: acts.map(({ act, watched }) => [act.eventName, ...watched.map(({ how }) => how)]) };
};

const key = callRecord(
  "iam",
  "CreateAccessKey",
  {},
  { eventID: "k", responseElements: { accessKey: { accessKeyId: "AKIAMADE" } } },
);
const byTheKey = callRecord("s3", "ListBuckets", null, {
  eventID: "b",
  eventTime: "2026-07-01T12:00:00Z",
  userIdentity: { type: "IAMUser", arn: `arn:aws:iam::${account}:user/x`, accountId: account, accessKeyId: "AKIAMADE" },
});
const others = { ...getObjectRecord, eventID: "o", userIdentity: { type: "Root", accountId: account } };

test("by time, the session first, whatever the order of the files; what its keys do is found", async () => {
  expect(await gathered([byTheKey, others, getObjectRecord, key, assumeRecord])).toEqual({
    acts: [
      ["AssumeRole", "assumed"],
      ["GetObject", "session"],
      ["CreateAccessKey", "session"],
      ["ListBuckets", "minted"],
    ],
    records: 5,
    isDamaged: false,
    said: [],
  });
});

test("within one second the session goes first", async () => {
  const { eventTime } = assumeRecord;
  expect((await gathered([{ ...getObjectRecord, eventTime }, assumeRecord])).acts.map(([name]) => name)).toEqual([
    "AssumeRole",
    "GetObject",
  ]);
});

test("overlapping files tell each record once", async () => {
  expect((await gathered([getObjectRecord, getObjectRecord])).acts).toHaveLength(1);
});

test("a broken record is told once, with its place, and the rest goes on", async () => {
  const broken = { ...getObjectRecord, eventTime: "now" };
  expect(await gathered([broken, getObjectRecord, { no: "record" }])).toMatchObject({
    acts: [["GetObject", "session"]],
    records: 1,
    isDamaged: true,
    said: ["f: a record that cannot be used, at byte 0 of its text: eventTime: expected an ISO 8601 time"],
  });
  expect(role).toContain("vendor-auger");
});
