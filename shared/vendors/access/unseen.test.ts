import { expect, test } from "@jest/globals";
import type { AccessReport } from "./report.ts";
import { type AccessSource, unseenBy } from "./unseen.ts";

const report: Pick<AccessReport, "sessions" | "reach" | "regions" | "ledger"> = {
  ledger: null,
  sessions: [],
  reach: { grants: [], unknown: [] },
  regions: [{ name: "eu-west-1", count: 1, first: "", last: "" }],
};
const session = {
  key: "K",
  principal: null,
  name: null,
  how: "session",
  issuedAt: null,
  acts: 1,
  denied: 0,
  last: "",
  addresses: [],
  services: [],
  children: [],
} as const;
const lookup = {
  type: "lookup",
  regions: ["eu-west-1"] as readonly string[],
  from: "2026-04-02T00:00:00Z",
  isComplete: true,
  ledger: { type: "none" },
} as const;
const lines = (change: object = {}, source: AccessSource = { type: "files" }, dataEvents = 1) =>
  unseenBy({ ...report, ...change }, { source, dataEvents }).join("\n");

test.each([
  ["no data events", lines({}, { type: "files" }, 0), "no S3 data event"],
  ["some data events", lines(), "whose data events no trail records"],
  ["files", lines(), "other regions than eu-west-1"],
  ["LookupEvents", lines({}, lookup), "90 days: asked since 2026-04-02 in eu-west-1"],
  ["LookupEvents, cut", lines({}, { ...lookup, isComplete: false }), "more than was asked for"],
  ["no deployment", lines({}, lookup), "There is no ledger"],
  [
    "a ledger that cannot be read",
    lines({}, { ...lookup, ledger: { type: "unread", why: "AccessDenied" } }),
    "AccessDenied",
  ],
  ["a role that the ledger does not know", lines({}, { ...lookup, ledger: { type: "read" } }), "nothing of this role"],
  [
    "more than was read of it",
    lines({ ledger: { more: true } }, { ...lookup, ledger: { type: "read" } }),
    "more sessions",
  ],
  ["a session that nobody issued", lines({ sessions: [session] }), "who took them is not seen"],
  ["no policies", lines({ reach: null }), "its policies were not given"],
  ["always", lines(), "refused AssumeRole from another account"],
])("%s", (_, text, expected) => expect(text).toContain(expected));

test("what was there is not said to be missing", () => {
  expect(lines()).not.toMatch(/policies were not given|no S3 data event|who took them/);
});
