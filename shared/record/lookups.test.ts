import { describe, expect, test } from "@jest/globals";
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

const lookupsWith = (change: Partial<Reads & StudioReads> = {}, ledger = memoryLedger()): Lookups => {
  const reads = { ...quiet, ...change };
  return liveLookups({ reads, studio: reads, ledger, sessions: ledger, account, retryIn: () => 7 });
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
      executionRole: undefined,
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
      listTags: failing("an execution has no tags"),
      describeLineage: async (arn) =>
        arn === executionArn ? { parents: [], createdByProfile: profileArn } : undefined,
      studioIdentity: async (arn) => ({
        arn,
        tags: { team: "TeamA", studiouserid: "alice" },
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

test("sessions come from the ledger", async () => {
  const ledger = memoryLedger();
  await ledger.saveSession(exampleSession());
  const lookups = lookupsWith({}, ledger);
  expect(await lookups.sessionByKey("ASIAEXAMPLE")).toEqual(exampleSession());
  expect(await lookups.sessionByRole("AROAEXAMPLE", "alice@example.com", "2026-11-22T10:00:00Z")).toEqual(
    exampleSession(),
  );
});
