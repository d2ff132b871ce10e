import { expect, test } from "@jest/globals";
import { rungStage } from "./fixture.ts";
import { propagation, restamp } from "./restamp.ts";
import { sessions } from "./sessions.ts";

test("waits longer than IAM was ever seen to need", () => {
  expect(propagation).toBeGreaterThan(4);
});

test("does not hold by the first stamp", async () => {
  const stage = await rungStage();
  await stage.apply(sessions);
  stage.wait(propagation);
  const { cutAt } = await stage.apply(restamp);
  expect(Date.parse(cutAt ?? "") - Date.parse("2026-11-22T10:00:00Z")).toBe(propagation * 1000);
  await stage.iam.roles.deleteInline("vendor-acme", "SagewardenRevokeOlderSessions");
  await stage.iam.roles.putInline("vendor-acme", "SagewardenRevokeOlderSessions", stage.role.inline[0]?.document ?? "");
  expect(await stage.holds(restamp)).toBe(false);
});

test("a look that is older than the stamp writes the same one again: a newer one each time would never be seen", async () => {
  const stage = await rungStage({}, { iam: { reads: { ms: 4_000 } } });
  await stage.apply(sessions);
  stage.wait(propagation);
  const first = await stage.apply(restamp);
  expect(await stage.holds(restamp)).toBe(false);
  stage.wait(1);
  expect((await stage.apply(restamp)).cutAt).toBe(first.cutAt);
  stage.wait(4);
  expect(await stage.holds(restamp)).toBe(true);
});
