import { describe, expect, test } from "@jest/globals";
import type { IssuedSession } from "../../model/activity.ts";
import {
  account,
  actOf,
  assumeRecord,
  callRecord,
  getObjectRecord,
  role,
  settingsWith,
  vendorSettings,
} from "./example-acts.ts";
import { linksOf } from "./links.ts";
import { issuedBy, type MemoryWatchLedger, memoryWatchLedger } from "./memory-watch-ledger.ts";
import { rosterOf } from "./roster.ts";
import { watchedOf } from "./watched.ts";

const roster = rosterOf(vendorSettings());
const hub = `arn:aws:iam::${account}:role/hub-1`;

const identityOf = (name: string, accessKeyId: string) => ({
  type: "AssumedRole",
  principalId: `AROA${name}:s`,
  arn: `arn:aws:sts::${account}:assumed-role/${name}/s`,
  accountId: account,
  accessKeyId,
  sessionContext: {
    sessionIssuer: { type: "Role", principalId: `AROA${name}`, arn: `arn:aws:iam::${account}:role/${name}` },
    attributes: { creationDate: "2026-07-01T10:10:00Z" },
  },
});
const act = (userIdentity: object) => callRecord("ec2", "DescribeInstances", {}, { userIdentity });
/** A session, by its record's `userIdentity`, takes a role: its answer has the key. */
const takes = (userIdentity: object | undefined, name: string, accessKeyId: string) =>
  callRecord(
    "sts",
    "AssumeRole",
    { roleArn: `arn:aws:iam::${account}:role/${name}` },
    {
      ...(userIdentity ? { userIdentity } : {}),
      eventTime: "2026-07-01T10:10:00Z",
      responseElements: { credentials: { accessKeyId }, assumedRoleUser: { assumedRoleId: `AROA${name}:s` } },
    },
  );

const ask = async (record: object, ledger: MemoryWatchLedger = memoryWatchLedger(), who = roster) =>
  (await watchedOf(actOf(record), who, ledger)).map(({ role: of, how, via }) => [of, how, ...(via ? [via] : [])]);
const withSessions = (...records: object[]): MemoryWatchLedger => {
  const ledger = memoryWatchLedger();
  for (const record of records) ledger.addSession(issuedBy(actOf(record)) as IssuedSession);
  return ledger;
};

test("a session of the role", async () => expect(await ask(getObjectRecord)).toEqual([[role, "session"]]));
test("the role is taken", async () => expect(await ask(assumeRecord)).toEqual([[role, "assumed"]]));
test("nobody's concern", async () => expect(await ask(act(identityOf("dev", "ASIADEV")))).toEqual([]));

test("somebody changes the role", async () => {
  const record = callRecord(
    "iam",
    "PutRolePolicy",
    { roleName: "vendor-auger" },
    { userIdentity: identityOf("dev", "ASIADEV") },
  );
  expect(await ask(record)).toEqual([[role, "changed"]]);
});

test("its own session changes it: a session", async () => {
  expect(await ask(callRecord("iam", "PutRolePolicy", { roleName: "vendor-auger" }))).toEqual([[role, "session"]]);
});

describe("chains", () => {
  test("a session that a session of it took", async () => {
    const ledger = withSessions(takes(undefined, "hub-1", "ASIAHUB"));
    expect(await ask(act(identityOf("hub-1", "ASIAHUB")), ledger)).toEqual([[role, "chained", "ASIAHUB"]]);
  });

  test("by role, name and second, where the key is another", async () => {
    const ledger = withSessions(takes(undefined, "hub-1", "ASIAHUB"));
    expect(await ask(act(identityOf("hub-1", "ASIAOTHER")), ledger)).toEqual([[role, "chained", "ASIAHUB"]]);
  });

  test("of twenty sessions, without a link", async () => {
    const hops = Array.from({ length: 20 }, (_, i) =>
      takes(i === 0 ? undefined : identityOf(`hop${i - 1}`, `ASIAHOP${i - 1}`), `hop${i}`, `ASIAHOP${i}`),
    );
    expect(await ask(act(identityOf("hop19", "ASIAHOP19")), withSessions(...hops))).toEqual([
      [role, "chained", "ASIAHOP0"],
    ]);
  });

  test("of two hundred, with links: one look each", async () => {
    const ledger = memoryWatchLedger();
    for (let i = 0; i < 200; i++) {
      const taking = actOf(
        takes(i === 0 ? undefined : identityOf(`hop${i - 1}`, `ASIAHOP${i - 1}`), `hop${i}`, `ASIAHOP${i}`),
      );
      for (const watched of await watchedOf(taking, roster, ledger))
        for (const link of linksOf(taking, watched)) ledger.addLink(link);
    }
    expect(await ask(act(identityOf("hop199", "ASIAHOP199")), ledger)).toEqual([[role, "chained", "key:ASIAHOP199"]]);
  });

  test("a circle ends", async () => {
    const ledger = withSessions(
      takes(identityOf("b", "ASIAB"), "a", "ASIAA"),
      takes(identityOf("a", "ASIAA"), "b", "ASIAB"),
    );
    let asked = 0;
    const counting = { ...ledger, sessionByKey: (key: string) => ledger.sessionByKey(key).finally(() => (asked += 1)) };
    expect(await ask(act(identityOf("a", "ASIAA")), counting)).toEqual([]);
    expect(asked).toBe(3);
  });

  test("onto a watched role: a session of that one, and chained of the first", async () => {
    const settings = vendorSettings();
    const two = rosterOf({
      ...settings,
      vendors: { ...settings.vendors, ...settingsWith({ dog: { accounts: ["444455556666"], roleArn: hub } }).vendors },
    });
    const ledger = withSessions(takes(undefined, "hub-1", "ASIAHUB"));
    expect(await ask(takes(undefined, "hub-1", "ASIAHUB"), ledger, two)).toEqual([
      [role, "session"],
      [hub, "assumed"],
    ]);
    expect(await ask(act(identityOf("hub-1", "ASIAHUB")), ledger, two)).toEqual([
      [hub, "session"],
      [role, "chained", "ASIAHUB"],
    ]);
  });
});

test("a key that a session made", async () => {
  const ledger = memoryWatchLedger();
  ledger.addLink({ id: "key:AKIAMADE", role, how: "minted", at: "2026-07-01T10:00:00Z", eventId: "e" });
  const user = { type: "IAMUser", arn: `arn:aws:iam::${account}:user/x`, accountId: account, accessKeyId: "AKIAMADE" };
  expect(await ask(act(user), ledger)).toEqual([[role, "minted", "key:AKIAMADE"]]);
});

describe("an account that nobody names", () => {
  const foreign = { ...assumeRecord, requestParameters: { ...assumeRecord.requestParameters, roleArn: hub } };

  test("takes any role", async () => expect(await ask(foreign)).toEqual([[hub, "assumed"]]));

  test("acts in it, and in what it takes from there", async () => {
    const first = { ...foreign, responseElements: { credentials: { accessKeyId: "ASIAHUB" } } };
    const ledger = withSessions(first, takes(identityOf("hub-1", "ASIAHUB"), "b", "ASIAB"));
    expect(await ask(act(identityOf("hub-1", "ASIAHUB")), ledger)).toEqual([[hub, "session"]]);
    expect(await ask(act(identityOf("b", "ASIAB")), ledger)).toEqual([[hub, "chained", "ASIAHUB"]]);
  });

  test("one of the organisation is none", async () => {
    const settings = { ...vendorSettings(), organization: { accounts: ["999988887777"] } };
    expect(await ask(foreign, memoryWatchLedger(), rosterOf(settings))).toEqual([]);
  });
});
