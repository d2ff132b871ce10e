import { describe, expect, test } from "@jest/globals";
import { dynamoTable } from "../aws/dynamodb.ts";
import type { IssuedSession } from "../model/activity.ts";
import { PoisonRecord } from "../model/errors.ts";
import { exampleSession } from "./example-rows.ts";
import { fakeDynamo } from "./fake-dynamo.ts";
import { memoryTable } from "./memory-ledger.ts";
import { sessionStore } from "./sessions.ts";
import type { Table } from "./table.ts";

const dynamo = (): Table => {
  const { send } = fakeDynamo();
  return dynamoTable("sagewarden", () => ({ send }));
};

const at = "2026-11-22T10:00:00Z";
const byRole = ["AROAEXAMPLE", "alice@example.com", at] as const;

describe.each<[string, () => Table]>([
  ["in memory", memoryTable],
  ["in DynamoDB", dynamo],
])("sessions %s", (_, makeTable) => {
  const storeWith = async (...sessions: readonly IssuedSession[]) => {
    const store = sessionStore(makeTable());
    for (const session of sessions) await store.save(session);
    return store;
  };

  test("are found by their key and by role, name and second", async () => {
    const store = await storeWith(exampleSession());
    expect(await store.sessionByKey("ASIAEXAMPLE")).toEqual(exampleSession());
    expect(await store.sessionByRole(...byRole)).toEqual(exampleSession());
  });

  test("a second is a second, however it is written", async () => {
    const store = await storeWith(exampleSession());
    expect(await store.sessionByRole("AROAEXAMPLE", "alice@example.com", "2026-11-22T10:00:00.900Z")).toBeDefined();
  });

  test.each<[string, string, string, string]>([
    ["another role", "AROAOTHER", "alice@example.com", at],
    ["another name", "AROAEXAMPLE", "bob@example.com", at],
    ["another second", "AROAEXAMPLE", "alice@example.com", "2026-11-22T10:00:01Z"],
    ["no time at all", "AROAEXAMPLE", "alice@example.com", "now"],
  ])("%s finds nothing", async (_case, roleId, name, createdAt) => {
    const store = await storeWith(exampleSession());
    expect(await store.sessionByRole(roleId, name, createdAt)).toBeUndefined();
  });

  test("an unknown key finds nothing", async () => {
    expect(await (await storeWith()).sessionByKey("ASIAOTHER")).toBeUndefined();
  });

  test("two sessions of one name and second that say the same are one", async () => {
    const store = await storeWith(exampleSession(), exampleSession({ accessKeyId: "ASIASECOND" }));
    expect((await store.sessionByRole(...byRole))?.tags).toEqual({ team: "TeamA", studiouserid: "alice" });
  });

  test.each<[string, Partial<IssuedSession>]>([
    ["other tags", { tags: { team: "TeamB" } }],
    ["other inherited tags", { inheritedTags: { team: "TeamB" } }],
    ["another source identity", { sourceIdentity: "bob" }],
    ["another subject", { subject: "bob@example.com" }],
    ["another caller", { issuedTo: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/bob" } }],
  ])("two sessions of one name and second with %s prove nothing", async (_case, change) => {
    const store = await storeWith(exampleSession(), exampleSession({ accessKeyId: "ASIASECOND", ...change }));
    expect(await store.sessionByRole(...byRole)).toBeUndefined();
    expect(await store.sessionByKey("ASIAEXAMPLE")).toEqual(exampleSession());
  });

  test("a duplicate changes nothing", async () => {
    const store = await storeWith(exampleSession(), exampleSession());
    expect(await store.sessionByRole(...byRole)).toEqual(exampleSession());
  });

  test("a session without a role has no second name", async () => {
    const { roleId: _id, name: _name, ...user } = exampleSession();
    const store = await storeWith(user);
    expect(await store.sessionByKey("ASIAEXAMPLE")).toEqual(user);
    expect(await store.sessionByRole("", "", at)).toBeUndefined();
  });

  test("a tag named __proto__ is only a tag", async () => {
    const tags = JSON.parse('{"__proto__":"x","team":"TeamA"}');
    const session = await (await storeWith(exampleSession({ tags }))).sessionByKey("ASIAEXAMPLE");
    expect(Object.entries(session?.tags ?? {})).toEqual(Object.entries(tags));
  });
});

describe("when a session is forgotten", () => {
  const hour = 3_600;
  const issued = Date.parse(at) / 1000;
  const { expiresAt: _, ...open } = exampleSession();
  test.each<[string, IssuedSession, number]>([
    ["an hour: 36 hours after its issue", exampleSession(), 36],
    ["36 hours: a day after its end", exampleSession({ expiresAt: "2026-11-23T22:00:00Z" }), 60],
    ["no end in the record: 36 hours after its issue", open, 36],
    ["an end that is no time: 36 hours after its issue", exampleSession({ expiresAt: "soon" }), 36],
  ])("%s", async (_case, session, hours) => {
    const table = memoryTable();
    await sessionStore(table).save(session);
    expect(table.items().map(({ ttl }) => ttl)).toEqual([issued + hours * hour, issued + hours * hour]);
  });

  test("an issue that is no time is poison", async () => {
    const saving = sessionStore(memoryTable()).save(exampleSession({ issuedAt: "today" }));
    await expect(saving).rejects.toThrow(PoisonRecord);
  });
});
