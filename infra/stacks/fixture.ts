import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { App } from "aws-cdk-lib";
import { type Settings, settingsSchema } from "../../shared/model/settings.ts";
import { checked, type Synthesised, text } from "../fixture.ts";
import { flags } from "../flags.ts";
import { addAccess } from "../sagewarden.ts";

type Stacks = Readonly<Record<string, Pick<Synthesised, "region" | "template">>>;

/** In a region what cfn-lint says of these stacks, a line each. */
const said = (region: string, stacks: Stacks, folder: string): readonly string[] => {
  mkdirSync(join(folder, region));
  const files = Object.entries(stacks).map(([id, { template }]) => {
    const file = join(folder, region, `${id.replaceAll("/", "-")}.json`);
    writeFileSync(file, text(template));
    return file;
  });
  const args = ["--format", "json", "--regions", region, "--non-zero-exit-code", "none", "--", ...files];
  const findings = JSON.parse(execFileSync("cfn-lint", args, { encoding: "utf8", maxBuffer: 1e8 })) as readonly {
    Rule: { Id: string };
    Message: string;
    Location: { Path: readonly unknown[] | null };
    Filename: string;
  }[];
  return findings.map(
    ({ Rule, Message, Location, Filename }) =>
      `${Filename.slice(folder.length)} ${Location.Path?.join("/")}: ${Rule.Id} ${Message.slice(0, 200)}`,
  );
};

const { status, stdout: version } = spawnSync("cfn-lint", ["--version"], { encoding: "utf8" });
const isThere = status === 0;

/** One file for each template of which this cfn-lint said nothing in this region: it takes 10 s of a core for the whole app. */
const clean = fileURLToPath(new URL("../../.build/lint", import.meta.url));

const placeOf = ({ region, template }: Stacks[string]): string =>
  join(
    clean,
    createHash("sha256")
      .update(text([version, region, template]))
      .digest("hex"),
  );

const findings = (stacks: Stacks): readonly string[] => {
  const unsaid = Object.entries(stacks).filter(([, stack]) => !existsSync(placeOf(stack)));
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-lint-"));
  try {
    const byRegion = Object.groupBy(unsaid, ([, { region }]) => region);
    const found = Object.entries(byRegion).flatMap(([region, some = []]) =>
      said(region, Object.fromEntries(some), folder),
    );
    if (found.length > 0) return found;
    mkdirSync(clean, { recursive: true });
    for (const [, stack] of unsaid) writeFileSync(placeOf(stack), "");
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** A test: cfn-lint finds nothing in these stacks. Skipped, with a word about it, where it is not on PATH. */
export const testLint = (whose: string, stacksOf: () => Stacks): void => {
  if (!isThere) process.stderr.write(`cfn-lint is not on PATH: ${whose} is not linted (pip install cfn-lint)\n`);
  (isThere ? test : test.skip)(`cfn-lint finds nothing in ${whose}`, () => expect(findings(stacksOf())).toEqual([]));
};

const domain = { vpc: "vpc-12345678", subnets: ["subnet-12345678"], securityGroups: ["sg-12345678"] };
const common = { bucket: "shared", vpcEndpoint: "vpce-12345678", admins: ["arn:aws:iam::*:role/platform"] };
const identityCenter = {
  instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
  groups: ["90676e9a5c-1b2c3d4e-5f60-4718-8a9b-0c1d2e3f4a5b"],
};
const subjects = { TeamA: ["team-a|*"], TeamB: ["team-b|*"] };

/** Every way in: `access` of the settings. */
export const variants: Readonly<Record<string, object>> = {
  SAML: { ...common, federation: "saml", saml: { metadata: "idp.xml" }, domain },
  "OpenID Connect": {
    ...{ ...common, federation: "oidc", domain },
    oidc: { issuer: "https://idp.example.com", audience: "studio", subjects },
  },
  "Identity Center": { ...common, federation: "identity-center", identityCenter, domain: { id: "d-abcdefghijkl" } },
  "Identity Center, in SSO mode": {
    ...{ ...common, federation: "identity-center", identityCenter },
    domain: { ...domain, auth: "sso" },
  },
  "IAM users": { ...common, federation: "iam-users", domain },
};

/** Two teams and their people, or another directory, with this access. */
export const settingsWith = (access: object, directory: object = {}): Settings =>
  settingsSchema.parse({
    ...{ mode: "observe", region: "us-east-1", access, teams: { TeamA: {}, TeamB: {} } },
    tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
    people: {
      ...{ alice: { team: "TeamA", iamUser: "alice" }, carol: { team: "TeamA" } },
      bob: { team: "TeamB", iamUser: "bob" },
    },
    ...directory,
  });

/** For tests: what `look` sees in an app with the access stacks, and without the others. */
export const withAccess = <Seen>(settings: Settings, look: (app: App) => Seen): Seen => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-access-"));
  const entity = `<EntityDescriptor entityID="https://idp.example.com">${" ".repeat(1_000)}</EntityDescriptor>`;
  writeFileSync(join(folder, "idp.xml"), entity);
  try {
    const app = new App({ context: flags, analyticsReporting: false, outdir: join(folder, "out") });
    addAccess(app, settings, { env: { region: "us-east-1" } }, { lab: false, folder });
    return look(app);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** The same, synthesised and checked. */
export const synthAccess = (settings: Settings): Readonly<Record<string, Synthesised>> => withAccess(settings, checked);
