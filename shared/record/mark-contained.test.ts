import { expect, test } from "@jest/globals";
import { StaleRow } from "../model/errors.ts";
import { emptyState } from "../vendors/watch/state.ts";
import { markContained } from "./mark-contained.ts";
import { memoryTable } from "./memory-ledger.ts";
import { vendorRolesOver } from "./vendor-roles.ts";

const role = "arn:aws:iam::111122223333:role/vendor/acme/vendor-acme";
const contained = { at: "2026-11-22T10:00:00Z", newSessions: "denied" as const };
const stored = () => vendorRolesOver(memoryTable(), { keep: 86_400 });

test("sets it and ends it, of a role that nobody saw and of one that acts", async () => {
  const roles = stored();
  await markContained(role, contained, roles);
  expect((await roles.get(role))?.state.contained).toEqual(contained);
  await markContained(role, { ...contained, again: "2026-11-22T10:05:00Z" }, roles);
  expect((await roles.get(role))?.state.contained?.again).toBe("2026-11-22T10:05:00Z");
  await markContained(role, undefined, roles);
  expect((await roles.get(role))?.state).toEqual(emptyState(role));
});

test("what is so already is not written", async () => {
  const roles = stored();
  await markContained(role, contained, roles);
  await markContained(role, contained, roles);
  expect((await roles.get(role))?.version).toBe(1);
});

test("the score begins anew: what made it has had its answer", async () => {
  const roles = stored();
  const score = { "credential-created": { points: 100, at: "2026-11-22T09:59:00Z" } } as never;
  await roles.save({ role, state: { ...emptyState(role), score }, recent: [], version: 1 });
  await markContained(role, contained, roles);
  expect((await roles.get(role))?.state.score).toEqual({});
});

test("beside what is written at the same time", async () => {
  const roles = stored();
  await roles.save({ role, state: { ...emptyState(role), lastAt: "2026-11-22T09:00:00Z" }, recent: [], version: 1 });
  let isFirst = true;
  await markContained(role, contained, {
    get: async (name) => {
      const row = await roles.get(name);
      if (isFirst && row)
        await roles.save({ ...row, state: { ...row.state, lastAt: "2026-11-22T10:00:01Z" }, version: 2 });
      isFirst = false;
      return row;
    },
    save: roles.save,
  });
  expect((await roles.get(role))?.state).toMatchObject({ contained, lastAt: "2026-11-22T10:00:01Z" });
});

test("where others always are faster it is said", async () => {
  const save = async () => {
    throw new StaleRow("again");
  };
  await expect(markContained(role, contained, { get: async () => undefined, save })).rejects.toThrow(StaleRow);
});
