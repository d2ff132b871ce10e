import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as iam from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Answer } from "../../cli/who/model.ts";
import { type Credentials, root } from "../../lab/demo/clients.ts";
import { hasAwsCli, machineCommand, machineOf, recordsDuring } from "./borrow/run.ts";
import { demoLab, eventually, rootOf, startPatience } from "./harness.ts";
import { used } from "./pool/condition.ts";
import type { LeasedLab } from "./pool/lease.ts";

const bucket = "connected-lake";
const roleArn = (name: string) => `arn:aws:iam::000000000000:role/connected/${name}`;
const statement = (Action: string | string[], Resource: string | string[]) => ({ Effect: "Allow", Action, Resource });
const folder = (name: string) => statement("s3:*", [`arn:aws:s3:::${bucket}/${name}/*`, `arn:aws:s3:::${bucket}`]);
const policyOf = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const trustOf = (AWS: string) =>
  policyOf({ Effect: "Allow", Principal: { AWS }, Action: ["sts:AssumeRole", "sts:TagSession"] });
const anybody = trustOf("arn:aws:iam::000000000000:root");

/** `lake-wide` may do in the bucket whatever it likes; `lake-blind` may nothing; nobody of these may take `lake-shut`. */
const roles: Readonly<Record<string, { trust: string; policy: string }>> = {
  "lake-sales": { trust: anybody, policy: policyOf(folder("sales")) },
  "lake-marketing": { trust: anybody, policy: policyOf(folder("marketing")) },
  "lake-wide": { trust: anybody, policy: policyOf(statement("s3:*", "*")) },
  "lake-blind": { trust: anybody, policy: policyOf(statement("sqs:ListQueues", "*")) },
  "lake-shut": {
    trust: trustOf("arn:aws:iam::000000000000:role/connected/lake-wide"),
    policy: policyOf(folder("sales")),
  },
};
const mapped = (...names: string[]) => Object.fromEntries(names.map((name) => [name, roleArn(`lake-${name}`)]));
const personal = (name: string) => `\${person.roles.${name}}`;
const toSales = { kind: "s3", target: `${bucket}/sales`, groups: ["Sales"] };
const settings = {
  ...{ mode: "observe", region: "us-east-1", teams: { Sales: {}, Marketing: {} } },
  tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
  people: {
    ann: { team: "Sales", roles: mapped("sales") },
    ben: { team: "Marketing", roles: mapped("marketing") },
    cat: { team: "Sales", groups: ["Marketing"], roles: mapped("sales", "marketing") },
    dot: { team: "Sales" },
  },
  connections: {
    sales: { ...toSales, role: personal("sales"), access: "read" },
    marketing: { ...toSales, target: `${bucket}/marketing`, groups: ["Marketing"], role: personal("marketing") },
    wide: { ...toSales, role: roleArn("lake-wide") },
    blind: { ...toSales, role: roleArn("lake-blind") },
    shut: { ...toSales, role: roleArn("lake-shut") },
  },
};
const people = ["ann", "ben", "cat", "dot", "stranger"] as const;
type Person = (typeof people)[number];

let lab: LeasedLab;
let machine: ReturnType<typeof machineOf>;
const keys = new Map<Person, Credentials>();

const makeUser = async (UserName: Person): Promise<void> => {
  const to = rootOf(lab).iam;
  await to.send(new iam.CreateUserCommand({ UserName }));
  const PolicyDocument = policyOf(statement("sts:AssumeRole", roleArn("*")));
  await to.send(new iam.PutUserPolicyCommand({ UserName, PolicyName: "take", PolicyDocument }));
  const { AccessKey } = await to.send(new iam.CreateAccessKeyCommand({ UserName }));
  const [accessKeyId = "", secretAccessKey = ""] = [AccessKey?.AccessKeyId, AccessKey?.SecretAccessKey];
  keys.set(UserName, { accessKeyId, secretAccessKey });
};

beforeAll(async () => {
  lab = await demoLab(used);
  machine = machineOf(lab);
  const to = rootOf(lab).iam;
  for (const [RoleName, { trust, policy }] of Object.entries(roles)) {
    const role = { RoleName, Path: "/connected/", AssumeRolePolicyDocument: trust };
    await to.send(new iam.CreateRoleCommand(role));
    await to.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument: policy }));
  }
  for (const person of people) await makeUser(person);
  const s3 = new S3Client({ endpoint: lab.endpoint, region: lab.region, credentials: root, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  for (const name of ["sales", "marketing"]) {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `${name}/report.csv`, Body: `of ${name}\n` }));
  }
  writeFileSync(join(machine.folder, "sagewarden.yaml"), JSON.stringify(settings));
}, startPatience);
afterAll(async () => {
  machine?.end();
  await lab?.giveBack(used);
});

const connection = (person: Person, ...args: readonly string[]) =>
  machine.sagewarden(["connection", ...args], keys.get(person), machine.withBoto3);

const read =
  "import boto3,sys; print(boto3.client('s3').get_object(Bucket=sys.argv[1],Key=sys.argv[2])['Body'].read().decode())";
const caller = "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])";

/** A report of one folder, by each client: what they got, or `denied`; one answer where they agree. */
const reports = async (
  person: Person,
  name: string,
  of: string,
  verb: readonly string[] = ["connection", "use", name],
) => {
  const key = `${of}/report.csv`;
  const boto3 = [machine.python, "-c", read, bucket, key];
  // The AWS CLI has a boto3 of its own.
  const cli = ["env", "-u", "PYTHONPATH", "aws", "s3", "cp", `s3://${bucket}/${key}`, "-"];
  const got: string[] = [];
  for (const client of hasAwsCli ? [boto3, cli] : [boto3]) {
    const args = [...verb, "--", ...client];
    const { stdout, stderr, code } = await machine.sagewarden(args, keys.get(person), machine.withBoto3);
    got.push(code === 0 ? stdout.trim() : /AccessDenied|403/.test(stderr) ? "denied" : `${code}: ${stderr}`);
  }
  return [...new Set(got)];
};

describe("one bucket, two roles", () => {
  test.each<[Person, string, string, string]>([
    ["ann", "sales", "sales", "of sales"],
    ["ann", "sales", "marketing", "denied"],
    ["cat", "sales", "sales", "of sales"],
    ["cat", "marketing", "marketing", "of marketing"],
    ["cat", "marketing", "sales", "denied"],
    ["ben", "marketing", "marketing", "of marketing"],
  ])("%s by the connection %s, the report of %s: %s", async (person, name, of, expected) => {
    expect(await reports(person, name, of)).toEqual([expected]);
  });

  test("a role that may more is cut to its connection", async () => {
    expect(await reports("ann", "wide", "sales")).toEqual(["of sales"]);
    expect(await reports("ann", "wide", "marketing")).toEqual(["denied"]);
    const without = ["exec", "--role", roleArn("lake-wide")];
    expect(await reports("ann", "wide", "marketing", without)).toEqual(["of marketing"]);
  });
});

test("a shell has a connection by env, and gives it back", async () => {
  const report = (of: string) => `"${machine.python}" -c "${read}" ${bucket} ${of}/report.csv`;
  const lines = [
    ...[`eval "$(${machineCommand} connection env sales)"`, report("sales"), `${report("marketing")} || echo denied`],
    ...[`eval "$(${machineCommand} env --restore)"`, `"${machine.python}" -c "${caller}"`],
  ];
  const env = { ...machine.env(keys.get("ann")), ...machine.withBoto3 };
  const { stdout } = await machine.run("bash", ["-c", lines.join("\n")], env);
  const said = stdout.split("\n").filter(Boolean);
  expect(said).toEqual(["of sales", "denied", "arn:aws:iam::000000000000:user/ann"]);
});

describe("who may not", () => {
  test.each<[Person, string, string]>([
    ["ann", "marketing", "group"],
    ["ben", "sales", "group"],
    ["dot", "sales", "mapping"],
    ["stranger", "sales", "person"],
    ["ann", "nowhere", "connection"],
  ])("%s by %s: Permission denied at the gate %s, without an ARN and without asking STS for a role", async (...row) => {
    const [person, name, gate] = row;
    const { done, records } = await recordsDuring(lab, "AssumeRole", () =>
      connection(person, "use", name, "--", "echo", "ran"),
    );
    expect(done).toMatchObject({ code: 1, stdout: "" });
    expect(done.stderr).toMatch(new RegExp(`^Permission denied: ${gate}: `));
    expect(done.stderr).not.toMatch(/arn:|000000000000|lake-/);
    const asked = records.filter(({ userIdentity }) => userIdentity?.arn?.endsWith(`user/${person}`));
    expect(asked).toEqual([]);
  });

  test("sees only what is theirs", async () => {
    const names = async (person: Person) => {
      const { stdout } = await connection(person, "list", "--json");
      const lines = stdout.split("\n").filter(Boolean);
      return lines.map((line) => (JSON.parse(line) as { connection?: string; name?: string }).connection);
    };
    expect(await names("ben")).toEqual(["marketing"]);
    expect((await names("cat")).toSorted()).toEqual(["blind", "marketing", "sales", "shut", "wide"]);
    expect(await names("stranger")).toEqual([]);
  });
});

describe("connection test", () => {
  test.each<[Person, string, string | undefined]>([
    ["ann", "sales", undefined],
    ["ann", "marketing", "group"],
    ["dot", "sales", "mapping"],
    ["ann", "shut", "trust"],
    ["ann", "blind", "target"],
  ])("%s and %s: the gate that is shut is %s", async (person, name, gate) => {
    const { stdout, code } = await connection(person, "test", name, "--json");
    const { gates } = JSON.parse(stdout) as { gates: { gate: string; status: string }[] };
    expect(gates.filter(({ status }) => status === "failed").map((one) => one.gate)).toEqual(gate ? [gate] : []);
    expect(code).toBe(gate ? 1 : 0);
    expect(stdout).not.toContain("arn:");
  });
});

test("who tells of a key which connection it was for", async () => {
  const print = "import boto3; print(boto3.Session().get_credentials().access_key)";
  const { stdout } = await connection("ann", "use", "sales", "--", machine.python, "-c", print);
  const answer = await eventually("the record of the session", async () => {
    const { code, stdout: json } = await machine.sagewarden(
      ["who", stdout.trim(), "--json", "--config", "sagewarden.yaml"],
      root,
    );
    return code === 0 ? (JSON.parse(json) as Answer) : undefined;
  });
  expect(answer).toMatchObject({
    ...{ person: "ann", team: "Sales", role: roleArn("lake-sales"), isOver: false, contradictions: [] },
    ...{ connection: "sales", connectionBy: "session-policy" },
  });
});
