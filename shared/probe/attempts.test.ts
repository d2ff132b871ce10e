import { describe, expect, test } from "@jest/globals";
import { attempts, calls } from "./attempts.ts";
import { partyOf, place, teamA, teamB } from "./fixture.ts";
import { type Border, needs, type Side } from "./model.ts";

const sideOf = (party: typeof teamA): Side => ({
  ...{ ...party, decoy: `decoy-of-${party.unit}`, object: `${party.prefix}.decoy` },
  profile: { domainId: "d-1", name: `somebody-of-${party.unit}` },
});
const border: Border = { self: sideOf(teamA), other: sideOf(teamB), place, fresh: "fresh" };

test("each has its own name", () => {
  expect(new Set(attempts.map(({ id }) => id)).size).toBe(attempts.length);
});

test("all that the isolation is made of is tried", () => {
  expect(new Set(attempts.map(({ action }) => action))).toEqual(
    new Set([
      ...["iam:PassRole", "sts:AssumeRole", "sts:TagSession"],
      ...["s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      ...["sagemaker:DescribeExperiment", "sagemaker:ListTags", "sagemaker:UpdateExperiment", "sagemaker:AddTags"],
      ...[
        "sagemaker:CreatePresignedDomainUrl",
        "sagemaker:DeleteTags",
        "sagemaker:CreateExperiment",
        "sagemaker:DeleteExperiment",
      ],
    ]),
  );
});

describe.each(attempts)("$id", ({ needs: needed, resource, call, undo }) => {
  test("says what it is on, by an ARN", () => {
    expect(resource(border)).toMatch(/^arn:aws:(sagemaker|s3|iam):/);
  });

  test("is on nothing but decoys and roles of the two teams", () => {
    const texts = JSON.stringify([call(border), undo?.(border) ?? []]);
    const named = /((decoy|somebody)-of-Team[AB]|Team[AB]\/(\.decoy|\.fresh)?|"fresh"|sagewarden-[\w-]+-Team[AB])/;
    expect(texts).toMatch(named);
    expect(texts).not.toContain("*");
  });

  test("needs only what is proven", () => {
    for (const need of [...needed.self, ...needed.other]) expect(needs).toContain(need);
  });

  test("takes back what it makes or takes away", () => {
    const { operation } = call(border);
    const changes = /^(Create(?!Presigned)|Delete|Put)/.test(operation);
    if (changes) expect(undo?.(border).length).toBeGreaterThan(0);
  });
});

test("what may be made carries the tags of whom it pretends to be", () => {
  expect(calls.makeDecoy({ decoy: "x", tags: { team: "TeamB", project: "p1" } }).params.Tags).toEqual([
    { Key: "team", Value: "TeamB" },
    { Key: "project", Value: "p1" },
  ]);
});

test("a role is asked for as another team, and all else is right", () => {
  const spoofing = attempts.find(({ id }) => id === "take-own-role-as-theirs");
  expect(spoofing?.call(border).params).toMatchObject({
    ...{ RoleArn: teamA.roles.probe, RoleSessionName: teamA.person, TransitiveTagKeys: ["team", "studiouserid"] },
    Tags: [
      { Key: "team", Value: "TeamB" },
      { Key: "studiouserid", Value: teamA.person },
    ],
  });
});

test("names are data, whatever is in them", () => {
  const hostile = sideOf(partyOf('Team"}],"Effect":"Allow'));
  for (const { call } of attempts) {
    const { params } = call({ ...border, other: hostile });
    expect(JSON.parse(JSON.stringify(params))).toEqual(params);
  }
});
