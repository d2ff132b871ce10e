import { expect, test } from "@jest/globals";
import type { AccessReport } from "#shared/vendors/access/report.ts";
import { accessPage } from "./access-page.ts";

const span = { count: 2, first: "2026-07-01T10:00:00Z", last: "2026-07-01T11:00:00Z" };
const node = {
  principal: "arn:aws:iam::111122223333:role/x",
  name: "n",
  issuedAt: null,
  acts: 3,
  denied: 1,
  last: "",
  addresses: [],
  services: ["s3"],
} as const;
const report: AccessReport = {
  vendor: "auger",
  role: "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger",
  registered: true,
  from: span.first,
  to: span.last,
  acts: 9,
  denied: 1,
  takenBy: [{ name: "AROA:worker", account: "999988887777", addresses: ["198.51.100.7"], ...span }],
  sessions: [
    { key: "ASIA1", how: "session", children: [{ key: "AKIA2", how: "minted", children: [], ...node }], ...node },
  ],
  addresses: [{ name: "198.51.100.7", ...span }],
  agents: [],
  regions: [{ name: "eu-west-1", ...span }],
  services: [{ name: "iam", declared: false, denied: 1, operations: [], ...span }],
  buckets: [
    {
      name: "payroll",
      inContract: false,
      read: 1,
      written: 0,
      deleted: 0,
      denied: 0,
      bytesOut: 5,
      bytesIn: 0,
      objects: 1,
      moreObjects: true,
      samples: ["k"],
      ...span,
    },
  ],
  secrets: [],
  changed: [],
  created: [{ type: "access key", id: "AKIA2", at: span.first, eventID: "e", by: "ASIA1" }],
  editedBy: [],
  ledger: {
    first: span.first,
    last: span.last,
    score: 73,
    habits: { address: [{ name: "198.51.100.0/24", ...span }], bucket: [] },
    taken: [
      {
        accessKeyId: "ASIATAKEN",
        at: span.first,
        until: undefined,
        account: "999988887777",
        caller: "AROA:worker",
        name: "auger-7",
        sourceIp: "198.51.100.7",
        userAgent: undefined,
        eventId: "e",
      },
    ],
    ties: [{ id: "key:AKIA2", how: "minted", at: span.first, eventID: "e" }],
    signals: [
      {
        at: span.first,
        signal: "bucket-sweep",
        severity: "high",
        score: 50,
        detail: "six\u001b buckets",
        eventID: "e",
      },
    ],
    more: false,
  },
  reach: {
    grants: [{ action: "s3:*", resources: ["*"], policy: "inline", sid: null, conditions: true }],
    unknown: ["arn:aws:iam::aws:policy/X"],
  },
  unseen: ["Objects are not seen."],
};

test.each([
  ["whose", /^auger, arn:aws:iam::111122223333:role\/vendor\/auger\/vendor-auger\n9 acts, 1 of them failed/],
  ["who took it", /AROA:worker +2 .*999988887777 +198\.51\.100\.7/],
  ["the tree", / {2}ASIA1 .*\n {4}AKIA2 {2}minted/],
  ["a service outside the contract", /iam .*not in the contract/],
  ["a bucket outside it", /payroll +outside .* 1\+ /],
  ["what was made", /access key +AKIA2/],
  ["what could be reached", /s3:\* .*with conditions/],
  ["policies that were not given", /not given: arn:aws:iam::aws:policy\/X/],
  ["the ledger's span and score", /from the ledger: heard .* UTC, score 73/],
  ["its habits", /used most\n {2}address {2}198\.51\.100\.0\/24 \(2\)/],
  ["sessions that it knows", /ASIATAKEN {2}999988887777 {2}AROA:worker {2}auger-7/],
  ["ties that it knows", /minted {2}key:AKIA2/],
  ["signals, their text made plain", /high {2}bucket-sweep {2}six\\u001b buckets/],
  ["what is not seen", /not seen\n {2}Objects are not seen\./],
])("shows %s", (_, expected) => expect(accessPage(report)).toMatch(expected));

test("leaves out what is empty", () => {
  const page = accessPage({
    ...report,
    sessions: [],
    takenBy: [],
    buckets: [],
    created: [],
    reach: null,
    ledger: null,
  });
  expect(page).not.toMatch(/taken by|sessions and keys|buckets|made, and|could reach|secrets read|from the ledger/);
});

test("no text of a record moves the terminal", () => {
  const evil = accessPage({ ...report, changed: [{ name: "\u001b[2Jx\nfake", ...span }] });
  expect(evil).not.toContain("\u001b");
  expect(evil).not.toMatch(/^fake/m);
});

test("says how much more there is", () => {
  const many = Array.from({ length: 30 }, (_, n) => ({ name: `r-${n}`, ...span }));
  expect(accessPage({ ...report, regions: many })).toContain("and 10 more: --json has all");
});
