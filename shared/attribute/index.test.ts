import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { decoys, renamedKey, renamedSettings, renamedTags, toldPlainly } from "../../test/renamed-keys/spelling.ts";
import type { Creation, IssuedSession, Principal } from "../model/activity.ts";
import { RetryLater } from "../model/errors.ts";
import { type Owner, resolverIds } from "../model/owner.ts";
import { type Tags, tagMap } from "../model/tags.ts";
import {
  aliceProfile,
  creationBy,
  key,
  lookupsOf,
  recordedOwner,
  roleArn,
  rolePrincipal,
  sageMakerArn,
  samlUser,
  sessionOf,
  settingsWith,
  short,
  studioService,
  type Table,
  userPrincipal,
} from "./fixtures.ts";
import { attribute, resolvers, whoIs } from "./index.ts";
import type { Lookups } from "./lookups.ts";

const settings = settingsWith();
const sso = "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Analyst_0123456789abcdef";
const tuning = sageMakerArn("hyper-parameter-tuning-job/search");
const execution = sageMakerArn("pipeline/nightly/execution/abc123");
const second = "ASIAEXAMPLE000000002";

const federated = (change: Partial<IssuedSession> = {}): IssuedSession =>
  sessionOf("analyst", "x", {
    operation: "AssumeRoleWithSAML",
    tags: { studiouserid: "alice", team: "TeamA" },
    issuedTo: samlUser,
    ...change,
  });
const analyst = rolePrincipal("analyst", "x");
const studio: Principal = {
  ...rolePrincipal("studio", "SageMaker"),
  session: { ...rolePrincipal("studio", "SageMaker").session, sourceIdentity: "alice-profile" },
};
const studioRow = sessionOf("studio", "SageMaker", { issuedTo: studioService });
const job = rolePrincipal("job", "run");
const jobRow = (change: Partial<IssuedSession> = {}): IssuedSession =>
  sessionOf("job", "run", {
    issuedTo: rolePrincipal("analyst", "x", { accessKeyId: second }),
    inheritedTags: { studiouserid: "alice", team: "TeamA" },
    ...change,
  });

interface Row {
  creation: Creation;
  table: Table;
  owner: string;
  /** The resolver of the person's evidence, or of the team's. */
  by?: string;
  conflicts?: number;
  unproven?: number;
  orphaned?: number;
  /** What is asked, in order. */
  calls: readonly string[];
}

const byKey = `sessionByKey ${key}`;
const rows: Readonly<Record<string, Row>> = {
  "a federated session with session tags": {
    creation: creationBy(analyst),
    table: { sessions: [federated()] },
    owner: "alice/TeamA",
    by: "session-tags",
    calls: [byKey],
  },
  "Studio's execution role with a source identity": {
    creation: creationBy(studio),
    table: { sessions: [studioRow], profiles: [aliceProfile()] },
    owner: "alice/TeamA",
    by: "source-identity",
    calls: [byKey, "profilesNamed alice-profile"],
  },
  "a source identity that two profiles have": {
    creation: creationBy(studio),
    table: {
      sessions: [studioRow],
      profiles: [aliceProfile(), aliceProfile({ arn: sageMakerArn("user-profile/d-2/alice-profile") })],
    },
    owner: "-/-",
    unproven: 1,
    calls: [
      byKey,
      "profilesNamed alice-profile",
      `tagsOf ${sageMakerArn("training-job/churn")}`,
      `roleTags ${roleArn("studio")}`,
    ],
  },
  "a source identity with the role of another profile": {
    creation: creationBy(studio),
    table: { sessions: [studioRow], profiles: [aliceProfile({ executionRole: roleArn("other") })] },
    owner: "-/-",
    unproven: 2,
    calls: [
      byKey,
      "profilesNamed alice-profile",
      `tagsOf ${sageMakerArn("training-job/churn")}`,
      `roleTags ${roleArn("studio")}`,
    ],
  },
  "an Identity Center session": {
    creation: creationBy(rolePrincipal(sso, "alice@example.com")),
    table: {},
    owner: "alice/TeamA",
    by: "identity-center",
    calls: [byKey, "sessionByRole"],
  },
  "an IAM user": {
    creation: creationBy(userPrincipal("alice-iam")),
    table: {},
    owner: "alice/TeamA",
    by: "iam-user",
    calls: [],
  },
  "an IAM user by its own tags": {
    creation: creationBy(userPrincipal("svc")),
    table: { users: { svc: { Team: "TeamA", studiouserid: "alice" } } },
    owner: "alice/TeamA",
    by: "iam-user",
    calls: ["userTags svc"],
  },
  "a chained session whose transitive tags only the first record tells": {
    creation: creationBy(job),
    table: {
      sessions: [
        jobRow({ inheritedTags: {} }),
        federated({ accessKeyId: second, transitiveKeys: ["StudioUserId", "team"] }),
      ],
    },
    owner: "alice/TeamA",
    by: "session-tags",
    calls: [byKey, `sessionByKey ${second}`],
  },
  "a chained session with transitive tags": {
    creation: creationBy(job),
    table: { sessions: [jobRow(), federated({ accessKeyId: second, tags: {} })] },
    owner: "alice/TeamA",
    by: "session-tags",
    calls: [byKey, `sessionByKey ${second}`],
  },
  "a chained session of which an earlier STS record has not been seen": {
    creation: creationBy(job),
    table: { sessions: [jobRow()] },
    owner: "-/-",
    unproven: 2,
    calls: [byKey, `sessionByKey ${second}`, `roleTags ${roleArn("job")}`],
  },
  "an attempt to override transitive tags": {
    creation: creationBy(job),
    table: {
      sessions: [
        jobRow({ tags: { studiouserid: "bob", team: "TeamB" } }),
        federated({ accessKeyId: second, tags: {} }),
      ],
    },
    owner: "alice/TeamA",
    by: "session-tags",
    conflicts: 2,
    calls: [byKey, `sessionByKey ${second}`],
  },
  "a tuning job's child": {
    creation: creationBy(
      { type: "Unknown", invokedBy: "sagemaker.amazonaws.com" },
      {
        announcedBy: "service-event",
        parents: [tuning],
      },
    ),
    table: { owners: { [tuning]: recordedOwner(tuning, "alice", "TeamA") } },
    owner: "alice/TeamA",
    by: "lineage",
    calls: [`recordedOwner ${tuning}`],
  },
  "a pipeline's step": {
    creation: creationBy(
      { ...rolePrincipal("pipelines", "x"), invokedBy: "sagemaker.amazonaws.com" },
      {
        requestTags: { "sagemaker:pipeline-execution-arn": execution },
        parents: [execution],
      },
    ),
    table: { owners: { [execution]: recordedOwner(execution, "bob", "TeamB") } },
    owner: "bob/TeamB",
    by: "system-tags",
    calls: [byKey, `recordedOwner ${execution}`],
  },
  "a forged studiouserid by a proven person": {
    creation: creationBy(analyst, { requestTags: { studiouserid: "bob" } }),
    table: { sessions: [federated()] },
    owner: "alice/TeamA",
    by: "session-tags",
    conflicts: 1,
    calls: [byKey],
  },
  "a forged studiouserid by a role that nobody is behind": {
    creation: creationBy(rolePrincipal("etl", "run-1"), { requestTags: { studiouserid: "bob" } }),
    table: {},
    owner: "-/-",
    unproven: 1,
    calls: [byKey, "sessionByRole", `roleTags ${roleArn("etl")}`],
  },
  "a service role that cannot be traced": {
    creation: creationBy(rolePrincipal("etl", "i-0123456789abcdef0")),
    table: { roles: { [roleArn("etl")]: { team: "TeamB" } } },
    owner: "-/TeamB",
    by: "role-tags",
    calls: [byKey, "sessionByRole", `roleTags ${roleArn("etl")}`],
  },
  "a provisioner": {
    creation: creationBy(rolePrincipal("terraform", "x"), { requestTags: { studiouserid: "bob", team: "TeamB" } }),
    table: {},
    owner: "bob/TeamB",
    by: "request-tags",
    calls: [],
  },
  "a session that is called alice": {
    creation: creationBy(rolePrincipal("etl", "alice")),
    table: {},
    owner: "-/-",
    calls: [byKey, "sessionByRole", `roleTags ${roleArn("etl")}`],
  },
  "a person who left": {
    creation: creationBy(userPrincipal("carol-iam")),
    table: {},
    owner: "carol/TeamA",
    by: "iam-user",
    orphaned: 1,
    calls: [],
  },
  "a person before leaving": {
    creation: creationBy(userPrincipal("carol-iam"), { at: "2026-03-30T23:00:00Z" }),
    table: {},
    owner: "carol/TeamA",
    by: "iam-user",
    calls: [],
  },
  "the root user": {
    creation: creationBy({ type: "Root", account: "111122223333" }),
    table: {},
    owner: "-/-",
    calls: [],
  },
  "a record without an identity": { creation: creationBy({ type: "Unknown" }), table: {}, owner: "-/-", calls: [] },
};

const resolverOf = ({ studiouserid, team }: Owner): string | undefined => (studiouserid ?? team)?.evidence.resolver;

describe("whose it is", () => {
  test.each(Object.entries(rows))("%s", async (_, row) => {
    const lookups = lookupsOf(row.table);
    const seen = await attribute(row.creation, settings, lookups);
    expect({
      owner: short(seen.owner),
      by: resolverOf(seen.owner),
      conflicts: seen.conflicts.length,
      unproven: seen.unproven.length,
      orphaned: seen.orphaned.length,
      calls: lookups.calls,
    }).toEqual({
      owner: row.owner,
      by: row.by,
      conflicts: row.conflicts ?? 0,
      unproven: row.unproven ?? 0,
      orphaned: row.orphaned ?? 0,
      calls: row.calls,
    });
  });

  test("asks the resolvers in the model's order", () => {
    expect(resolvers.map(({ id }) => id)).toEqual(resolverIds);
  });

  test("passes on that a lookup is to be repeated", async () => {
    const later = async () => {
      throw new RetryLater("throttled", 5);
    };
    const lookups: Lookups = { ...lookupsOf({}), sessionByKey: later };
    await expect(attribute(creationBy(analyst), settings, lookups)).rejects.toThrow(RetryLater);
  });
});

describe("who is behind a principal", () => {
  test("is asked without the request's tags, the resource and its makers", async () => {
    const lookups = lookupsOf({ roles: { [roleArn("studio")]: { team: "TeamA" } } });
    const creation = creationBy(rolePrincipal("studio", "SageMaker"), { requestTags: { studiouserid: "bob" } });
    const { owner, conflicts, unproven } = await whoIs(creation, settings, lookups);
    expect(short(owner)).toBe("-/TeamA");
    expect([conflicts, unproven]).toEqual([[], []]);
    expect(lookups.calls).toEqual([byKey, "sessionByRole", `roleTags ${roleArn("studio")}`]);
  });
  test.each(["a federated session with session tags", "an Identity Center session", "an IAM user"])(
    "is the owner of what it creates: %s",
    async (name) => {
      const { creation, table } = rows[name] ?? rows["an IAM user"] ?? { creation: creationBy(analyst), table: {} };
      expect(short((await whoIs(creation, settings, lookupsOf(table))).owner)).toBe("alice/TeamA");
    },
  );
});

/** Values that decide something, and any others. */
const value = fc.oneof(
  fc.constantFrom("alice", "bob", "carol", "TeamA", "TeamB", "mallory", "__proto__", "", "alice@example.com"),
  fc.string(),
);
const tagKey = fc.oneof(
  fc.constantFrom("team", "studiouserid", "StudioUserId", "TEAM", "__proto__", "sagemaker:user-profile-arn"),
  fc.string(),
);
const tags = fc.array(fc.tuple(tagKey, value), { maxLength: 5 }).map(tagMap);
const role = fc.constantFrom("analyst", "studio", "terraform", sso, "AWSReservedSSO_x", "x/terraform");
const arn = fc.oneof(
  fc.constantFrom(tuning, execution, aliceProfile().arn, "arn:aws:sagemaker:::x", "", roleArn("studio")),
  fc.string(),
);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const issuers = fc.constantFrom<Principal>(
  samlUser,
  studioService,
  userPrincipal("alice-iam"),
  userPrincipal("bob-iam"),
  rolePrincipal("analyst", "x", { accessKeyId: second }),
  rolePrincipal(sso, "bob@example.com", { accessKeyId: second }),
  { type: "AWSAccount", account: "999988887777" },
);
const principal = fc.oneof(
  fc.tuple(role, value, maybe(value)).map(([name, session, sourceIdentity]): Principal => {
    const made = rolePrincipal(name, session);
    return sourceIdentity === undefined ? made : { ...made, session: { ...made.session, sourceIdentity } };
  }),
  value.map((name) => userPrincipal(name)),
  fc.constantFrom(userPrincipal("alice-iam"), userPrincipal("bob-iam"), studio, studioService),
  fc.record(
    {
      type: fc.oneof(
        fc.constantFrom("AssumedRole", "FederatedUser", "IAMUser", "Root", "AWSService", "Unknown"),
        fc.string(),
      ),
      account: value,
      arn,
      userName: value,
      accessKeyId: fc.oneof(fc.constant(key), fc.string()),
      invokedBy: fc.oneof(fc.constant("sagemaker.amazonaws.com"), fc.string()),
      session: fc.record({ roleArn: arn, roleId: value, name: value, createdAt: value, sourceIdentity: value }),
      onBehalfOf: fc.record({ userId: value }),
    },
    { requiredKeys: ["type"] },
  ),
) as fc.Arbitrary<Principal>;
const creation: fc.Arbitrary<Creation> = fc
  .record({
    principal,
    requestTags: tags,
    announcedBy: fc.constantFrom("api", "service-event", "state-change"),
    parents: fc.array(arn, { maxLength: 3 }),
    resource: fc.record({ arn, kind: fc.constantFrom("TrainingJob", "ModelPackageGroup", "x") }),
    at: fc.oneof(fc.constant("2026-05-04T10:00:00Z"), fc.string()),
  })
  .map(({ principal: by, ...change }) => creationBy(by, change as Partial<Creation>));
const row = fc
  .tuple(role, fc.record({ tags, inheritedTags: tags, issuedTo: issuers, subject: value, name: value }))
  .map(([name, change]) => sessionOf(name, "x", { ...change, operation: "AssumeRole" }));
const table: fc.Arbitrary<Table> = fc.record({
  sessions: fc.array(row, { maxLength: 3 }),
  profiles: fc.array(
    tags.map((own) => aliceProfile({ tags: own })),
    { maxLength: 2 },
  ),
  studio: fc.array(
    tags.map((own) => aliceProfile({ tags: own })),
    { maxLength: 1 },
  ),
  owners: fc.dictionary(
    arn,
    fc.tuple(value, value).map(([person, team]) => recordedOwner(tuning, person, team)),
  ),
  lineage: fc.record({ parents: fc.array(arn), createdByProfile: maybe(arn) }),
  tags: tags as fc.Arbitrary<Record<string, string>>,
});

/** What the lookups answer, with tags under the account's keys. */
const speltTable = (
  { sessions, byRole, profiles, studio, users, roles, tags: own, ...others }: Table,
  spelt: (own: Tags) => Tags,
): Table => {
  const each = <One extends { tags: Tags }>(one: One): One => ({ ...one, tags: spelt(one.tags) });
  const session = (one: IssuedSession): IssuedSession => ({
    ...each(one),
    inheritedTags: spelt(one.inheritedTags),
    transitiveKeys: one.transitiveKeys.map(renamedKey),
  });
  const values = <One>(of: Readonly<Record<string, One>> = {}, change: (one: One) => One): Record<string, One> =>
    Object.fromEntries(Object.entries(of).map(([name, one]) => [name, change(one)]));
  return {
    ...others,
    ...{ sessions: (sessions ?? []).map(session), byRole: values(byRole, session) },
    ...{ profiles: (profiles ?? []).map(each), studio: (studio ?? []).map(each) },
    ...{ users: values(users, (one) => ({ ...spelt(one) })), roles: values(roles, (one) => ({ ...spelt(one) })) },
    tags: { ...spelt(own ?? {}) },
  };
};

const ask = (of: Creation, by: Table) => attribute(of, settings, lookupsOf(by));
const many = { numRuns: 2000 };

describe("whatever the record says", () => {
  test("the answer is in the directory, and the team is the person's", async () => {
    await fc.assert(
      fc.asyncProperty(creation, table, async (of, by) => {
        const { studiouserid, team } = (await ask(of, by)).owner;
        if (studiouserid) expect(Object.keys(settings.people)).toContain(studiouserid.value);
        if (team) expect(Object.keys(settings.teams)).toContain(team.value);
        if (studiouserid) expect(team?.value).toBe(settings.people[studiouserid.value]?.team);
      }),
      many,
    );
  });

  test("a session name proves a person only of Identity Center's roles", async () => {
    await fc.assert(
      fc.asyncProperty(role, value, tags, async (name, session, requestTags) => {
        const of = creationBy(rolePrincipal(name, session), { requestTags });
        const { studiouserid } = (await ask(of, {})).owner;
        const isProvisioner = name === "terraform";
        if (name !== sso && !isProvisioner) expect(studiouserid).toBeNull();
      }),
      many,
    );
  });

  test("a tag of the request never changes the owner, except for a provisioner", async () => {
    await fc.assert(
      fc.asyncProperty(creation, table, tagKey, value, async (of, by, name, text) => {
        const { roleArn: arn } = of.principal.session ?? {};
        fc.pre(arn !== roleArn("terraform") && !name.startsWith("sagemaker:"));
        const more = { ...of, requestTags: tagMap([...Object.entries(of.requestTags), [name, text]]) };
        const without = {
          ...of,
          requestTags: tagMap(Object.entries(of.requestTags).filter(([other]) => other !== name)),
        };
        const [before, after] = [await ask(without, by), await ask(more, by)];
        expect(short(after.owner)).toBe(short(before.owner));
        expect(after.conflicts.length).toBeGreaterThanOrEqual(before.conflicts.length);
        expect(after.unproven.length).toBeGreaterThanOrEqual(before.unproven.length);
      }),
      many,
    );
  });

  test("a system tag of the request never changes a person whom the session proves", async () => {
    const proven = Object.values(rows).filter(
      ({ by, conflicts }) =>
        conflicts === undefined && ["session-tags", "source-identity", "identity-center"].includes(by ?? ""),
    );
    const systemKey = fc.constantFrom(
      "sagemaker:user-profile-arn",
      "sagemaker:space-arn",
      "sagemaker:pipeline-execution-arn",
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...proven), table, systemKey, arn, async (known, by, name, text) => {
        const of = { ...known.creation, requestTags: { [name]: text } };
        const { owner } = await ask(of, { ...by, sessions: [], ...known.table });
        expect([short(owner), resolverOf(owner)]).toEqual([known.owner, known.by]);
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, (own: Tags) => Tags]>([
    ["under other keys", renamedTags],
    [
      "under other keys, beside tags of the old ones",
      (own) => tagMap(Object.entries({ ...decoys, ...renamedTags(own) })),
    ],
  ])("the answer and the questions are the same %s", async (_, spelt) => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(creation, table), async ([of, by]) => {
        const [lookups, others] = [lookupsOf(by), lookupsOf(speltTable(by, spelt))];
        const plain = await attribute(of, settings, lookups);
        const other = { ...of, requestTags: spelt(of.requestTags) };
        const renamed = await attribute(other, renamedSettings(settings), others);
        expect(toldPlainly(JSON.stringify(renamed))).toEqual(JSON.stringify(plain));
        expect(others.calls).toEqual(lookups.calls);
      }),
      { numRuns: 500, examples: Object.values(rows).map((one) => [[one.creation, one.table]]) },
    );
  });

  test("the answer is the same each time, and does not depend on fields that nobody knows", async () => {
    await fc.assert(
      fc.asyncProperty(creation, table, fc.dictionary(fc.string(), fc.anything()), async (of, by, extra) => {
        const first = await ask(of, by);
        const unknown = Object.fromEntries(Object.entries(extra).map(([name, any]) => [`x-${name}`, any]));
        const more = { ...unknown, ...of, principal: { ...unknown, ...of.principal } };
        expect(await ask(of, by)).toEqual(first);
        expect(await ask(more, by)).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });

  test("no more is asked than a few questions", async () => {
    await fc.assert(
      fc.asyncProperty(creation, table, async (of, by) => {
        const lookups = lookupsOf(by);
        await attribute(of, settings, lookups);
        const told = lookups.calls.filter((call) => !call.startsWith("session"));
        expect(told.length).toBeLessThanOrEqual(16);
        expect(lookups.calls.filter((call) => call.startsWith("lineage")).length).toBeLessThanOrEqual(1);
      }),
      many,
    );
  });
});
