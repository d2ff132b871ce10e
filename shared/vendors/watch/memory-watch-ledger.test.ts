import { expect, test } from "@jest/globals";
import { actOf, assumeRecord, callRecord, role, sessionKey } from "./example-acts.ts";
import { issuedBy, memoryWatchLedger } from "./memory-watch-ledger.ts";

test("a session is found by its key, and by role, name and second", async () => {
  const ledger = memoryWatchLedger();
  const session = issuedBy(actOf(assumeRecord));
  if (session === undefined) throw new Error("no session");
  ledger.addSession(session);
  expect(session).toMatchObject({ roleArn: role, roleId: "AROAAUGER", name: "auger-7" });
  expect(await ledger.sessionByKey(sessionKey)).toBe(session);
  expect(await ledger.sessionByRole("AROAAUGER", "auger-7", "2026-07-01T10:00:00.400Z")).toBe(session);
  expect(await ledger.sessionByRole("AROAAUGER", "auger-7", "2026-07-01T10:00:01Z")).toBeUndefined();
});

test("no session by a failed call, or by another", () => {
  expect(issuedBy(actOf({ ...assumeRecord, responseElements: null }))).toBeUndefined();
  expect(issuedBy(actOf(callRecord("sts", "GetCallerIdentity")))).toBeUndefined();
});

test("the first tie of a thing holds, the first id that is asked for is answered", async () => {
  const ledger = memoryWatchLedger();
  const link = { how: "minted", at: "2026-07-01T10:00:00Z", eventId: "e" } as const;
  expect(await ledger.linked(["a"])).toBeUndefined();
  ledger.addLink({ ...link, id: "a", role: "one" });
  ledger.addLink({ ...link, id: "a", role: "two" });
  ledger.addLink({ ...link, id: "b", role: "three" });
  expect((await ledger.linked(["x", "a", "b"]))?.role).toBe("one");
});
