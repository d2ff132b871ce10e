import { describe, expect, test } from "@jest/globals";
import { CfnResource, Stack } from "aws-cdk-lib";
import { CfnUserProfile } from "aws-cdk-lib/aws-sagemaker";
import { readAccepted } from "../../cli/verify/accepted.ts";
import { prove } from "../../cli/verify/proof.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { keyOf } from "../../shared/model/tag-keys.ts";
import { names } from "../../shared/names.ts";
import { estateOfAccount } from "../../shared/verify/estate/account.ts";
import { factsOfTemplate, knownOfTemplate } from "../../shared/verify/estate/template.ts";
import { ofType, type Synthesised, synthesise } from "../fixture.ts";
import { settingsWith, synthAccess, testLint, variants, withAccess } from "./fixture.ts";

const all = Object.entries(variants).map(([name, access]) => {
  const settings = settingsWith(access);
  return { name, settings, stacks: synthAccess(settings) };
});

const stackOf = (stacks: Readonly<Record<string, Synthesised>>) => stacks[names.accessStack] as Synthesised;

test("the stacks are not there without access, and with it beside the others", () => {
  const { access, ...without } = settingsWith(variants["IAM users"] as object);
  expect(synthAccess(without)).toEqual({});
  expect(Object.keys(synthesise({ change: { access } }))).toEqual(
    expect.arrayContaining([names.stack, names.accessStack, `${names.profilesStack}-TeamA`]),
  );
});

describe.each(all)("with $name", ({ name, settings, stacks }) => {
  test("cdk-nag and CloudFormation's own rules find nothing; roles, administrators and profiles are there", () => {
    expect(Object.keys(stacks)).toEqual([
      ...[names.accessStack, `${names.profilesStack}-TeamA`, `${names.profilesStack}-TeamB`],
    ]);
    const stack = stackOf(stacks);
    const hasDomain = ofType(stack, "AWS::SageMaker::Domain").length === 1;
    expect(
      ofType(stack, "AWS::IAM::Role")
        .map(([, { Properties }]) => Properties.RoleName)
        .toSorted(),
    ).toEqual([
      ...["sagewarden-execution-TeamA", "sagewarden-execution-TeamB"],
      ...["sagewarden-probe-TeamA", "sagewarden-probe-TeamB"],
      ...["sagewarden-studio-TeamA", "sagewarden-studio-TeamB"],
      ...["sagewarden-studio-admin-TeamA", "sagewarden-studio-admin-TeamB"],
      ...(hasDomain ? ["sagewarden-studio-nobody"] : []),
    ]);
    expect(Object.keys(stack.outputs).join().includes("SamlRole")).toBe(name === "SAML");
  });

  test("the roles of the template are proven", async () => {
    const isWhole = name === "SAML"; // the others differ in whom the roles let in
    const { cells, matrix, chains, lint, ...more } = await proofOf(stackOf(stacks).template, settings, !isWhole);
    const found = [cells.length, matrix.violations, matrix.missing, chains, lint];
    expect(found).toEqual([isWhole ? 21_750 : 2_592, [], [], [], []]);
    const { absent, drift, unasked } = more;
    expect({ absent, drift, grave: unasked.filter(({ isGrave }) => isGrave) }).toEqual({
      absent: [],
      drift: [],
      grave: [],
    });
  });
});

/** What `verify` says after `cdk synth`. */
const proofOf = async (template: object, settings: Settings, isSmoke = true) => {
  const place = { account: "111122223333", partition: "aws", region: "us-east-1" };
  const known = knownOfTemplate(template, place, keyOf("team", settings));
  const teams = { own: "TeamA", other: "TeamB" };
  const estate = estateOfAccount(factsOfTemplate(template, place), settings, teams, known);
  const accepted = await readAccepted(estate, undefined, ".", true);
  return prove(estate, { isSmoke, today: "2027-01-01", ...accepted });
};

/** A template with a statement that has no condition. */
const weakened = (template: object, sid: string): object =>
  JSON.parse(JSON.stringify(template), (_, value) =>
    value?.Sid === sid && value.Effect === "Allow" ? { ...value, Condition: undefined } : value,
  );

test.each([
  ["IAM users", "UseOwn", "other-team", "arn:aws:iam::111122223333:policy/sagewarden/sagewarden-studio-developer"],
  ["SAML", "TagsOfThisTeam", "spoofed", expect.stringMatching(/^arn:aws:iam::111122223333:policy/)],
])("with %s, a statement %s without its condition is found, for %s", async (name, sid, actor, policy) => {
  const { settings, stacks } = all.find((each) => each.name === name) as (typeof all)[number];
  const { matrix } = await proofOf(weakened(stackOf(stacks).template, sid), settings);
  expect(matrix.violations).toContainEqual(
    expect.objectContaining({
      cell: expect.objectContaining({ actor }),
      statement: expect.objectContaining({ policy }),
    }),
  );
});

test("tags have the keys that the settings choose, whatever signs are in them, and the border holds by them", async () => {
  const [team, person] = ["acme:cost/Team x", "acme:owner.id@x"] as const;
  const tags = { team: { values: "teams", key: team }, studiouserid: { values: "people", key: person } };
  const settings = settingsWith(variants["IAM users"] as object, { tags });
  const { template } = stackOf(synthAccess(settings));
  const text = JSON.stringify(template);
  expect(text).toContain(`aws:ResourceTag/${team}`);
  expect(text).toContain(`\${aws:PrincipalTag/${person}}`);
  expect(text).not.toMatch(/Tag\/(team|studiouserid)\b|"Key":"(team|studiouserid)"/i);
  const { matrix, chains } = await proofOf(template, settings);
  expect([matrix.violations, matrix.missing, chains]).toEqual([[], [], []]);
});

testLint("the stacks of access, whichever way people come in", () =>
  Object.fromEntries(
    all.flatMap(({ name, stacks }) => Object.entries(stacks).map(([id, stack]) => [`${name} ${id}`, stack])),
  ),
);

test("a metadata file that cannot be read is named", () => {
  const access = { ...variants.SAML, saml: { metadata: "other.xml" } };
  expect(() => synthAccess(settingsWith(access))).toThrow(/^access.saml.metadata: .*other.xml cannot be read/);
});

test("thirty teams and 2,000 people fit", () => {
  const teams = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`Team${index + 10}`, {}]));
  const people = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, index) => [
      `person-${index}`,
      { team: index < 700 ? "Team10" : `Team${(index % 30) + 10}` },
    ]),
  );
  const access = { ...variants["IAM users"], domain: { id: "d-abcdefghijkl" } };
  const settings = settingsWith(access, { teams, people });
  const resources = withAccess(settings, ({ node }) =>
    node.children
      .filter((child) => Stack.isStack(child))
      .map((stack) => stack.node.findAll().filter((each) => CfnResource.isCfnResource(each))),
  );
  expect(Math.max(...resources.map(({ length }) => length))).toBeLessThanOrEqual(500);
  const profiles = resources.flat().filter((each) => each instanceof CfnUserProfile);
  expect(new Set(profiles.map(({ userProfileName }) => userProfileName)).size).toBe(2_000);
});
