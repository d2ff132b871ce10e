import { expect, test } from "@jest/globals";
import { settingsWith } from "#shared/attribute/fixtures.ts";
import { assumeRoleRecord, trainingJobRecord } from "#shared/normalise/fixtures.ts";
import type { TrailItem } from "../trail-files.ts";
import { now } from "./fixture.ts";
import { readsOfFiles } from "./from-files.ts";

const read = async (accessKeyId: string, ...records: readonly unknown[]) => {
  async function* items(): AsyncGenerator<TrailItem> {
    for (const [offset, record] of records.entries()) yield { type: "record", file: "f", offset, record };
  }
  const told: string[] = [];
  const { reads, ...rest } = await readsOfFiles(accessKeyId, items(), settingsWith(), (line) => told.push(line), now);
  return { reads, told, ...rest };
};

test("a session that a record issued", async () => {
  const { reads, isDamaged, records } = await read("ASIAISSUEDKEY", trainingJobRecord(), assumeRoleRecord());
  expect(await reads.lookups.sessionByKey("ASIAISSUEDKEY")).toMatchObject({ name: "run-7" });
  expect(reads).toMatchObject({ from: "files", place: { account: "123456789012", partition: "aws" } });
  expect({ isDamaged, records }).toEqual({ isDamaged: false, records: 2 });
  expect(reads.caller("ASIAISSUEDKEY")).toBeUndefined();
});

test("a key with which somebody called, in an envelope too", async () => {
  const envelope = {
    source: "aws.s3",
    "detail-type": "AWS API Call via CloudTrail",
    detail: { ...trainingJobRecord(), eventSource: "s3.amazonaws.com" },
  };
  for (const record of [trainingJobRecord(), envelope]) {
    const { reads } = await read("ASIAEXAMPLEKEY", {}, null, record);
    expect(reads.caller("ASIAEXAMPLEKEY")).toMatchObject({
      principal: { type: "AssumedRole" },
      at: "2026-07-01T10:05:00Z",
    });
    expect(reads.place).toMatchObject({ account: "123456789012", region: "us-east-1" });
  }
});

test("damage is told, and the rest is read", async () => {
  const { reads, isDamaged, told } = await read(
    "ASIAISSUEDKEY",
    { ...assumeRoleRecord(), eventTime: "x" },
    assumeRoleRecord(),
  );
  expect(isDamaged).toBe(true);
  expect(told).toEqual([expect.stringContaining("eventTime")]);
  expect(await reads.lookups.sessionByKey("ASIAISSUEDKEY")).toBeDefined();
});
