import { describe, expect, test } from "@jest/globals";
import { memoryTable } from "./record/memory-ledger.ts";
import { type VendorRoleRow, vendorRolesOver } from "./record/vendor-roles.ts";
import { type RoleAct, remembered } from "./remember-acts.ts";
import { actOf, callRecord, getObjectRecord, role, seenOf, vendorSettings } from "./vendors/watch/example-acts.ts";
import { emptyState } from "./vendors/watch/state.ts";

const settings = vendorSettings();
const partOf = (record: object): RoleAct => ({ act: actOf(record), watched: seenOf(record).watched });
/** Reads of somebody else's bucket. */
const breaches = (from: number, count: number, change: object = {}): RoleAct[] =>
  Array.from({ length: count }, (_, index) =>
    partOf({
      ...getObjectRecord,
      requestParameters: { bucketName: "others-data", key: "k" },
      eventID: `e-${from + index}`,
      ...change,
    }),
  );
const rolesIn = () => vendorRolesOver(memoryTable(), { keep: 86_400 });
const ids = (judged: Awaited<ReturnType<typeof remembered>>["judged"]) =>
  new Set(judged.map(({ signal }) => signal.eventId));

describe("a delivery that was cut off after the row was written", () => {
  test("tells all signals of a full batch when it comes again, though other batches came between", async () => {
    const roles = rolesIn();
    const batch = breaches(0, 100);
    const first = await remembered(role, batch, settings, roles);
    expect(ids(first.judged).size).toBe(100);
    await remembered(role, breaches(100, 50), settings, roles);
    const second = await remembered(role, batch, settings, roles);
    expect([ids(second.judged).size, second.fresh.length]).toEqual([100, 0]);
  });

  test("does so where the act's mark is forgotten", async () => {
    const roles = rolesIn();
    const batch = breaches(0, 1);
    await remembered(role, batch, settings, roles);
    const quiet = Array.from({ length: 600 }, (_, index) => partOf({ ...getObjectRecord, eventID: `q-${index}` }));
    await remembered(role, quiet, settings, roles);
    const before = await roles.get(role);
    const again = await remembered(role, batch, settings, roles);
    expect([ids(again.judged), again.fresh]).toEqual([new Set(["e-0"]), []]);
    expect(await roles.get(role)).toEqual(before);
  });
});

test("texts of records never make a row that is too large to be written", async () => {
  const roles = rolesIn();
  const tags = Array.from({ length: 50 }, (_, index) => ({ key: `${"字".repeat(120)}${index}`, value: "v" }));
  const taken = Array.from({ length: 200 }, (_, index) =>
    partOf(
      callRecord("sts", "AssumeRole", { roleArn: role, tags, roleSessionName: "auger-1" }, { eventID: `t-${index}` }),
    ),
  ).map(({ act, watched }): RoleAct => ({ act, watched: { ...watched, how: "assumed" } }));
  for (let from = 0; from < taken.length; from += 50)
    await remembered(role, taken.slice(from, from + 50), settings, roles);
  const row = (await roles.get(role)) as VendorRoleRow;
  expect(row.recent.at(-1)?.eventId).toBe("t-199");
  expect(Buffer.byteLength(JSON.stringify(row.recent))).toBeGreaterThan(100_000);
  expect(Buffer.byteLength(JSON.stringify(row))).toBeLessThan(250_000);
});

describe("a vendor that breaks its contract with every call", () => {
  const rowsOf = async (roles: ReturnType<typeof rolesIn>, parts: readonly RoleAct[]) => {
    const { judged, fresh } = await remembered(role, parts, settings, roles);
    const of = (all: typeof judged) => all.filter(({ signal }) => signal.signal === "bucket-outside-contract");
    return { rows: of(judged), seen: of(fresh).length };
  };

  test("has two hundred rows of a signal in an hour: the last says that there are more, and all are counted", async () => {
    const roles = rolesIn();
    const first = await rowsOf(roles, breaches(0, 150));
    const second = await rowsOf(roles, breaches(150, 150));
    expect([first.rows.length, second.rows.length, first.seen + second.seen]).toEqual([150, 50, 300]);
    expect(second.rows.map(({ signal }) => signal.detail.includes("counted")).indexOf(true)).toBe(49);
  });

  test("has more in the next hour, and of another severity at once", async () => {
    const roles = rolesIn();
    await rowsOf(roles, breaches(0, 300));
    const late = await rowsOf(roles, breaches(300, 3));
    const next = await rowsOf(roles, breaches(400, 3, { eventTime: "2026-07-01T11:00:00Z" }));
    const expected = vendorSettings({ expects: ["bucket-outside-contract"] });
    const again = breaches(500, 1).map(({ act, watched }): RoleAct => {
      const contract = seenOf(getObjectRecord, { settings: expected }).watched.contract;
      return { act, watched: { ...watched, contract } };
    });
    const { judged } = await remembered(role, again, expected, roles);
    expect([late.rows.length, next.rows.length]).toEqual([0, 3]);
    expect(judged.map(({ signal }) => [signal.signal, signal.severity])).toContainEqual([
      "bucket-outside-contract",
      "info",
    ]);
  });
});

test("a row from before signals were counted by the hour is read", async () => {
  const roles = rolesIn();
  await roles.save({ role, state: emptyState(role), recent: [], version: 1 });
  const { judged } = await remembered(role, breaches(0, 1), settings, roles);
  expect(judged.length).toBeGreaterThan(0);
});
