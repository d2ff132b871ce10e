import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { exampleEdges } from "./contain/example-edges.ts";
import { incidentIdOf } from "./contain/incident-id.ts";
import { RetryLater, StaleRow } from "./model/errors.ts";
import type { Notice } from "./model/notice.ts";
import type { Settings } from "./model/settings.ts";
import { memoryTable } from "./record/memory-ledger.ts";
import { sessionStore } from "./record/sessions.ts";
import type { Table } from "./record/table.ts";
import { linksOver, watchListOver } from "./record/vendor-links.ts";
import { vendorRolesOver } from "./record/vendor-roles.ts";
import type { AuditAsk } from "./vendor-edges.ts";
import {
  account,
  assumeRecord,
  callRecord,
  getObjectRecord,
  role,
  vendorSettings,
} from "./vendors/watch/example-acts.ts";
import { watchVendors } from "./watch-vendor.ts";

const keep = 400 * 86_400;
const now = "2026-07-01T10:06:00Z";

const fixture = (settings: Settings = vendorSettings(), table: Table = memoryTable()) => {
  const [notices, asked]: [Map<string, { notice: Notice; mode: string }>, AuditAsk[]] = [new Map(), []];
  const counted: string[] = [];
  const roles = vendorRolesOver(table, { keep });
  const incidents = exampleEdges(settings, table, () => now);
  const edges = {
    roles,
    links: linksOver(table, { keep }),
    watchList: watchListOver(table),
    sessions: sessionStore(table),
    auditedPolicies: async () => new Set([`arn:aws:iam::${account}:policy/readers`]),
    ask: async (ask: AuditAsk) => void asked.push(ask),
    incidents: incidents.edges,
    notify: async (notice: Notice, mode: string) =>
      void (notices.has(notice.id) || notices.set(notice.id, { notice, mode })),
    count: (severity: string) => void counted.push(severity),
    now: () => now,
  };
  /** One batch, as the function works through it. */
  const deliver = async (records: readonly object[], receiveCount = 1): Promise<void> => {
    const { read, work } = watchVendors(settings, edges);
    const parts = [];
    for (const record of records) parts.push(...(await read(record, { receiveCount, messageId: "m" })));
    for (const [of, group] of Map.groupBy(parts, (one) => one.of))
      await work(
        of,
        group.map(({ part }) => part),
      );
  };
  const told = () => [...notices.values()].map(({ notice }) => notice);
  return { deliver, edges, roles, table, notices, told, asked, counted, incidents };
};

const intruder = {
  ...assumeRecord,
  userIdentity: { ...assumeRecord.userIdentity, accountId: "666655554444" },
  eventID: "22222222-0000-4000-8000-000000000666",
};

/** As EventBridge wraps it. */
const envelope = (detail: object) => ({
  source: "aws.sts",
  account,
  "detail-type": "AWS API Call via CloudTrail",
  detail,
});

describe("what the vendor may do", () => {
  test("is remembered, and nobody is told", async () => {
    const { deliver, roles, told, table } = fixture();
    await deliver([envelope(assumeRecord), getObjectRecord]);
    expect((await roles.get(role))?.state.lastAt).toBe(getObjectRecord.eventTime);
    expect(await roles.sessions(role)).toMatchObject([{ accessKeyId: "ASIAAUGER00000000001", name: "auger-7" }]);
    expect([await roles.signals(role), told()]).toEqual([[], []]);
    expect((await table.get({ pk: `vendor-role#${role}`, sk: "state" }))?.version).toBe(1);
  });

  test("is one read and one write, however many acts a batch has", async () => {
    const table = memoryTable();
    const calls: string[] = [];
    const counting: Table = {
      ...table,
      get: (key) => {
        calls.push(`get ${key.sk}`);
        return table.get(key);
      },
      put: (item, condition) => {
        calls.push(`put ${item.sk}`);
        return table.put(item, condition);
      },
    };
    const acts = Array.from({ length: 100 }, (_, index) => ({ ...getObjectRecord, eventID: `e-${index}` }));
    await fixture(vendorSettings(), counting).deliver(acts);
    expect(calls.filter((call) => / state$/.test(call))).toEqual(["get state", "get state", "put state"]);
    // And four about the session, which all of them share.
    expect(calls).toHaveLength(7);
  });

  test("a record of nobody's is dropped", async () => {
    const { deliver, roles } = fixture();
    await deliver([
      { ...getObjectRecord, userIdentity: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/a" } },
      {},
    ]);
    expect(await roles.all()).toEqual([]);
  });
});

describe("a breach", () => {
  test("is a signal row with its score, told to the owner", async () => {
    const { deliver, roles, told, counted } = fixture(vendorSettings({ owner: "alice" }));
    await deliver([envelope(intruder)]);
    expect(await roles.signals(role)).toMatchObject([
      { signal: "account-not-in-contract", severity: "critical", vendor: "auger", score: 100 },
    ]);
    expect(told().map(({ type, severity, studiouserid, team }) => [type, severity, studiouserid, team])).toEqual([
      ["vendor-signal", "critical", "alice", "TeamA"],
    ]);
    expect(counted).toEqual(["critical"]);
  });

  test("is told in the vendor's own mode, else in everybody's", async () => {
    const modes = async (mode: string | undefined) => {
      const { deliver, notices } = fixture(vendorSettings({ mode }));
      await deliver([intruder]);
      return new Set([...notices.values()].map((one) => one.mode));
    };
    expect([await modes("observe"), await modes(undefined)]).toEqual([new Set(["observe"]), new Set(["enforce"])]);
  });

  test("that the contract expects is recorded only", async () => {
    const { deliver, roles, told } = fixture(vendorSettings({ expects: ["account-not-in-contract"] }));
    await deliver([intruder]);
    expect(await roles.signals(role)).toMatchObject([{ severity: "info" }]);
    expect(told()).toEqual([]);
  });

  test("of a role that nobody registered is told to whoever operates this, and contains nothing", async () => {
    const { deliver, told } = fixture();
    const roleArn = `arn:aws:iam::${account}:role/legacy`;
    await deliver([{ ...intruder, requestParameters: { ...intruder.requestParameters, roleArn } }]);
    expect(told().map(({ type, studiouserid, team, resource }) => [type, studiouserid, team, resource.arn])).toEqual([
      ["vendor-signal", undefined, undefined, roleArn],
    ]);
  });
});

describe("what a contract contains at", () => {
  test("is begun before anything is written of the signal or told", async () => {
    const { deliver, edges, roles, incidents } = fixture();
    edges.roles.saveSignal = () => Promise.reject(new RetryLater("the table", 5));
    await expect(deliver([intruder])).rejects.toThrow(RetryLater);
    expect([incidents.done, await roles.signals(role)]).toEqual([[`start contain ${incidentIdOf(role, 1)}`], []]);
  });

  test("is begun by four calls of the ledger from the batch on", async () => {
    const calls: string[] = [];
    const table = memoryTable();
    const counting: Table = {
      ...table,
      get: (key) => {
        calls.push(`get ${key.sk}`);
        return table.get(key);
      },
      put: (item, condition) => {
        calls.push(`put ${item.sk}`);
        return table.put(item, condition);
      },
    };
    const { edges } = fixture(vendorSettings(), counting);
    edges.incidents.start = async () => void calls.push("start");
    const { read, work } = watchVendors(vendorSettings(), edges);
    const parts = (await read(intruder, { receiveCount: 1, messageId: "m" })).map(({ part }) => part);
    calls.length = 0;
    await work(role, parts);
    expect(calls.slice(0, calls.indexOf("start"))).toEqual(["get state", "put state", "get incident", "put incident"]);
  });

  test("is not an administrator's change of a role that is not contained: people are told of it", async () => {
    const { deliver, incidents, told } = fixture(vendorSettings({ contain: { at: "medium" } }));
    const admin = { type: "IAMUser", arn: `arn:aws:iam::${account}:user/bob`, accountId: account, userName: "bob" };
    const changes = [
      ["AttachRolePolicy", { roleName: "vendor-auger", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }],
      ["UpdateAssumeRolePolicy", { roleName: "vendor-auger", policyDocument: "{}" }],
      ["DeleteRolePolicy", { roleName: "vendor-auger", policyName: "SagewardenDenyAll" }],
    ] as const;
    for (const [eventName, request] of changes)
      await deliver([
        callRecord("iam", eventName, request, { userIdentity: admin, eventID: `e-${eventName}`, readOnly: false }),
      ]);
    expect(told().length).toBeGreaterThan(0);
    expect(incidents.done).toEqual([]);
    expect(await incidents.edges.incidents.current(role)).toBeUndefined();
  });

  test("is begun with the next delivery where it could not be", async () => {
    const { deliver, edges, incidents, told } = fixture();
    const { start } = edges.incidents;
    edges.incidents.start = () => Promise.reject(new Error("TooManyRequestsException"));
    await expect(deliver([intruder])).rejects.toThrow(RetryLater);
    expect(told()).toEqual([]);
    edges.incidents.start = start;
    await deliver([intruder]);
    expect([incidents.done.length, told().length]).toEqual([1, 1]);
  });
});

describe("deliveries", () => {
  test("a batch of like acts makes one notice of each kind", async () => {
    const { deliver, edges, roles } = fixture();
    const ids: string[] = [];
    edges.notify = async ({ id }) => void ids.push(id);
    await deliver(Array.from({ length: 20 }, (_, index) => ({ ...intruder, eventID: `e-${index}` })));
    expect((await roles.signals(role)).length).toBe(20);
    expect(ids).toHaveLength(1);
  });

  test("a second one adds nothing", async () => {
    const { deliver, roles, told, counted } = fixture();
    await deliver([intruder]);
    const before = JSON.stringify(await roles.get(role));
    await deliver([intruder]);
    expect(JSON.stringify(await roles.get(role))).toBe(before);
    expect([(await roles.signals(role)).length, told().length, counted.length]).toEqual([1, 1, 1]);
  });

  test("one that was cut off after the row was written tells what was left", async () => {
    const { deliver, edges, roles, told } = fixture();
    const { notify } = edges;
    edges.notify = () => Promise.reject(new RetryLater("the queue of notices", 5));
    await expect(deliver([intruder])).rejects.toThrow(RetryLater);
    edges.notify = notify;
    await deliver([intruder]);
    expect([(await roles.signals(role)).length, told().length]).toEqual([1, 1]);
  });

  test("two at the same time are both remembered", async () => {
    const { deliver, edges, roles } = fixture();
    const { get } = edges.roles;
    let isFirst = true;
    edges.roles.get = async (arn) => {
      const row = await get(arn);
      if (isFirst) {
        isFirst = false;
        await deliver([{ ...getObjectRecord, eventID: "e-other" }]);
      }
      return row;
    };
    await deliver([getObjectRecord]);
    expect((await roles.get(role))?.state.lately).toHaveLength(2);
  });

  test("a row that others always change comes back later", async () => {
    const { deliver, edges } = fixture();
    edges.roles.save = () => Promise.reject(new StaleRow("another"));
    await expect(deliver([getObjectRecord])).rejects.toThrow(StaleRow);
  });

  test("in any order and any batches end in the same signals", async () => {
    const records = [assumeRecord, getObjectRecord, intruder, { ...intruder, eventID: "e-2" }];
    const end = async (batches: readonly (readonly object[])[]) => {
      const { deliver, roles } = fixture();
      for (const batch of batches) await deliver(batch);
      return (await roles.signals(role)).map(({ eventId, signal }) => `${eventId} ${signal}`).toSorted();
    };
    const wanted = await end([records]);
    expect(wanted).toHaveLength(2);
    const order = fc.shuffledSubarray(records, { minLength: 4 });
    await fc.assert(
      fc.asyncProperty(order, fc.integer({ min: 1, max: 4 }), async (shuffled, size) => {
        const batches = [shuffled.slice(0, size), shuffled.slice(size), shuffled.slice(0, 1)];
        expect(await end(batches)).toEqual(wanted);
      }),
      { numRuns: 30 },
    );
  });
});

const hub = `arn:aws:iam::${account}:role/hub-deploy`;
const chainedKey = "ASIACHAINED000000001";
const chain = callRecord(
  "sts",
  "AssumeRole",
  { roleArn: hub, roleSessionName: "x" },
  {
    eventID: "e-chain",
    responseElements: { credentials: { accessKeyId: chainedKey, expiration: "Jul 1, 2026, 11:00:00 AM" } },
  },
);
const byChained = {
  ...callRecord("iam", "CreateUser", { userName: "backdoor" }),
  eventID: "e-user",
  userIdentity: {
    type: "AssumedRole",
    principalId: "AROAHUB:x",
    arn: `arn:aws:sts::${account}:assumed-role/hub-deploy/x`,
    accountId: account,
    accessKeyId: chainedKey,
    sessionContext: { sessionIssuer: { type: "Role", principalId: "AROAHUB", arn: hub, accountId: account } },
  },
  responseElements: { user: { arn: `arn:aws:iam::${account}:user/backdoor`, userName: "backdoor" } },
};

describe("whom the rules do not hear", () => {
  test("a chained role and what its session made are on the list, and the rules are asked for", async () => {
    const { deliver, edges, asked } = fixture();
    await deliver([chain, byChained]);
    expect(await edges.watchList.read()).toMatchObject({
      [hub]: { in: "roles", why: "chained" },
      [`arn:aws:iam::${account}:user/backdoor`]: { in: "users", why: "minted" },
    });
    expect(asked).toEqual([{ rules: true }, { rules: true }]);
    expect((await edges.links.of(role)).map(({ how }) => how).toSorted()).toEqual(["chained", "minted"]);
  });

  test("what the user that it made does is the vendor's", async () => {
    const { deliver, roles } = fixture();
    await deliver([chain, byChained]);
    const before = (await roles.get(role))?.state.lately.length;
    const arn = `arn:aws:iam::${account}:user/backdoor`;
    await deliver([
      { ...getObjectRecord, eventID: "e-used", userIdentity: { type: "IAMUser", arn, accountId: account } },
    ]);
    expect((await roles.get(role))?.state.lately.length).toBe((before ?? 0) + 1);
  });

  test("a user's key that nobody knows comes again, twice: the vendor may just have made it", async () => {
    const minted = {
      ...callRecord("iam", "AttachUserPolicy", { userName: "backdoor" }, { readOnly: false }),
      eventID: "e-minted",
      userIdentity: {
        type: "IAMUser",
        arn: `arn:aws:iam::${account}:user/old`,
        accountId: account,
        accessKeyId: "AKIAMINTED0000000001",
      },
    };
    const made = callRecord(
      "iam",
      "CreateAccessKey",
      { userName: "old" },
      { eventID: "e-key", responseElements: { accessKey: { accessKeyId: "AKIAMINTED0000000001" } } },
    );
    const { deliver, roles } = fixture();
    await expect(deliver([minted], 1)).rejects.toThrow(RetryLater);
    await deliver([made]);
    await deliver([minted], 2);
    expect((await roles.get(role))?.state.lately).toHaveLength(2);
    await fixture().deliver([minted], 3);
    await fixture().deliver([{ ...minted, eventTime: "2026-07-01T10:01:00Z" }], 1);
  });

  test("whoever changes a vendor's role in a session that nobody knows yet may be the vendor", async () => {
    const change = {
      ...byChained,
      ...{ eventID: "e-change", eventName: "PutRolePolicy", responseElements: null },
      requestParameters: { roleName: "vendor-auger", policyName: "p" },
    };
    const { deliver, roles } = fixture();
    await expect(deliver([change], 1)).rejects.toThrow(RetryLater);
    await deliver([chain]);
    await deliver([change], 2);
    expect((await roles.signals(role)).map(({ signal }) => signal)).not.toContain("role-changed");
    expect((await roles.get(role))?.state.lately).toHaveLength(2);
  });

  test("a session whose beginning was not seen yet comes again, twice", async () => {
    const { deliver, roles } = fixture();
    await expect(deliver([byChained], 1)).rejects.toThrow(RetryLater);
    await expect(deliver([byChained], 2)).rejects.toThrow(RetryLater);
    await deliver([byChained], 3);
    expect(await roles.all()).toEqual([]);
    await deliver([chain, byChained], 1);
    expect((await roles.get(role))?.state.lately).toHaveLength(2);
  });
});

describe("a change of a vendor's role", () => {
  const change = {
    ...callRecord("iam", "UpdateAssumeRolePolicy", { roleName: "vendor-auger", policyDocument: "{}" }),
    userIdentity: { type: "IAMUser", arn: `arn:aws:iam::${account}:user/bob`, accountId: account, userName: "bob" },
    eventID: "e-change",
    readOnly: false,
  };

  test("asks for an audit", async () => {
    const { deliver, asked } = fixture();
    await deliver([change]);
    expect(asked).toEqual([{ at: change.eventTime }]);
  });

  test("by the vendor itself does so too", async () => {
    const { deliver, asked } = fixture();
    await deliver([callRecord("iam", "PutRolePolicy", { roleName: "vendor-auger" }, { readOnly: false })]);
    expect(asked).toHaveLength(1);
  });

  test("that was denied does not", async () => {
    const { deliver, asked } = fixture();
    await deliver([{ ...change, errorCode: "AccessDenied" }]);
    expect(asked).toEqual([]);
  });

  test.each([
    ["a role is opened to outsiders", "UpdateAssumeRolePolicy", { roleName: "any", policyDocument: "{" }, 1],
    [
      "a policy of a vendor's role changes",
      "CreatePolicyVersion",
      { policyArn: `arn:aws:iam::${account}:policy/readers` },
      1,
    ],
    ["another policy changes", "CreatePolicyVersion", { policyArn: `arn:aws:iam::${account}:policy/others` }, 0],
    ["another role gets a policy", "PutRolePolicy", { roleName: "any" }, 0],
  ])("%s", async (_, eventName, requestParameters, count) => {
    const { deliver, asked } = fixture();
    await deliver([{ ...change, eventName, requestParameters }]);
    expect(asked).toHaveLength(count);
  });
});
