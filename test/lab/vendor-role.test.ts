import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as iam from "@aws-sdk/client-iam";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import * as secrets from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { externalIdSecret, vendorRole } from "#shared/names.ts";
import { permissionsDocument } from "#shared/vendors/role/documents.ts";
import { contractFor } from "../../infra/constructs/vendor-contract.ts";
import { type Credentials, issued, root } from "../../lab/demo/clients.ts";
import { deploy } from "../../lab/deploy.ts";
import { type RunningLab, startLab } from "../../lab/start.ts";
import { startPatience } from "./harness.ts";
import { account, contracts, hub, passable, regions, secret } from "./vendor-role-app/contracts.ts";
import { type Calls, callsOf, outcome } from "./vendor-role-calls.ts";

type Vendor = keyof typeof contracts;
type Expected = "allowed" | "denied" | "invalid";
type Row<Caller> = readonly [what: string, expected: Expected, call: (caller: Caller) => Promise<unknown>];

const project = fileURLToPath(new URL("vendor-role-app", import.meta.url));
const command = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
const [inside, outside] = ["198.51.100.7", "203.0.113.7"];
const own = "auger-acmeorg";
const roleName = (vendor: string) => vendorRole(vendor).name;
const arnOf = (vendor: string) => `arn:aws:iam::${account}:role${vendorRole(vendor).path}${roleName(vendor)}`;
const open = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } };

let lab: RunningLab;
let given: Record<Vendor, string>;
const sessions = new Map<Vendor, Credentials>();

interface Where {
  address?: string;
  region?: string;
}

/** AssumeRole as the vendor's account calls it: right, but for what is changed. */
const take = async (vendor: Vendor, change: object = {}, { key, ...where }: Where & { key?: string } = {}) => {
  const credentials = { accessKeyId: key ?? contracts[vendor].accounts[0] ?? "", secretAccessKey: "test" };
  const { on } = callsOf({ endpoint: lab.endpoint, address: inside, ...where, credentials });
  const right = { RoleArn: arnOf(vendor), RoleSessionName: `${vendor}-1`, ExternalId: given[vendor] };
  return (await on.sts.send(new AssumeRoleCommand({ ...right, ...change }))).Credentials;
};

const as = (who: Vendor | "root", where: Where = {}): Calls => {
  const credentials = who === "root" ? root : (sessions.get(who) as Credentials);
  return callsOf({ endpoint: lab.endpoint, address: inside, ...where, credentials });
};

const prepare = async (): Promise<void> => {
  const { on, ...calls } = as("root");
  const { SecretString: auger = "" } = await calls.secret(externalIdSecret("auger"));
  given = { auger, traced: "traced-8d1f9c", gone: "gone-8d1f9c", trainer: "trainer-8d1f9c" };
  for (const Bucket of ["lake", "payroll"]) await on.s3.send(new s3.CreateBucketCommand({ Bucket }));
  const keys = [`${own}/in/a`, "lake/exports/a", "lake/exports2/a", "lake/secret", "lake/auger/a", "payroll/a"];
  for (const key of keys) {
    const [bucket = "", ...rest] = key.split("/");
    await calls.put(bucket, rest.join("/"));
  }
  await on.secrets.send(new secrets.CreateSecretCommand({ Name: secret, SecretString: "x" }));
  await on.secrets.send(new secrets.CreateSecretCommand({ Name: "payroll/token", SecretString: "x" }));
  for (const arn of [passable, hub, passable.replace("trainer", "other")]) {
    const [, RoleName = ""] = /([^/]+)$/.exec(arn) ?? [];
    const trust = { ...open.Statement, Action: "sts:AssumeRole", Resource: undefined, Principal: { AWS: account } };
    const AssumeRolePolicyDocument = JSON.stringify({ ...open, Statement: trust });
    const Path = arn === hub ? "/" : "/training/";
    await on.iam.send(new iam.CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument }));
  }
  await calls.createFunction("payroll-run", passable);
  await calls.createFunction("vendor-trainer-untagged", passable);
};

beforeAll(async () => {
  lab = await startLab({ project });
  await prepare();
  for (const vendor of ["auger", "trainer"] as const) sessions.set(vendor, issued(await take(vendor)));
}, startPatience);
afterAll(() => lab?.stop());

/** All at once: `what -> what came of it`. */
const outcomes = async <Caller>(rows: readonly Row<Caller>[], caller: Caller) => {
  const found = await Promise.all(
    rows.map(async ([what, , call]) => [what, await outcome(() => call(caller))] as const),
  );
  return Object.fromEntries(found);
};
const expected = (rows: readonly Row<never>[]) => Object.fromEntries(rows.map(([what, outcome]) => [what, outcome]));

const job = { Key: "job", Value: "7" };
const cost = { Key: "cost", Value: "7" };

const takes: readonly Row<typeof take>[] = [
  ["as agreed", "allowed", (t) => t("auger")],
  ["without the external id", "denied", (t) => t("auger", { ExternalId: undefined })],
  ["with another external id", "denied", (t) => t("auger", { ExternalId: "x".repeat(40) })],
  ["with the external id in another case", "denied", (t) => t("auger", { ExternalId: swapped(given.auger) })],
  ["with more behind the external id", "denied", (t) => t("auger", { ExternalId: `${given.auger}x` })],
  ["with a wildcard for it", "denied", (t) => t("auger", { ExternalId: "**".replaceAll("*", "@") })],
  ["with another vendor's external id", "denied", (t) => t("auger", { ExternalId: given.trainer })],
  ["from an account nobody knows", "denied", (t) => t("auger", {}, { key: "111111111111" })],
  ["from another vendor's account", "denied", (t) => t("auger", {}, { key: "777766665555" })],
  ["from our own account", "denied", (t) => t("auger", {}, { key: "test" })],
  ["under another session name", "denied", (t) => t("auger", { RoleSessionName: "support" })],
  ["under a name that only holds it", "denied", (t) => t("auger", { RoleSessionName: "x-auger-1" })],
  ["under the name in another case", "denied", (t) => t("auger", { RoleSessionName: "AUGER-1" })],
  ["from another address", "denied", (t) => t("auger", {}, { address: outside })],
  ["in the contract's other region", "allowed", (t) => t("auger", {}, { region: "eu-west-1" })],
  ["in another region", "denied", (t) => t("auger", {}, { region: "ap-south-1" })],
  ["with a declared session tag", "allowed", (t) => t("auger", { Tags: [job] })],
  ["with another session tag", "denied", (t) => t("auger", { Tags: [cost] })],
  ["with a declared and another tag", "denied", (t) => t("auger", { Tags: [job, cost] })],
  ["with a transitive tag", "denied", (t) => t("auger", { Tags: [job], TransitiveTagKeys: ["job"] })],
  ["with a tag where none is declared", "denied", (t) => t("trainer", { Tags: [job] })],
  ["with a source identity nobody asked for", "denied", (t) => t("auger", { SourceIdentity: "auger-1" })],
  ["for 15 minutes", "allowed", (t) => t("auger", { DurationSeconds: 900 })],
  ["for an hour", "allowed", (t) => t("auger", { DurationSeconds: 3_600 })],
  ["for more than an hour", "invalid", (t) => t("auger", { DurationSeconds: 3_601 })],
  ["with the source identity that is asked for", "allowed", (t) => t("traced", { SourceIdentity: "traced-1" })],
  ["without it", "denied", (t) => t("traced")],
  ["with another one", "denied", (t) => t("traced", { SourceIdentity: "auger-1" })],
  ["after the contract's end", "denied", (t) => t("gone")],
  [
    "as agreed, from anywhere, under any name",
    "allowed",
    (t) => t("trainer", { RoleSessionName: "x" }, { address: outside }),
  ],
];

const swapped = (text: string): string =>
  [...text].map((one) => (one === one.toUpperCase() ? one.toLowerCase() : one.toUpperCase())).join("");

test("the role is taken as agreed, and in no other way", async () => {
  expect(await outcomes(takes, take)).toEqual(expected(takes));
});

const self = { RoleName: roleName("auger") };
const PolicyDocument = JSON.stringify(open);
const attached = { PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" };
const boundary = `arn:aws:iam::${account}:policy/vendor/auger/vendor-auger-boundary`;
const s3Call =
  <Input>(Command: new (input: Input) => unknown, input: Input) =>
  ({ on }: Calls) =>
    (on.s3.send as (command: unknown) => Promise<unknown>)(new Command(input));
const iamCall =
  <Input>(Command: new (input: Input) => unknown, input: Input) =>
  ({ on }: Calls) =>
    (on.iam.send as (command: unknown) => Promise<unknown>)(new Command(input));
const at = { Bucket: own, Key: "in/a" };
const acl = { Bucket: own, ACL: "public-read" as const };

const objects: readonly Row<Calls>[] = [
  ["its bucket: reads", "allowed", (c) => c.get(own, "in/a")],
  ["its bucket: looks", "allowed", (c) => c.head(own, "in/a")],
  ["its bucket: writes", "allowed", (c) => c.put(own, "out/b")],
  ["its bucket: deletes", "allowed", (c) => c.remove(own, "out/c")],
  [
    "its bucket: deletes several",
    "allowed",
    s3Call(s3.DeleteObjectsCommand, { Bucket: own, Delete: { Objects: [{ Key: "d" }] } }),
  ],
  ["its bucket: uploads in parts", "allowed", (c) => c.upload(own, "out/parts")],
  ["its bucket: lists all", "allowed", (c) => c.list(own)],
  ["its bucket: lists uploads", "allowed", s3Call(s3.ListMultipartUploadsCommand, { Bucket: own })],
  ["its bucket: where it lies", "allowed", s3Call(s3.GetBucketLocationCommand, { Bucket: own })],
  ["its bucket: copies within", "allowed", (c) => c.copy(own, "out/e", `${own}/in/a`)],
  ["its bucket: copies from what it may read", "allowed", (c) => c.copy(own, "out/f", "lake/exports/a")],
  ["its bucket: copies from what it may not", "denied", (c) => c.copy(own, "out/g", "lake/secret")],
  ["its bucket: reads an old version", "denied", s3Call(s3.GetObjectCommand, { ...at, VersionId: "1" })],
  ["its bucket: deletes a version for good", "denied", s3Call(s3.DeleteObjectCommand, { ...at, VersionId: "1" })],
  ["its bucket: lists versions", "denied", s3Call(s3.ListObjectVersionsCommand, { Bucket: own })],
  ["its bucket: opens an object", "denied", s3Call(s3.PutObjectAclCommand, { ...acl, Key: "in/a" })],
  ["its bucket: opens itself", "denied", s3Call(s3.PutBucketAclCommand, acl)],
  ["its bucket: writes its policy", "denied", s3Call(s3.PutBucketPolicyCommand, { Bucket: own, Policy: "{}" })],
  ["its bucket: reads its policy", "denied", s3Call(s3.GetBucketPolicyCommand, { Bucket: own })],
  ["its bucket: deletes its policy", "denied", s3Call(s3.DeleteBucketPolicyCommand, { Bucket: own })],
  ["its bucket: unblocks the public", "denied", s3Call(s3.DeletePublicAccessBlockCommand, { Bucket: own })],
  [
    "its bucket: stops versions",
    "denied",
    s3Call(s3.PutBucketVersioningCommand, { Bucket: own, VersioningConfiguration: { Status: "Suspended" } }),
  ],
  [
    "its bucket: has all expire",
    "denied",
    s3Call(s3.PutBucketLifecycleConfigurationCommand, { Bucket: own, LifecycleConfiguration: { Rules: [] } }),
  ],
  ["its bucket: tags an object", "denied", s3Call(s3.PutObjectTaggingCommand, { ...at, Tagging: { TagSet: [] } })],
  ["its bucket: deletes it", "denied", s3Call(s3.DeleteBucketCommand, { Bucket: own })],
  ["reading only: reads under the prefix", "allowed", (c) => c.get("lake", "exports/a")],
  ["reading only: lists the prefix", "allowed", (c) => c.list("lake", "exports/")],
  ["reading only: lists below it", "allowed", (c) => c.list("lake", "exports/2026/")],
  ["reading only: writes", "denied", (c) => c.put("lake", "exports/b")],
  ["reading only: deletes", "denied", (c) => c.remove("lake", "exports/a")],
  ["reading only: uploads in parts", "denied", (c) => c.upload("lake", "exports/parts")],
  ["reading only: copies there", "denied", (c) => c.copy("lake", "exports/c", `${own}/in/a`)],
  ["prefix: reads beside it", "denied", (c) => c.get("lake", "exports2/a")],
  ["prefix: reads above it", "denied", (c) => c.get("lake", "secret")],
  ["prefix: lists all", "denied", (c) => c.list("lake")],
  ["prefix: lists from nothing", "denied", (c) => c.list("lake", "")],
  ["prefix: lists beside it", "denied", (c) => c.list("lake", "exports")],
  ["prefix: lists uploads", "denied", s3Call(s3.ListMultipartUploadsCommand, { Bucket: "lake" })],
  ["writing under a prefix: writes", "allowed", (c) => c.put("lake", "auger/b")],
  ["writing under a prefix: reads", "allowed", (c) => c.get("lake", "auger/a")],
  ["writing under a prefix: writes beside it", "denied", (c) => c.put("lake", "auger2/b")],
  ["another bucket: reads", "denied", (c) => c.get("payroll", "a")],
  ["another bucket: lists", "denied", (c) => c.list("payroll")],
  ["another bucket: writes", "denied", (c) => c.put("payroll", "b")],
  ["all buckets: lists", "denied", s3Call(s3.ListBucketsCommand, {})],
  ["a new bucket", "denied", s3Call(s3.CreateBucketCommand, { Bucket: "auger-new" })],
];

const others: readonly Row<Calls>[] = [
  ["who it is", "allowed", (c) => c.identity()],
  ["IAM: makes a user", "denied", iamCall(iam.CreateUserCommand, { UserName: "x" })],
  ["IAM: makes a key", "denied", iamCall(iam.CreateAccessKeyCommand, { UserName: "x" })],
  [
    "IAM: makes a role",
    "denied",
    iamCall(iam.CreateRoleCommand, { RoleName: "x", AssumeRolePolicyDocument: PolicyDocument }),
  ],
  [
    "IAM: gives itself a policy",
    "denied",
    iamCall(iam.PutRolePolicyCommand, { ...self, PolicyName: "x", PolicyDocument }),
  ],
  ["IAM: attaches one to itself", "denied", iamCall(iam.AttachRolePolicyCommand, { ...self, ...attached })],
  ["IAM: changes who trusts it", "denied", iamCall(iam.UpdateAssumeRolePolicyCommand, { ...self, PolicyDocument })],
  ["IAM: takes off its boundary", "denied", iamCall(iam.DeleteRolePermissionsBoundaryCommand, self)],
  [
    "IAM: writes its boundary anew",
    "denied",
    iamCall(iam.CreatePolicyVersionCommand, { PolicyArn: boundary, PolicyDocument }),
  ],
  ["IAM: makes its sessions longer", "denied", iamCall(iam.UpdateRoleCommand, { ...self, MaxSessionDuration: 43_200 })],
  ["IAM: tags itself", "denied", iamCall(iam.TagRoleCommand, { ...self, Tags: [job] })],
  ["IAM: reads itself", "denied", iamCall(iam.GetRoleCommand, self)],
  ["STS: goes on to a role", "denied", (c) => c.assume(hub)],
  [
    "STS: takes itself again",
    "denied",
    (c) => c.assume(arnOf("auger"), { ExternalId: given.auger, RoleSessionName: "auger-2" }),
  ],
  ["Lambda: makes a function", "denied", (c) => c.createFunction("x", passable)],
  ["Lambda: lists functions", "denied", ({ on }) => on.lambda.send(new lambda.ListFunctionsCommand({}))],
  ["Secrets Manager: reads its external id", "denied", (c) => c.secret(externalIdSecret("auger"))],
  ["Secrets Manager: reads another secret", "denied", (c) => c.secret("payroll/token")],
  ["DynamoDB", "denied", (c) => c.tables()],
  ["CloudFormation", "denied", (c) => c.stacks()],
  ["CloudTrail", "denied", (c) => c.trails()],
  ["SageMaker", "denied", (c) => c.domains()],
];

describe("a session of auger's can do exactly its contract", () => {
  test("with objects and buckets", async () => {
    expect(await outcomes(objects, as("auger"))).toEqual(expected(objects));
  });

  test("with other services, nothing", async () => {
    expect(await outcomes(others, as("auger"))).toEqual(expected(others));
  });

  test.each<[string, Expected, Where]>([
    ["another region", "denied", { region: "ap-south-1" }],
    ["another address", "denied", { address: outside }],
  ])("from %s: %s", async (_what, wanted, where) => {
    expect(await outcome(() => as("auger", where).get(own, "in/a"))).toBe(wanted);
  });
});

const mark = { "sagewarden:vendor": "trainer" };
const trainers: readonly Row<Calls>[] = [
  ["a declared secret", "allowed", (c) => c.secret(secret)],
  ["another secret", "denied", (c) => c.secret("payroll/token")],
  ["a declared role", "allowed", (c) => c.assume(hub)],
  ["another role", "denied", (c) => c.assume(passable)],
  ["a function, tagged, with a declared role", "allowed", (c) => c.createFunction("vendor-trainer-a", passable, mark)],
  ["a function without the tag", "denied", (c) => c.createFunction("vendor-trainer-b", passable)],
  [
    "a function with another vendor's tag",
    "denied",
    (c) => c.createFunction("vendor-trainer-c", passable, { "sagewarden:vendor": "auger" }),
  ],
  ["a function under another name", "denied", (c) => c.createFunction("trainer-d", passable, mark)],
  [
    "a function with another role",
    "denied",
    (c) => c.createFunction("vendor-trainer-e", passable.replace("trainer", "other"), mark),
  ],
  ["somebody else's function", "denied", (c) => c.functionOf("payroll-run")],
  ["a function of its name without the tag", "denied", (c) => c.functionOf("vendor-trainer-untagged")],
  [
    "somebody else's function, by tagging it",
    "denied",
    ({ on }) =>
      on.lambda.send(
        new lambda.TagResourceCommand({
          Resource: `arn:aws:lambda:us-east-1:${account}:function:payroll-run`,
          Tags: mark,
        }),
      ),
  ],
  ["a bucket of its names", "allowed", s3Call(s3.CreateBucketCommand, { Bucket: "trainer-a" })],
  ["a bucket of other names", "denied", s3Call(s3.CreateBucketCommand, { Bucket: "other-a" })],
  [
    "a bucket in the contract's other region",
    "allowed",
    s3Call(s3.CreateBucketCommand, {
      Bucket: "trainer-eu",
      CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
    }),
  ],
  [
    "a bucket in another region",
    "denied",
    s3Call(s3.CreateBucketCommand, {
      Bucket: "trainer-b",
      CreateBucketConfiguration: { LocationConstraint: "ap-south-1" },
    }),
  ],
  ["a bucket's policy", "denied", s3Call(s3.PutBucketPolicyCommand, { Bucket: "trainer-a", Policy: "{}" })],
  ["a bucket's public access", "denied", s3Call(s3.DeletePublicAccessBlockCommand, { Bucket: "trainer-a" })],
];

const afterwards: readonly Row<Calls>[] = [
  ["its function: looks", "allowed", (c) => c.functionOf("vendor-trainer-a")],
  ["its bucket: writes", "allowed", (c) => c.put("trainer-a", "x")],
  [
    "its bucket: keeps versions",
    "allowed",
    s3Call(s3.PutBucketVersioningCommand, { Bucket: "trainer-a", VersioningConfiguration: { Status: "Enabled" } }),
  ],
];

test("a session of trainer's makes and uses what is its own", async () => {
  expect(await outcomes(trainers, as("trainer"))).toEqual(expected(trainers));
  expect(await outcomes(afterwards, as("trainer"))).toEqual(expected(afterwards));
});

describe("a new external id", () => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-rotate-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** `sagewarden vendors rotate auger`, with the contracts of the app as settings. */
  const rotate = async (...options: string[]) => {
    const file = join(folder, "settings.json");
    const settings = {
      mode: "observe",
      region: regions,
      tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
      teams: { TeamA: {} },
      people: { alice: { team: "TeamA" } },
      vendors: contracts,
    };
    writeFileSync(file, JSON.stringify(settings));
    const args = ["vendors", "rotate", "auger", "--json", "--config", file, ...options];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [command, ...args], {
      env: {
        PATH: process.env.PATH,
        AWS_ENDPOINT_URL: lab.endpoint,
        AWS_REGION: lab.region,
        AWS_ACCESS_KEY_ID: root.accessKeyId,
        AWS_SECRET_ACCESS_KEY: root.secretAccessKey,
      },
    });
    return { ...(JSON.parse(stdout) as { state: string; done: string[]; externalId?: string }), text: stdout + stderr };
  };

  /** The same app once more, in which the role's trust is another: its references are resolved anew. */
  const deployAnother = (expires: string) => {
    const app = `${process.execPath} ${join(project, "app.ts")}`;
    writeFileSync(join(folder, "cdk.json"), JSON.stringify({ app, context: { expires } }));
    const { endpoint, installed } = lab;
    // `cdk bootstrap` runs in the one, `cdk synth` in the other, at once.
    const temporary = mkdtempSync(join(folder, "cdk-"));
    return deploy({ endpoint, project: folder, temporary, python: installed.python, log: () => undefined });
  };

  const works = (...ids: string[]) =>
    Promise.all(ids.map((ExternalId) => outcome(() => take("auger", { ExternalId }))));

  test("is trusted beside the old one until the end, whatever is deployed in between", async () => {
    const old = given.auger;
    const begun = await rotate();
    expect(begun).toMatchObject({ state: "overlap", done: ["make-new", "trust-both"] });
    expect(begun.text).not.toContain(old);
    const { externalId: fresh = "", done } = await rotate("--show");
    expect(done).toEqual([]);
    expect(fresh).toMatch(/^[A-Za-z0-9]{40}$/);
    expect(await works(old, fresh, "x".repeat(40))).toEqual(["allowed", "allowed", "denied"]);
    await deployAnother("2091-12-31");
    expect(await works(old, fresh)).toEqual(["allowed", "allowed"]);
    expect(await rotate("--finish")).toMatchObject({ state: "steady", done: ["promote", "trust-new", "forget-label"] });
    expect(await works(old, fresh)).toEqual(["denied", "allowed"]);
  });
});

test("a contract that ends, ends its live sessions", async () => {
  const place = { partition: "aws", account };
  const ended = contractFor(
    { vendor: "auger", contract: { ...contracts.auger, expires: "2020-12-31" }, regions },
    place,
  );
  const PolicyDocument = JSON.stringify(permissionsDocument(ended, place));
  expect(await outcome(() => as("auger").get(own, "in/a"))).toBe("allowed");
  await as("root").on.iam.send(new iam.PutRolePolicyCommand({ ...self, PolicyName: "contract", PolicyDocument }));
  expect(await outcome(() => as("auger").get(own, "in/a"))).toBe("denied");
});
