import { describe, expect, test } from "@jest/globals";
import type { Command } from "commander";
import { wholeProgram } from "../cli/run.ts";
import { severities } from "../shared/model/finding.ts";
import { settingsSchema } from "../shared/model/settings.ts";
import { parseSettings } from "../shared/settings/parse.ts";

/** What others may rely on: names here never change their meaning. */
const promised = `mode: enforce
region: us-east-1
tags:
  team: { values: teams }
  studiouserid: { values: people }
  project: { required: true, values: [p1, p2], guarded: false }
teams:
  TeamA: { slack: "#team-a-ml", email: [a@example.com], approvers: [alice] }
people:
  alice: { team: TeamA, email: alice@example.com, slack: U0ALICE, iamUser: alice, identityStoreUserId: "9067", samlSubject: alice@example.com, oidcSubject: "00u1", groups: [analysts], roles: { sales: "arn:aws:iam::111122223333:role/sales" } }
  bob: { team: TeamA, left: 2026-01-31, successor: alice }
provisioners: ["arn:aws:iam::*:role/terraform"]
approvers: [alice]
unowned: { remindAfter: PT4H, actAfter: P1D, action: stop, existing: report, perKind: { Endpoint: { action: delete } }, allowDataLoss: [FeatureGroup] }
exemptions:
  - { arn: "arn:aws:sagemaker:*:*:pipeline/platform-*", until: 2027-06-30, reason: "platform pipelines", approvedBy: alice, by: "arn:aws:sts::*:assumed-role/platform-*" }
exemptionsMax: P180D
vendors:
  auger:
    accounts: ["999988887777"]
    externalId: auto
    bucket: auger-acmeorg
    regions: [us-east-1]
    services: [s3]
    maxSession: PT1H
    sourceIps: [198.51.100.0/24]
    roleSessionName: "^auger-"
    expires: 2027-12-31
    owner: alice
    contain: { at: critical, approval: none, upTo: trust }
access:
  federation: saml
  saml: { metadata: idp.xml, provider: corporate, issuer: "https://idp.example.com", audience: "https://signin.aws.amazon.com/saml" }
  bucket: shared-sagemaker-bucket
  vpcEndpoint: vpce-0a1b2c3d4e5f60718
  domain: { vpc: vpc-0a1b2c3d4e5f60718, subnets: [subnet-0a1b2c3d4e5f60718], securityGroups: [sg-0a1b2c3d4e5f60718], vpcOnly: true, auth: iam }
  isolateBy: [team]
  profiles: true
  admins: ["arn:aws:iam::*:role/platform"]
  maxSession: PT1H
  probe: { every: P1D }
connections:
  sales: { kind: s3, target: data/sales, groups: [analysts], role: "\${person.roles.sales}", access: read, maxSession: PT1H, credential: assume-role, sessionTags: false, sourceIdentity: false, admins: ["arn:aws:iam::*:role/platform"], trustedApps: ["arn:aws:iam::111122223333:role/app"] }
broker: { callers: ["arn:aws:iam::111122223333:role/app"], oidc: { issuer: "https://idp.example.com", audience: app, parties: [dashboard], claim: sub }, saml: { metadata: idp.xml, issuer: "https://idp.example.com", audience: "urn:sagewarden:broker" } }
accounts: { prod: "111122223333" }
protected: { roles: ["arn:aws:iam::*:role/admin/*"], resources: [], users: [] }
organization: { id: o-abcdefghij, accounts: [], readRole: "arn:aws:iam::999988887777:role/reads-policies" }
securityHub: false
trail: auto
notices: { slack: { botTokenSecret: sagewarden/slack }, digest: P7D }
limits: { destructivePerHour: 20, containmentsPerHour: 10, burst: { roles: 3, within: PT10M } }
retention: { ledger: P400D, evidence: P400D }
`;

describe("sagewarden.yaml", () => {
  test("every promised key is taken", () => {
    expect(parseSettings(promised, "sagewarden.yaml")).toMatchObject({ mode: "enforce", trail: "auto" });
  });

  test("the schema has no key that the promise does not show", () => {
    expect(Object.keys(parseSettings(promised, "s")).toSorted()).toEqual(Object.keys(settingsSchema.shape).toSorted());
  });

  test("only these are required", () => {
    const least = { mode: "observe", region: "us-east-1", tags: {}, teams: {}, people: { a: { team: "T" } } };
    expect(settingsSchema.safeParse(least).success).toBe(true);
    for (const key of Object.keys(least)) {
      expect(settingsSchema.safeParse({ ...least, [key]: undefined }).success).toBe(false);
    }
  });
});

test("severities, from harmless to grave", () => {
  expect(severities).toEqual(["info", "low", "medium", "high", "critical"]);
});

describe("the command line", () => {
  const verbs: Readonly<Record<string, string[]>> = {
    init: ["--force", "--out"],
    doctor: ["--live"],
    explain: [
      ...["--access-key", "--action", "--context", "--fail-on", "--policies", "--request-tags", "--resource"],
      ...["--resource-tags", "--session-tags", "--who", "[event-id|arn]", "[files...]"],
    ],
    lab: ["--port", "--speed"],
    replay: ["--fail-on", "<file...>"],
    sweep: ["--fail-on", "--fix"],
    verify: [
      ...["--accept-drift", "--check", "--evidence", "--fail-on", "--html", "--live", "--oracle", "--oracle-cells"],
      ...["--policies", "--public-key", "--sign-key", "--smoke"],
    ],
    probe: ["--team"],
    report: ["--out", "--since", "--would"],
    pause: ["--containment", "--for", "--reason"],
    resume: [],
    simulate: ["--oracle", "<file>"],
    exec: [
      ...[
        "--account",
        "--chain",
        "--duration",
        "--external-id",
        "--in-environment",
        "--mfa-code",
        "--mfa-serial",
        "--profile",
        "--role",
      ],
      ...["--saml-assertion", "--session-name", "--session-policy", "--source-identity", "--tag", "--tags"],
      "<command...>",
    ],
    env: [
      ...["--account", "--chain", "--duration", "--external-id", "--mfa-code", "--mfa-serial", "--print-profile"],
      ...["--profile", "--restore", "--role", "--saml-assertion", "--session-name", "--session-policy", "--shell"],
      ...["--source-identity", "--status", "--tag", "--tags"],
    ],
    who: ["<access-key-id>", "[files...]"],
    "credential-process": [
      ...["--account", "--chain", "--duration", "--external-id", "--mfa-code", "--mfa-serial", "--profile", "--role"],
      ...["--saml-assertion", "--session-name", "--session-policy", "--source-identity", "--tag", "--tags"],
    ],
    connection: [],
    "connection env": ["--mfa-code", "--mfa-serial", "--profile", "--shell", "<name>"],
    "connection list": ["--profile"],
    "connection test": ["--mfa-code", "--mfa-serial", "--profile", "<name>"],
    "connection use": ["--in-environment", "--mfa-code", "--mfa-serial", "--profile", "<command...>", "<name>"],
    people: [],
    "people check": ["--fail-on"],
    profile: [],
    "profile create": ["--domain", "--dry-run", "<person>"],
    "profile list": ["--domain"],
    "profile update": ["--domain", "--dry-run", "<person>"],
    vendors: [],
    "vendors list": ["--input"],
    "vendors access": ["--input", "<name>", "[files...]"],
    "vendors adopt": ["--name", "--read-external-id", "<role>", "[files...]"],
    "vendors rotate": ["--finish", "--show", "<name>"],
    "vendors sheet": ["--out", "<name>"],
    "vendors watch": ["--fail-on", "--role", "<file...>"],
    "vendors audit": ["--asff", "--fail-on", "--input", "--sarif"],
    "vendors contain": ["--dry-run", "--reason", "--up-to", "<name>"],
    "vendors exercise": ["<name>"],
    "vendors restore": ["--accept-drift", "--all", "<name>"],
  };
  const names = (command: Command): string[] => [
    ...command.options.map(({ long }) => long ?? ""),
    ...command.registeredArguments.map(
      (argument) =>
        `${argument.required ? "<" : "["}${argument.name()}${argument.variadic ? "..." : ""}${argument.required ? ">" : "]"}`,
    ),
  ];
  const all = (commands: readonly Command[], above: readonly string[] = []): [string, string[]][] =>
    commands.flatMap((command) => {
      const path = [...above, command.name()];
      return [[path.join(" "), names(command).toSorted()], ...all(command.commands, path)];
    });
  const silent = {
    out: () => undefined,
    err: () => undefined,
    stdin: (async function* nothing() {})(),
    env: {},
    cwd: ".",
  };

  test("every verb has the arguments and options that it promised", async () => {
    const { commands } = await wholeProgram(silent);
    expect(Object.fromEntries(all(commands))).toEqual(verbs);
  });

  test("every verb has --json and --config", async () => {
    const { options } = await wholeProgram(silent);
    expect(options.map(({ long }) => long)).toEqual(expect.arrayContaining(["--json", "--config"]));
  });
});
