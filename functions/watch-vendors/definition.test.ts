import { expect, test } from "@jest/globals";
import { exampleEdges } from "#shared/contain/example-edges.ts";
import type { Notice } from "#shared/model/notice.ts";
import { auditStatesOver } from "#shared/record/audit-state.ts";
import { memoryTable } from "#shared/record/memory-ledger.ts";
import { outboxOver } from "#shared/record/outbox.ts";
import { sessionStore } from "#shared/record/sessions.ts";
import type { Table } from "#shared/record/table.ts";
import { linksOver, watchListOver } from "#shared/record/vendor-links.ts";
import { vendorRolesOver } from "#shared/record/vendor-roles.ts";
import { assumeRecord, callRecord, vendorIdentity, vendorSettings } from "#shared/vendors/watch/example-acts.ts";
import { watchVendors } from "#shared/watch-vendor.ts";
import { definition } from "./definition.ts";

/** What each call of a table is, for IAM. */
const actions: Readonly<Record<keyof Table, string>> = {
  get: "dynamodb:GetItem",
  put: "dynamodb:PutItem",
  under: "dynamodb:Query",
  index: "dynamodb:Query",
};

test("every call that the way makes of the table is allowed", async () => {
  const [table, made, keep] = [memoryTable(), new Set<string>(), { keep: 86_400 }];
  const watched = new Proxy(table, {
    get: (target, name: keyof Table) => {
      made.add(actions[name]);
      return target[name];
    },
  });
  const outbox = outboxOver(watched, keep);
  const { read, work } = watchVendors(vendorSettings(), {
    roles: vendorRolesOver(watched, keep),
    links: linksOver(watched, keep),
    watchList: watchListOver(watched),
    sessions: sessionStore(watched),
    auditedPolicies: async () => new Set(Object.keys((await auditStatesOver(watched).read()).policies ?? {})),
    ask: async () => undefined,
    incidents: exampleEdges(vendorSettings(), watched, () => "2026-07-02T00:00:00Z").edges,
    notify: async (notice: Notice) => void (await outbox.open(notice, { held: false })),
    count: () => undefined,
    now: () => "2026-07-02T00:00:00Z",
  });
  const records = [
    assumeRecord,
    callRecord("iam", "CreateUser", {}, { userIdentity: vendorIdentity, eventID: "e-1" }),
    // A session whose beginning nobody saw.
    callRecord(
      "iam",
      "CreatePolicyVersion",
      { policyArn: "arn:aws:iam::111122223333:policy/x" },
      {
        eventID: "e-2",
        userIdentity: { ...vendorIdentity, accessKeyId: "ASIAUNKNOWN000000001" },
      },
    ),
  ];
  for (const record of records)
    for (const { of, part } of await read(record, { receiveCount: 9, messageId: "m" })) await work(of, [part]);
  const allowed = definition.permissions.flatMap(({ actions: names }) => names);
  expect(made.size).toBe(3);
  expect([...made].filter((action) => !allowed.includes(action))).toEqual([]);
});
