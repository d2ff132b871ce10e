import { describe, expect, test } from "@jest/globals";
import type { Creation, Principal } from "../model/activity.ts";
import { operations } from "../sagemaker/kinds.generated.ts";
import { kinds } from "../sagemaker/kinds.ts";
import {
  aliceProfile,
  creationBy,
  lookupsOf,
  recordedOwner,
  roleArn,
  rolePrincipal,
  sageMakerArn,
  sessionBehind,
  settingsWith,
  short,
  type Table,
} from "./fixtures.ts";
import { attribute } from "./index.ts";
import { kindsWithCreator } from "./system-tags.ts";

const profileArn = aliceProfile().arn;
const spaceArn = sageMakerArn("space/d-1/team-space");
const studio = rolePrincipal("studio", "SageMaker");
const named = (arn: string, key = "sagemaker:user-profile-arn") => ({ requestTags: { [key]: arn } });
const ownRole = aliceProfile({ roleIsOwn: true });
const known: Table = { studio: [ownRole] };

const run = async (change: Partial<Creation>, table: Table = known, principal: Principal = studio) => {
  const lookups = lookupsOf({ sessions: [sessionBehind(principal)], ...table });
  const seen = await attribute(creationBy(principal, change), settingsWith(), lookups);
  return { ...seen, short: short(seen.owner), calls: lookups.calls };
};

describe("a user profile", () => {
  test("in the request counts under the conditions of a source identity", async () => {
    const seen = await run(named(profileArn));
    expect(seen.owner.studiouserid).toEqual({
      value: "alice",
      evidence: {
        resolver: "system-tags",
        field: `requestParameters.tags.sagemaker:user-profile-arn: tag studiouserid of ${profileArn}`,
        strength: "proven",
      },
    });
  });

  test("on the resource counts too, and costs one call more", async () => {
    const seen = await run({}, { ...known, tags: { "sagemaker:user-profile-arn": profileArn } });
    expect(seen.short).toBe("alice/TeamA");
    expect(seen.calls.filter((call) => call.startsWith("tagsOf"))).toHaveLength(1);
  });

  test.each<[string, Partial<Creation>, Table, Principal, string]>([
    ["with the role of another", named(profileArn), known, rolePrincipal("other", "SageMaker"), "-/-"],
    [
      "whose role is the whole domain's: anybody could name it",
      named(profileArn),
      { studio: [aliceProfile({ roleIsOwn: false })] },
      studio,
      "-/-",
    ],
    ["whose role is not known to be its own", named(profileArn), { studio: [aliceProfile()] }, studio, "-/-"],
    ["in a session whose STS record has not been seen", named(profileArn), { ...known, sessions: [] }, studio, "-/-"],
    ["that does not exist", named(sageMakerArn("user-profile/d-1/ghost")), known, studio, "-/-"],
    [
      "of another account",
      named(sageMakerArn("user-profile/d-1/alice-profile", "999988887777")),
      { studio: [aliceProfile({ arn: sageMakerArn("user-profile/d-1/alice-profile", "999988887777") })] },
      studio,
      "-/-",
    ],
    [
      "with more path than it has",
      named(`${profileArn}/x`),
      { studio: [aliceProfile({ arn: `${profileArn}/x` })] },
      studio,
      "-/-",
    ],
    ["that is no ARN", named("x".repeat(1_000_000)), known, studio, "-/-"],
    ["of a principal without a role", named(profileArn), known, { type: "Root" }, "-/-"],
  ])("%s", async (_, change, table, principal, expected) => {
    expect((await run(change, table, principal)).short).toBe(expected);
  });

  test("that is not asked for: a session that is not Studio's", async () => {
    const seen = await run({}, { tags: { "sagemaker:user-profile-arn": profileArn } }, rolePrincipal("studio", "x"));
    expect(seen.calls.filter((call) => call.startsWith("tagsOf"))).toEqual([]);
  });
});

describe("a space", () => {
  const space = aliceProfile({ arn: spaceArn, tags: { team: "TeamB" }, roleIsOwn: true });
  test("proves what its tags say", async () => {
    expect((await run(named(spaceArn, "sagemaker:space-arn"), { studio: [space] })).short).toBe("-/TeamB");
  });
  test("is asked for after a profile that proves nothing", async () => {
    const tags = { "sagemaker:user-profile-arn": profileArn, "sagemaker:space-arn": spaceArn };
    const stranger = aliceProfile({ executionRole: roleArn("other") });
    const seen = await run({ requestTags: tags }, { studio: [space, stranger] });
    expect(seen.short).toBe("-/TeamB");
    expect(seen.conflicts).toEqual([]);
    expect(seen.unproven.map(({ value }) => value)).toEqual(["TeamA", "alice"]);
  });
});

describe("CreatedBy", () => {
  const group = { resource: { arn: sageMakerArn("model-package-group/churn"), kind: "ModelPackageGroup" } };
  const created: Table = {
    studio: [aliceProfile({ roleIsOwn: false })],
    lineage: { parents: [], createdByProfile: profileArn },
  };
  test("is the service's word, so that a shared role does not matter", async () => {
    const seen = await run(group, created);
    expect(seen.short).toBe("alice/TeamA");
    expect(seen.owner.studiouserid?.evidence.field).toBe(`CreatedBy.UserProfileArn: tag studiouserid of ${profileArn}`);
  });
  test.each<[string, Partial<Creation>, Table, Principal, string]>([
    ["with another role", group, created, rolePrincipal("other", "SageMaker"), "-/-"],
    ["of a kind that has none", {}, created, studio, "-/-"],
    ["outside Studio", group, created, rolePrincipal("studio", "x"), "-/-"],
    ["that is absent", group, { lineage: { parents: [], createdByProfile: undefined } }, studio, "-/-"],
  ])("%s", async (_, change, table, principal, expected) => {
    expect((await run(change, table, principal)).short).toBe(expected);
  });
  test("is in the Describe answers that the service model says", () => {
    const says = kinds.filter(({ create }) => operations[create]?.describe.createdBy).map(({ kind }) => kind);
    expect([...kindsWithCreator].sort()).toEqual([...new Set(says)].sort());
  });
});

describe("a pipeline's execution", () => {
  const pipeline = sageMakerArn("pipeline/nightly");
  const execution = `${pipeline}/execution/abc123`;
  const step = named(execution, "sagemaker:pipeline-execution-arn");
  const service: Principal = { ...rolePrincipal("pipelines", "x"), invokedBy: "sagemaker.amazonaws.com" };
  const started: Table = { owners: { [execution]: recordedOwner(execution, "bob", "TeamB") } };
  const defined: Table = { owners: { [pipeline]: recordedOwner(pipeline, "alice", "TeamA") } };

  test.each<[string, Partial<Creation>, Table, Principal, string]>([
    ["has the owner of the execution", step, started, service, "bob/TeamB"],
    ["has the owner of the pipeline when the execution has none", step, defined, service, "alice/TeamA"],
    ["not when a user's call names it", step, started, rolePrincipal("pipelines", "SageMaker"), "-/-"],
    [
      "not in a service event, whose tags are copied",
      { ...step, announcedBy: "service-event" },
      started,
      service,
      "-/-",
    ],
    ["not in a state change, whose tags are copied", { ...step, announcedBy: "state-change" }, started, service, "-/-"],
    ["not of another service", step, started, { ...service, invokedBy: "cloudformation.amazonaws.com" }, "-/-"],
    [
      "not of a text that is no execution",
      named(pipeline, "sagemaker:pipeline-execution-arn"),
      defined,
      service,
      "-/-",
    ],
    ["not without an owner", step, {}, service, "-/-"],
  ])("%s", async (_, change, table, principal, expected) => {
    expect((await run(change, table, principal)).short).toBe(expected);
  });

  test.each<[string, Table, string]>([
    ["the execution's owner, where its starter is known", { owners: { ...started.owners, ...defined.owners } }, ""],
    ["the pipeline's, whoever started it", defined, ", pipeline of an execution whose starter is not known"],
  ])("the evidence says whose it is: %s", async (_, table, told) => {
    const { owner } = await run(step, table, service);
    const of = told === "" ? execution : pipeline;
    const place = "requestParameters.tags.sagemaker:pipeline-execution-arn";
    expect(owner.studiouserid?.evidence.field).toBe(`${place}${told}: owner of ${of}`);
  });
});
