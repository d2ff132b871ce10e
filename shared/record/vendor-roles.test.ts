import { describe, expect, test } from "@jest/globals";
import type { SeenSignal } from "../detect/signals/signal.ts";
import { StaleRow } from "../model/errors.ts";
import type { TakenSession } from "../model/vendor-link.ts";
import { emptyState } from "../vendors/watch/state.ts";
import { ledgerOver } from "./ledger.ts";
import { memoryTable } from "./memory-ledger.ts";
import { vendorRolesOver } from "./vendor-roles.ts";

const role = "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger";
const at = "2026-07-01T10:00:00Z";
const keep = 86_400;
const fixture = () => {
  const table = memoryTable();
  return { table, roles: vendorRolesOver(table, { keep }) };
};
const row = (version: number) => ({ role, state: { ...emptyState(role), lastAt: at }, recent: [], version });
const signal = (change: Partial<SeenSignal> = {}): SeenSignal => ({
  eventId: "e-1",
  at,
  role,
  vendor: "auger",
  signal: "account-not-in-contract",
  severity: "critical",
  score: 100,
  detail: "account 666655554444 took the role",
  ...change,
});

describe("a role's row", () => {
  test("is written by one at a time", async () => {
    const { roles } = fixture();
    await roles.save(row(1));
    await expect(roles.save(row(1))).rejects.toThrow(StaleRow);
    await roles.save(row(2));
    await expect(roles.save(row(2))).rejects.toThrow(StaleRow);
    expect((await roles.get(role))?.version).toBe(2);
    expect((await roles.all()).map((one) => one.role)).toEqual([role]);
  });

  test("loses nothing of its long lists", async () => {
    const { roles } = fixture();
    const lately = Array.from({ length: 512 }, (_, index) => `m${index}`);
    await roles.save({ ...row(1), state: { ...row(1).state, lately } });
    expect((await roles.get(role))?.state.lately).toEqual(lately);
  });
});

describe("signals", () => {
  test("are one row each, whatever is delivered again; the newest first, and in a span of time", async () => {
    const { roles } = fixture();
    const later = signal({ eventId: "e-2", at: "2026-07-01T11:00:00Z" });
    for (const one of [signal(), later, signal()]) await roles.saveSignal(one);
    expect(await roles.signals(role)).toEqual([later, signal()]);
    expect(await roles.signalsBetween(at, "2026-07-01T10:30:00Z")).toEqual([signal()]);
  });

  test("are not found where a creation's event is looked for", async () => {
    const { roles, table } = fixture();
    await roles.saveSignal(signal());
    expect(await ledgerOver(table, { keep }).byEvent("e-1")).toBeUndefined();
  });
});

test("sessions of a role, the newest first", async () => {
  const { roles } = fixture();
  const session: TakenSession = {
    ...{ role, accessKeyId: "ASIA1", at, until: undefined, account: "999988887777", caller: "AROAX", name: "auger-1" },
    ...{ sourceIp: undefined, userAgent: undefined, eventId: "e-1" },
  };
  await roles.saveSession(session);
  await roles.saveSession({ ...session, accessKeyId: "ASIA2", at: "2026-07-01T12:00:00Z" });
  expect((await roles.sessions(role)).map(({ accessKeyId }) => accessKeyId)).toEqual(["ASIA2", "ASIA1"]);
});
