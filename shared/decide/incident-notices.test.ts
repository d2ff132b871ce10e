import { describe, expect, test } from "@jest/globals";
import { exampleIncident } from "../contain/example-incident.ts";
import { noticeTypes } from "../model/notice.ts";
import { noticeText } from "../notify/message.ts";
import { slackMessage } from "../notify/slack-message.ts";
import { contractsOf } from "../vendors/contract.ts";
import { account, vendorSettings } from "../vendors/watch/example-acts.ts";
import { type IncidentNoticeType, incidentNotice, type Said } from "./incident-notices.ts";

const [contract] = contractsOf(vendorSettings({ owner: "alice" }), { partition: "aws", account });
const now = "2026-07-01T10:07:00Z";
const types = noticeTypes.filter((type) => /^vendor-(would|contain|restore)/.test(type)) as IncidentNoticeType[];
const said = (change: Partial<Said> = {}): Said => ({ type: "vendor-contained", detail: "proven", ...change });
const of = (change: Partial<Said> = {}, row = exampleIncident()) => incidentNotice(row, said(change), contract, now);

test("goes to the vendor's owner, and says which incident, why and how far", () => {
  expect(
    of({}, exampleIncident({ rungs: [{ rung: "deny", status: "done", evidence: { detail: "x" } }] })),
  ).toMatchObject({
    ...{ studiouserid: "alice", team: "TeamA", severity: "critical", title: "auger is contained" },
    facts: {
      vendor: "auger",
      incident: exampleIncident().id,
      upTo: "trust",
      deny: "done",
      cause: expect.stringMatching(/account-sweep/),
    },
  });
});

describe.each(types)("%s", (type) => {
  test("has the exact command", () => {
    expect(of({ type }).remediation).toMatch(/npx sagewarden vendors (contain|restore) auger\b/);
  });

  test("of a role beside the contract's it names the role", () => {
    const row = exampleIncident({ role: `arn:aws:iam::${account}:role/vendor/auger/second` });
    expect(of({ type }, row).remediation).toContain(`vendors ${type.includes("restore-refused") ? "restore" : ""}`);
    expect(of({ type }, row).remediation).toContain(row.role);
  });

  test("is one notice for one incident and reason", () => {
    expect(new Set([of({ type }).id, of({ type }).id, of({ type, which: "2" }).id]).size).toBe(2);
  });
});

test("what is contained, waits, failed or was disturbed says how to put it back", () => {
  for (const type of types.filter((one) => /contained|waits|failed|disturbed/.test(one)))
    expect(of({ type }).remediation).toContain("npx sagewarden vendors restore auger");
});

test("what may be answered is answered in Slack, and said in a mail", () => {
  const notice = of({ choices: ["go-on", "restore"], next: "boundary" });
  expect(notice.incident).toEqual({ id: exampleIncident().id, choices: ["go-on", "restore"], next: "boundary" });
  expect(slackMessage(notice).blocks).toContainEqual(
    expect.objectContaining({ type: "actions", block_id: `incident:${exampleIncident().id}:0` }),
  );
  expect(noticeText(notice, { slack: true })).toContain("You can let it go on with boundary or put the role back.");
  expect(of()).not.toHaveProperty("incident");
});

test("of a role that nobody registered it goes to whoever runs this", () => {
  const { vendor: _, ...row } = exampleIncident();
  const notice = incidentNotice({ ...row, vendor: undefined }, said(), undefined, now);
  expect(notice).toMatchObject({ team: undefined, studiouserid: undefined, title: "vendor-auger is contained" });
  expect(notice.remediation).toContain(row.role);
});
