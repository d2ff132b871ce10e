import { describe, expect, test } from "@jest/globals";
import type { SeenSignal } from "../detect/signals/signal.ts";
import type { Contract } from "../model/contract.ts";
import type { FindingRow } from "../model/finding-row.ts";
import { contractsOf } from "../vendors/contract.ts";
import { account, actOf, callRecord, role, vendorSettings } from "../vendors/watch/example-acts.ts";
import { findingNotices, type JudgedSignal, signalNotices, startsContainment } from "./vendor-notices.ts";

const contractWith = (change: Record<string, unknown>): Contract =>
  contractsOf(vendorSettings(change), { partition: "aws", account })[0] as Contract;

const judged = (change: Partial<SeenSignal> = {}, more: Partial<JudgedSignal> = {}): JudgedSignal => ({
  signal: {
    ...{ eventId: "e-1", at: "2026-07-01T10:05:00Z", role, vendor: "auger", signal: "bucket-sweep" },
    ...{ severity: "high", score: 50, detail: "12 buckets in an hour" },
    ...change,
  },
  act: actOf(callRecord("s3", "ListBuckets")),
  watched: { how: "session", contract: contractWith({ owner: "alice" }) },
  isLearnt: false,
  ...more,
});
const contract = contractWith({ contain: { at: "high" } });

describe("what starts a containment", () => {
  test.each<[string, JudgedSignal, boolean]>([
    ["a severity that the contract names", judged({ severity: "critical" }), true],
    ["a lower one", judged(), false],
    ["what the contract names is lower", judged({}, { watched: { how: "session", contract } }), true],
    ["several signals together", judged({ severity: "medium", score: 85 }), true],
    ["what the contract expects, whatever the score", judged({ severity: "info", score: 100 }), false],
    ["what rests on what was learnt", judged({ severity: "critical" }, { isLearnt: true }), false],
    [
      "what somebody else did to the role",
      judged({ severity: "critical" }, { watched: { how: "changed", contract } }),
      false,
    ],
    [
      "a role that nobody registered",
      judged({ severity: "critical" }, { watched: { how: "session", contract: undefined } }),
      false,
    ],
    ["a chained session", judged({ severity: "critical" }, { watched: { how: "chained", contract } }), true],
  ])("%s", (_, one, wanted) => {
    expect(startsContainment(one)).toBe(wanted);
  });
});

describe("notices of a signal", () => {
  test.each(["info", "low"] as const)("%s is recorded only", (severity) => {
    expect(signalNotices(judged({ severity }))).toEqual([]);
  });

  test("go to the owner and their team, once a day for one signal of one severity", () => {
    const [first] = signalNotices(judged());
    expect(first).toMatchObject({
      type: "vendor-signal",
      studiouserid: "alice",
      team: "TeamA",
      resource: { arn: role },
    });
    const same = signalNotices(judged({ eventId: "e-2", at: "2026-07-01T23:00:00Z" }))[0];
    const others = [
      judged({ at: "2026-07-02T00:00:00Z" }),
      judged({ severity: "medium" }),
      judged({ signal: "other" }),
      judged({ role: "another" }),
    ].map((one) => signalNotices(one)[0]?.id);
    expect(same?.id).toBe(first?.id);
    expect(new Set([first?.id, ...others]).size).toBe(5);
  });
});

const row = (change: Partial<FindingRow> = {}): FindingRow => ({
  ...{ role, rule: "external-id-missing", severity: "high", details: ["It asks for none."] },
  ...{ where: { policy: "trust", statement: 0 }, remediation: "Ask for it.", status: "new", vendor: "auger" },
  ...{ firstSeen: "2027-01-15T12:00:00Z", lastSeen: "2027-01-15T12:00:00Z" },
  ...change,
});
const now = "2027-01-15T12:00:00Z";
const noticesOf = (...rows: FindingRow[]) => findingNotices(rows, [contractWith({ owner: "alice" })], now);

describe("notices of an audit", () => {
  test("one for a vendor, the gravest first; what is low is recorded only", () => {
    const [one, ...further] = noticesOf(
      row({ severity: "low", rule: "a" }),
      row({ severity: "medium", rule: "b" }),
      row(),
    );
    expect(further).toEqual([]);
    expect(one?.notice).toMatchObject({ severity: "high", studiouserid: "alice", title: "auger: 2 new findings" });
    expect(one?.notice.detail).toMatch(/^high external-id-missing: It asks for none\. · medium b/);
  });

  test("roles that nobody registered are told together, each by its name", () => {
    const { vendor: _, ...nobodys } = row();
    const [one] = noticesOf(nobodys, { ...nobodys, role: `${role}2` });
    expect(one?.notice).toMatchObject({ studiouserid: undefined, team: undefined, facts: { roles: "2" } });
    expect(one?.notice.detail).toMatch(/vendor-auger2/);
  });

  test("many are counted", () => {
    const many = Array.from({ length: 30 }, (_, index) => row({ rule: `r${index}` }));
    expect(noticesOf(...many)[0]?.notice.detail).toMatch(/and 22 more: sagewarden vendors audit$/);
  });

  test("have one id whatever the order, and another for other findings", () => {
    const [a, b] = [row({ rule: "a" }), row({ rule: "b" })];
    const ids = [noticesOf(a, b), noticesOf(b, a), noticesOf(a)].map(([one]) => one?.notice.id);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
  });
});
