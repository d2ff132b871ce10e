import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { App, CfnResource, Stack } from "aws-cdk-lib";
import { CfnUserProfile } from "aws-cdk-lib/aws-sagemaker";
import { settingsSchema } from "../../shared/model/settings.ts";
import { names } from "../../shared/names.ts";
import { judgeCells } from "../../shared/verify/cells/judge.ts";
import { smokeCellsOf } from "../../shared/verify/cells/smoke.ts";
import { searchChains } from "../../shared/verify/chains/search.ts";
import { estateOfAccount } from "../../shared/verify/estate/account.ts";
import { factsOfTemplate } from "../../shared/verify/estate/template.ts";
import { ofType, type Synthesised, synthesise } from "../fixture.ts";
import { flags } from "../flags.ts";
import { addStacks } from "../sagewarden.ts";

const folder = mkdtempSync(join(tmpdir(), "sagewarden-access-"));
afterAll(() => rmSync(folder, { recursive: true }));
const code = join(folder, "code");
mkdirSync(code);
const metadata = join(folder, "idp.xml");
writeFileSync(metadata, `<EntityDescriptor entityID="https://idp.example.com">${" ".repeat(1_000)}</EntityDescriptor>`);

const saml = { federation: "saml", saml: { metadata }, bucket: "shared" };
const newDomain = { vpc: "vpc-12345678", subnets: ["subnet-12345678"], securityGroups: ["sg-12345678"] };
const settingsWith = (access: object, directory: object = {}) => {
  const all = {
    mode: "observe",
    region: "us-east-1",
    tags: {},
    teams: { TeamA: {} },
    people: { alice: { team: "TeamA" } },
  };
  const { access: parsed, people, teams } = settingsSchema.parse({ ...all, ...directory, access });
  return { access: parsed, people, teams };
};
const synth = (access: object) => synthesise({ change: settingsWith(access) });
const named = (stacks: Readonly<Record<string, Synthesised>>) =>
  Object.keys(stacks).filter((id) => id.startsWith(names.accessStack) || id.startsWith(names.profilesStack));

describe("the stack", () => {
  test("is not there without access", () => {
    expect(named(synthesise())).toEqual([]);
  });

  test("has domain, roles, administrators; cdk-nag and CloudFormation's own rules find nothing", () => {
    const stacks = synth({ ...saml, domain: newDomain, admins: ["arn:aws:iam::*:role/platform"] });
    const stack = stacks[names.accessStack] as Synthesised;
    expect(named(stacks)).toEqual([names.accessStack, `${names.profilesStack}-TeamA`]);
    expect(
      ofType(stack, "AWS::IAM::Role")
        .map(([, { Properties }]) => Properties.RoleName)
        .toSorted(),
    ).toEqual([
      ...["sagewarden-execution-TeamA", "sagewarden-studio-TeamA", "sagewarden-studio-admin-TeamA"],
      "sagewarden-studio-nobody",
    ]);
    expect(Object.keys(stack.outputs).join()).toContain("SamlRole");
  });

  test.each<[string, object]>([
    ["IAM users", { federation: "iam-users" }],
    [
      "OpenID Connect",
      {
        federation: "oidc",
        oidc: { issuer: "https://idp.example.com", audience: "a", subjects: { TeamA: ["team-a|*"] } },
      },
    ],
    [
      "Identity Center, in SSO mode",
      {
        federation: "identity-center",
        identityCenter: {
          instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
          groups: ["90676e9a5c-1b2c3d4e-5f60-4718-8a9b-0c1d2e3f4a5b"],
        },
        domain: { ...newDomain, auth: "sso" },
      },
    ],
  ])("is clean with %s", (_, access) => {
    expect(named(synth({ bucket: "shared", ...access }))).toContain(names.accessStack);
  });

  test("names the file that cannot be read", () => {
    expect(() => synth({ ...saml, saml: { metadata: join(folder, "other.xml") } })).toThrow(
      /^access.saml.metadata: .*other.xml cannot be read/,
    );
  });
});

test("tags have the keys that the settings choose, whatever signs are in them, and the border holds by them", () => {
  const [team, person] = ["acme:cost/Team x", "acme:owner.id@x"] as const;
  const tags = { team: { values: "teams", key: team }, studiouserid: { values: "people", key: person } };
  const settings = settingsSchema.parse({
    ...{ mode: "observe", region: "us-east-1", tags, teams: { TeamA: {}, TeamB: {} } },
    people: { alice: { team: "TeamA" }, carol: { team: "TeamA" }, bob: { team: "TeamB" } },
    access: {
      federation: "iam-users",
      bucket: "shared",
      domain: { id: "d-abcdefghijkl" },
      admins: ["arn:aws:iam::*:role/x"],
    },
  });
  const app = new App({ context: flags, analyticsReporting: false, outdir: join(folder, "renamed") });
  addStacks(app, settings, { lab: false, code: () => code });
  const { template } = app.synth().getStackByName(names.accessStack);
  const text = JSON.stringify(template);
  expect(text).toContain(`aws:ResourceTag/${team}`);
  expect(text).toContain(`\${aws:PrincipalTag/${person}}`);
  expect(text).not.toMatch(/Tag\/(team|studiouserid)\b|"Key":"(team|studiouserid)"/i);

  const place = { account: "111122223333", partition: "aws", region: "us-east-1" };
  const estate = estateOfAccount(factsOfTemplate(template, place), settings, { own: "TeamA", other: "TeamB" });
  const { violations, missing } = judgeCells(estate, smokeCellsOf(estate));
  const chains = searchChains(estate, { depth: 3 });
  expect({ violations, missing, chains }).toEqual({ violations: [], missing: [], chains: [] });
});

test("thirty teams and 2,000 people fit", () => {
  const teams = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`Team${index + 10}`, {}]));
  const people = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, index) => [
      `person-${index}`,
      { team: index < 700 ? "Team10" : `Team${(index % 30) + 10}` },
    ]),
  );
  const access = { ...saml, domain: { id: "d-abcdefghijkl" }, admins: ["arn:aws:iam::*:role/platform"] };
  const app = new App({ context: flags, analyticsReporting: false, outdir: join(folder, "out") });
  const base = settingsSchema.parse({ mode: "observe", region: "us-east-1", tags: {}, teams: {}, people: {} });
  addStacks(app, { ...base, ...settingsWith(access, { teams, people }) }, { lab: true, code: () => code });
  const stacks = app.node.children.filter((child) => Stack.isStack(child));
  const resources = stacks.map((stack) => stack.node.findAll().filter((each) => CfnResource.isCfnResource(each)));
  expect(Math.max(...resources.map(({ length }) => length))).toBeLessThanOrEqual(500);
  const profiles = resources.flat().filter((each) => each instanceof CfnUserProfile);
  expect(new Set(profiles.map(({ userProfileName }) => userProfileName)).size).toBe(2_000);
});
