import { describe, expect, test } from "@jest/globals";
import { costKeys } from "../../test/fixtures.ts";
import type { Lookups } from "../attribute/lookups.ts";
import { RetryLater } from "../model/errors.ts";
import { exampleArn, exampleRow, exampleSession } from "./example-rows.ts";
import { liveLookups, type Reads, type StudioReads } from "./lookups.ts";
import { memoryLedger } from "./memory-ledger.ts";

const account = "111122223333";
const profileArn = `arn:aws:sagemaker:us-east-1:${account}:user-profile/d-1/alice`;
const executionArn = `arn:aws:sagemaker:us-east-1:${account}:pipeline/p/execution/x1`;

const quiet: Reads & StudioReads = {
  listTags: async () => ({}),
  userTags: async () => ({}),
  roleTags: async () => ({}),
  describeLineage: async () => undefined,
  profilesNamed: async () => [],
  studioIdentity: async () => undefined,
};

const lookupsWith = (
  change: Partial<Reads & StudioReads> = {},
  ledger = memoryLedger(),
  keys = { team: "team", studiouserid: "studiouserid" },
): Lookups => {
  const reads = { ...quiet, ...change };
  return liveLookups({
    reads,
    studio: reads,
    ledger,
    sessions: ledger,
    account,
    keys,
    retryIn: () => 7,
    now: () => "2026-11-22T10:02:00Z",
  });
};

const failing = (name: string) => () => Promise.reject(Object.assign(new Error("no"), { name }));

const asked: readonly [keyof Reads | keyof StudioReads, (lookups: Lookups) => Promise<unknown>, unknown][] = [
  ["listTags", (lookups) => lookups.tagsOf(exampleArn), {}],
  ["userTags", (lookups) => lookups.userTags("alice"), {}],
  ["roleTags", (lookups) => lookups.roleTags(`arn:aws:iam::${account}:role/x`), {}],
  ["describeLineage", (lookups) => lookups.lineage({ arn: exampleArn, kind: "TrainingJob" }), undefined],
  ["profilesNamed", (lookups) => lookups.profilesNamed("alice", "us-east-1"), []],
  ["studioIdentity", (lookups) => lookups.studioIdentity(profileArn), undefined],
];

describe.each(asked)("when %s fails", (read, ask, nothing) => {
  test.each(["ResourceNotFound", "NoSuchEntityException"])("%s is an answer: nothing", async (name) => {
    expect(await ask(lookupsWith({ [read]: failing(name) }))).toEqual(nothing);
  });
  test.each([
    ["ThrottlingException", 7],
    ["AccessDeniedException", 60],
    ["SurpriseException", 60],
    ["ValidationException", 60],
  ])("%s comes again in %d s: nobody must not follow from it", async (name, seconds) => {
    const failure = await ask(lookupsWith({ [read]: failing(name) })).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RetryLater);
    expect(failure).toMatchObject({ seconds });
  });
  test("a RetryLater from below keeps its time", async () => {
    const below = new RetryLater("the ledger: throttled", 42);
    await expect(ask(lookupsWith({ [read]: () => Promise.reject(below) }))).rejects.toBe(below);
  });
});

describe("role tags", () => {
  const seen: string[] = [];
  const lookups = lookupsWith({
    roleTags: async (name) => {
      seen.push(name);
      return { team: "TeamA" };
    },
  });
  test("are asked by the name without its path", async () => {
    expect(await lookups.roleTags(`arn:aws:iam::${account}:role/service-role/team/trainer`)).toEqual({ team: "TeamA" });
    expect(seen).toEqual(["trainer"]);
  });
  test.each([
    ["another account's role of that name", "arn:aws:iam::999988887777:role/trainer"],
    ["a user", `arn:aws:iam::${account}:user/trainer`],
    ["another service", `arn:aws:sagemaker:us-east-1:${account}:role/trainer`],
    ["no ARN", "trainer"],
  ])("%s has none", async (_, arn) => {
    expect({ ...(await lookups.roleTags(arn)) }).toEqual({});
    expect(seen).toEqual(["trainer"]);
  });
});

describe("the recorded owner", () => {
  test("is the newest row's, without a call", async () => {
    const ledger = memoryLedger();
    await ledger.open(
      exampleRow({ createdAt: "2026-11-20T10:00:00Z", eventId: "old", owner: { team: null, studiouserid: null } }),
    );
    await ledger.open(exampleRow());
    const lookups = lookupsWith({ listTags: failing("never called") }, ledger);
    expect(await lookups.recordedOwner(exampleArn)).toEqual({
      arn: exampleArn,
      owner: exampleRow().owner,
    });
  });

  test("is nobody where the newest row says so, whatever the tags claim", async () => {
    const ledger = memoryLedger();
    await ledger.open(exampleRow({ owner: { team: null, studiouserid: null } }));
    const lookups = lookupsWith({ listTags: async () => ({ team: "TeamB", studiouserid: "bob" }) }, ledger);
    expect((await lookups.recordedOwner(exampleArn))?.owner).toEqual({ team: null, studiouserid: null });
  });

  test("of a resource that is not in the ledger is nobody, whatever its tags say", async () => {
    const lookups = lookupsWith({ listTags: async () => ({ team: "TeamB", studiouserid: "bob" }) });
    expect(await lookups.recordedOwner(exampleArn)).toBeUndefined();
  });

  test("of a pipeline's execution is its starter's profile", async () => {
    const lookups = lookupsWith({
      listTags: async (arn) => (arn === profileArn ? { team: "TeamA", studiouserid: "alice" } : {}),
      describeLineage: async (arn) =>
        arn === executionArn ? { parents: [], createdByProfile: profileArn } : undefined,
      studioIdentity: async (arn) => ({
        arn,
        executionRole: undefined,
      }),
    });
    const { owner } = (await lookups.recordedOwner(executionArn)) ?? {};
    expect([owner?.team?.value, owner?.studiouserid?.value]).toEqual(["TeamA", "alice"]);
  });

  test.each<[string, Partial<Reads & StudioReads>]>([
    ["not started from Studio", { describeLineage: async () => ({ parents: [], createdByProfile: undefined }) }],
    [
      "started by a profile that is gone",
      { describeLineage: async () => ({ parents: [], createdByProfile: profileArn }) },
    ],
  ])("of an execution %s is not known", async (_, change) => {
    expect(await lookupsWith(change).recordedOwner(executionArn)).toBeUndefined();
  });
});

describe("whose a Studio profile is", () => {
  const identity = { arn: profileArn, executionRole: "role", roleIsOwn: true };
  const asBob = { listTags: async () => ({ studiouserid: "bob" }), studioIdentity: async () => identity };
  const named = { ...asBob, profilesNamed: async () => [identity] };
  const rowOf = (change: Parameters<typeof exampleRow>[0]) =>
    exampleRow({ resource: { arn: profileArn, kind: "UserProfile" }, ...change });
  const both = async (lookups: Lookups) => [
    (await lookups.studioIdentity(profileArn))?.tags,
    ...(await lookups.profilesNamed("alice", "us-east-1")).map(({ tags }) => tags),
  ];

  test("is its recorded owner, whatever somebody tagged it with since", async () => {
    const ledger = memoryLedger();
    await ledger.open(rowOf({}));
    const alice = { team: "TeamA", studiouserid: "alice" };
    expect(await both(lookupsWith(named, ledger))).toEqual([alice, alice]);
  });
  test("is nobody where the ledger says so: its tags are whatever somebody wrote there", async () => {
    const ledger = memoryLedger();
    await ledger.open(rowOf({ owner: { team: null, studiouserid: null } }));
    expect(await both(lookupsWith(named, ledger))).toEqual([{}, {}]);
  });
  test("is what its live tags say where the ledger never saw it made, each time anew", async () => {
    let person = "alice";
    const lookups = lookupsWith({ ...named, listTags: async () => ({ studiouserid: person }) });
    expect(await both(lookups)).toEqual([{ studiouserid: "alice" }, { studiouserid: "alice" }]);
    person = "carol";
    expect(await both(lookups)).toEqual([{ studiouserid: "carol" }, { studiouserid: "carol" }]);
  });
  test("is not asked for where several have the name: they prove nobody", async () => {
    const several = { listTags: failing("never called"), profilesNamed: async () => [identity, identity] };
    const found = await lookupsWith(several).profilesNamed("alice", "us-east-1");
    expect(found.map(({ tags }) => ({ ...tags }))).toEqual([{}, {}]);
  });
  test("has the keys that the settings choose, recorded or live", async () => {
    const ledger = memoryLedger();
    const live = async () => ({ team: "TeamB", studiouserid: "bob", CostTeam: "TeamA", StudioUser: "alice" });
    const started = { describeLineage: async () => ({ parents: [], createdByProfile: profileArn }) };
    const lookups = lookupsWith({ ...named, ...started, listTags: live }, ledger, costKeys);
    const ownerOf = async () => (await lookups.recordedOwner(executionArn))?.owner.studiouserid;
    expect(await ownerOf()).toMatchObject({ value: "alice", evidence: { field: `tag StudioUser of ${executionArn}` } });
    await ledger.open(rowOf({}));
    expect({ ...(await lookups.studioIdentity(profileArn))?.tags }).toEqual({ CostTeam: "TeamA", StudioUser: "alice" });
    expect(await ownerOf()).toMatchObject({ value: "alice" });
  });
  test("an execution that it started is its recorded owner's", async () => {
    const ledger = memoryLedger();
    await ledger.open(rowOf({}));
    const started = { ...asBob, describeLineage: async () => ({ parents: [], createdByProfile: profileArn }) };
    const found = await lookupsWith(started, ledger).recordedOwner(executionArn);
    expect(found?.owner.studiouserid?.value).toBe("alice");
  });
});

test.each([
  ["2026-11-22T10:00:00Z", false],
  ["2026-11-22T10:00:01Z", true],
  ["2026-11-22T10:05:00Z", true],
])("records of sessions behind a call at %s may be late at 10:02: %s", (at, expected) => {
  expect(lookupsWith({}).recordsMayBeLate(at)).toBe(expected);
});

test("sessions come from the ledger", async () => {
  const ledger = memoryLedger();
  await ledger.saveSession(exampleSession());
  const lookups = lookupsWith({}, ledger);
  expect(await lookups.sessionByKey("ASIAEXAMPLE")).toEqual(exampleSession());
  expect(await lookups.sessionByRole("AROAEXAMPLE", "alice@example.com", "2026-11-22T10:00:00Z")).toEqual(
    exampleSession(),
  );
});
