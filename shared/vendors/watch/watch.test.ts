import { describe, expect, test } from "@jest/globals";
import { assumeRecord, callRecord, role, seenOf, vendorSettings } from "./example-acts.ts";
import { emptyState } from "./state.ts";
import { watch } from "./watch.ts";

const stranger = {
  ...assumeRecord,
  userIdentity: { type: "AWSAccount", principalId: "AROAX:x", accountId: "444455556666" },
};
const look = (record: object, settings = vendorSettings(), how?: "changed") => {
  const { act, watched, before } = seenOf(record, { settings, ...(how ? { how } : {}) });
  return { ...watch({ act, watched, state: before, settings }), act, watched };
};

test("a breach is told, and scored", () => {
  const { signals, state } = look(stranger);
  expect(signals).toEqual([
    expect.objectContaining({
      eventId: assumeRecord.eventID,
      at: assumeRecord.eventTime,
      role,
      vendor: "auger",
      signal: "account-not-in-contract",
      severity: "critical",
      score: 100,
    }),
  ]);
  expect(Object.keys(state.score)).toEqual(["account-not-in-contract"]);
});

test("somebody else's change of the role is told, and not held against the vendor", () => {
  const userIdentity = { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/jo", accountId: "111122223333" };
  const record = callRecord("iam", "PutRolePolicy", { roleName: "vendor-auger", policyName: "x" }, { userIdentity });
  const { signals, state } = look(record, vendorSettings(), "changed");
  expect(signals).toEqual([expect.objectContaining({ signal: "role-changed", severity: "high", score: 0 })]);
  expect(state.score).toEqual({});
});

test("what the contract names gives nothing", () => expect(look(assumeRecord).signals).toEqual([]));

test("a second delivery says nothing, and changes nothing", () => {
  const { state, act, watched } = look(stranger);
  const again = watch({ act, watched, state, settings: vendorSettings() });
  expect(again.signals).toEqual([]);
  expect(again.state).toBe(state);
});

describe("a signal that the contract expects", () => {
  test("is info, and scores nothing", () => {
    const { signals } = look(stranger, vendorSettings({ expects: ["account-not-in-contract"] }));
    expect(signals).toEqual([expect.objectContaining({ severity: "info", score: 0 })]);
  });
});

test("the first act of a role begins its state", () => {
  expect(look(assumeRecord).state).toMatchObject({ role, firstAt: assumeRecord.eventTime, score: {} });
  expect(emptyState(role).firstAt).toBeUndefined();
});
