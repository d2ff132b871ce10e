import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { synthesizedEstate, templateFile } from "./synthesized.ts";

const settings = `mode: observe
region: eu-west-1
tags: { team: { values: teams }, studiouserid: { values: people } }
teams: { TeamA: {}, TeamB: {} }
people: { alice: { team: TeamA }, bob: { team: TeamB } }
`;
const template = {
  Resources: {
    A: {
      Type: "AWS::IAM::Role",
      Properties: {
        Tags: [{ Key: "team", Value: "TeamA" }],
        PermissionsBoundary: "arn:aws:iam::999988887777:policy/b",
      },
    },
  },
};

let cwd: string;
const said: string[] = [];
const read = () =>
  synthesizedEstate(
    {},
    {
      out: () => undefined,
      err: (text) => void said.push(text),
      stdin: (async function* nothing() {})(),
      env: {},
      cwd,
    },
  );

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "synth-"));
  await mkdir(join(cwd, "cdk.out"));
  await writeFile(join(cwd, "sagewarden.yaml"), settings);
});
afterEach(() => rm(cwd, { recursive: true }));

test("nothing was synthesized", async () => {
  expect(await read()).toBeUndefined();
});

test("the roles of the template, with the people of the settings", async () => {
  await writeFile(join(cwd, templateFile), JSON.stringify(template));
  expect(await read()).toMatchObject({
    ...{ account: "999988887777", region: "eu-west-1", teams: { own: "TeamA", other: "TeamB" } },
    principals: [{ kind: "team", arn: "arn:aws:iam::999988887777:role/A", sessions: [{ name: "alice" }] }],
  });
  expect(said).toEqual([`${templateFile}, as it was last synthesized`]);
});

test("a profile of another stack works as the role that it names", async () => {
  await writeFile(join(cwd, templateFile), JSON.stringify(template));
  const profile = {
    Type: "AWS::SageMaker::UserProfile",
    Properties: {
      Tags: [{ Key: "team", Value: "TeamB" }],
      UserSettings: { ExecutionRole: "arn:aws:iam::999988887777:role/A" },
    },
  };
  const file = join(cwd, "cdk.out/SagewardenProfiles-TeamB.template.json");
  await writeFile(file, JSON.stringify({ Resources: { Profile: profile } }));
  expect((await read())?.principals.map(({ name, kind, team }) => [name, kind, team])).toEqual([
    ["A", "team", "TeamA"],
    ["A", "execution", "TeamB"],
  ]);
});

test("what is no JSON", async () => {
  await writeFile(join(cwd, templateFile), "{");
  await expect(read()).rejects.toThrow("not JSON");
});
