import { describe, expect, test } from "@jest/globals";
import type { Creation } from "../model/activity.ts";
import {
  creationBy,
  lookupsOf,
  recordedOwner,
  roleArn,
  rolePrincipal,
  sageMakerArn,
  settingsWith,
  short,
  studioService,
  type Table,
} from "./fixtures.ts";
import { attribute } from "./index.ts";

const tuning = sageMakerArn("hyper-parameter-tuning-job/search");
const owned: Table = { owners: { [tuning]: recordedOwner(tuning, "alice", "TeamA") } };
const unknown: Creation["principal"] = { type: "Unknown", invokedBy: "sagemaker.amazonaws.com" };

const run = async (change: Partial<Creation>, table: Table = owned, principal = unknown) => {
  const lookups = lookupsOf(table);
  const seen = await attribute(creationBy(principal, change), settingsWith(), lookups);
  return { ...seen, short: short(seen.owner), calls: lookups.calls };
};

describe("a child that a service made", () => {
  test("has the owner of the job that its event names", async () => {
    const seen = await run({ announcedBy: "service-event", parents: [tuning] });
    const field = `record of CreateTrainingJob: owner of ${tuning}`;
    expect(seen.owner).toEqual({
      studiouserid: { value: "alice", evidence: { resolver: "lineage", field, strength: "derived" } },
      team: { value: "TeamA", evidence: { resolver: "lineage", field, strength: "derived" } },
    });
    expect(seen.calls).toEqual([`recordedOwner ${tuning}`]);
  });

  test("has the owner of the job that its Describe answer names", async () => {
    const seen = await run(
      { announcedBy: "state-change" },
      { ...owned, lineage: { parents: [tuning], createdByProfile: undefined } },
      { type: "Unknown" },
    );
    const child = sageMakerArn("training-job/churn");
    expect(seen.owner.studiouserid?.evidence.field).toBe(`Describe of ${child}: owner of ${tuning}`);
    expect(seen.calls).toEqual([`lineage ${child}`, `recordedOwner ${tuning}`]);
  });

  const described: Table = { ...owned, lineage: { parents: [tuning], createdByProfile: undefined } };
  test.each<[string, Partial<Creation>, Table, Creation["principal"], string]>([
    ["by an API call of the service", {}, described, unknown, "alice/TeamA"],
    ["by a service principal", {}, described, { type: "AWSService", invokedBy: "x.amazonaws.com" }, "alice/TeamA"],
    ["not by a user's call", {}, described, rolePrincipal("etl", "x"), "-/-"],
    ["not by what an API call's record alone names", { parents: [tuning] }, owned, unknown, "-/-"],
    [
      "by a parent that has only a team",
      { announcedBy: "service-event", parents: [tuning] },
      {
        owners: {
          [tuning]: {
            ...recordedOwner(tuning, "alice", "TeamB"),
            owner: { ...recordedOwner(tuning, "alice", "TeamB").owner, studiouserid: null },
          },
        },
      },
      unknown,
      "-/TeamB",
    ],
    [
      "not by a user's call that carries a parent-looking tag",
      { parents: [tuning], requestTags: { "sagemaker:pipeline-execution-arn": tuning } },
      owned,
      rolePrincipal("etl", "x"),
      "-/-",
    ],
    [
      "not by a user's call whose record claims a parent",
      { parents: [tuning] },
      owned,
      rolePrincipal("etl", "x"),
      "-/-",
    ],
    [
      "not of an execution that a copied tag names",
      { announcedBy: "service-event", parents: [tuning], requestTags: { "sagemaker:pipeline-execution-arn": tuning } },
      owned,
      unknown,
      "-/-",
    ],
    [
      "not of a parent in another account",
      { announcedBy: "service-event", parents: [sageMakerArn("hyper-parameter-tuning-job/search", "999988887777")] },
      {
        owners: {
          [sageMakerArn("hyper-parameter-tuning-job/search", "999988887777")]: recordedOwner("x", "alice", "TeamA"),
        },
      },
      unknown,
      "-/-",
    ],
    [
      "not of itself",
      { announcedBy: "service-event", parents: [sageMakerArn("training-job/churn")] },
      { owners: { [sageMakerArn("training-job/churn")]: recordedOwner("x", "alice", "TeamA") } },
      unknown,
      "-/-",
    ],
    ["not of a parent without an owner", { announcedBy: "service-event", parents: [tuning] }, {}, unknown, "-/-"],
    [
      "not of a parent whose owner is not in the directory",
      { announcedBy: "service-event", parents: [tuning] },
      { owners: { [tuning]: recordedOwner(tuning, "mallory", "TeamX") } },
      unknown,
      "-/-",
    ],
    [
      "not where the parent's person and team do not fit",
      { announcedBy: "service-event", parents: [tuning] },
      { owners: { [tuning]: recordedOwner(tuning, "alice", "TeamB") } },
      unknown,
      "-/-",
    ],
    [
      "whose ARN is none is not described",
      { resource: { arn: "x", kind: "TrainingJob" } },
      described,
      studioService,
      "-/-",
    ],
    ["by its name alone", { announcedBy: "state-change" }, owned, { type: "Unknown" }, "-/-"],
  ])("%s", async (_, change, table, principal, expected) => {
    expect((await run(change, table, principal)).short).toBe(expected);
  });

  test("is given the second maker's owner when the first has none", async () => {
    const automl = sageMakerArn("automl-job/search");
    const seen = await run({ announcedBy: "service-event", parents: [automl, tuning] });
    expect(seen.short).toBe("alice/TeamA");
  });

  test("asks for few makers, however many are named", async () => {
    const parents = [...Array(1000).keys()].map((n) => sageMakerArn(`hyper-parameter-tuning-job/j${n}`));
    expect((await run({ announcedBy: "service-event", parents })).calls.length).toBeLessThanOrEqual(5);
  });

  test("keeps the parent's evidence where its copied tags agree, and tells a conflict where not", async () => {
    const child = { announcedBy: "service-event", parents: [tuning] } as const;
    const copied = await run({ ...child, requestTags: { studiouserid: "alice", team: "TeamA" } });
    expect(copied.owner.studiouserid?.evidence.resolver).toBe("lineage");
    expect(copied.conflicts).toEqual([]);
    const forged = await run({ ...child, requestTags: { studiouserid: "bob" } });
    expect(forged.short).toBe("alice/TeamA");
    expect(forged.conflicts).toMatchObject([{ tag: "studiouserid", claimed: "bob", proven: "alice" }]);
  });

  test("of an endpoint's model is not lineage: the role's team is all there is", async () => {
    const model = sageMakerArn("model/churn");
    const seen = await run(
      { resource: { arn: sageMakerArn("endpoint/churn"), kind: "Endpoint" }, parents: [model] },
      { owners: { [model]: recordedOwner(model, "alice", "TeamA") }, roles: { [roleArn("etl")]: { team: "TeamB" } } },
      rolePrincipal("etl", "x"),
    );
    expect(seen.short).toBe("-/TeamB");
  });
});
