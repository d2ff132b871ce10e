import { once } from "node:events";
import * as iam from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Answer } from "../../cli/who/model.ts";
import type { Credentials } from "../../lab/demo/clients.ts";
import { machineCommand, machineOf, recordsDuring } from "./borrow/run.ts";
import { control, demoLab, eventually, rootOf, startPatience } from "./harness.ts";
import { used, worn } from "./pool/condition.ts";
import type { LeasedLab } from "./pool/lease.ts";

const roleName = "borrow-lent";
const session = `arn:aws:sts::000000000000:assumed-role/${roleName}/dave`;
const role = `arn:aws:iam::000000000000:role/team/${roleName}`;
const everything = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } };
const trust = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: { AWS: "arn:aws:iam::000000000000:root" }, Action: "sts:AssumeRole" },
};

let lab: LeasedLab;
let machine: ReturnType<typeof machineOf>;
let dave: Credentials;

/** A person with an IAM user of its own, and a role that the person may take. */
const prepare = async (): Promise<void> => {
  const to = rootOf(lab).iam;
  const [UserName, PolicyName] = ["dave", "take-roles"];
  await to.send(new iam.CreateUserCommand({ UserName }));
  const take = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "sts:AssumeRole", Resource: role } };
  await to.send(new iam.PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument: JSON.stringify(take) }));
  const { AccessKey } = await to.send(new iam.CreateAccessKeyCommand({ UserName }));
  dave = { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
  const given = { RoleName: roleName, Path: "/team/", AssumeRolePolicyDocument: JSON.stringify(trust) };
  await to.send(new iam.CreateRoleCommand(given));
  const policy = { RoleName: roleName, PolicyName: "all", PolicyDocument: JSON.stringify(everything) };
  await to.send(new iam.PutRolePolicyCommand(policy));
};

beforeAll(async () => {
  lab = await demoLab(used);
  machine = machineOf(lab);
  await prepare();
}, startPatience);
afterAll(async () => {
  machine?.end();
  await lab?.giveBack(worn);
});

const exec = (args: readonly string[], more: Record<string, string> = {}) =>
  machine.sagewarden(["exec", "--role", role, ...args], dave, more);

describe("exec", () => {
  test("the AWS CLI and boto3 are whom they were lent", async () => {
    for (const caller of machine.callers) {
      const ended = await exec(["--", ...caller], machine.withBoto3);
      expect(ended).toEqual({ code: 0, stdout: `${session}\n`, stderr: "" });
    }
  });

  test("the child has an address and a token, and no key of anybody's", async () => {
    const print = "console.log(JSON.stringify(process.env))";
    const { stdout } = await exec(["--", machine.node, "-e", print]);
    const env = JSON.parse(stdout);
    expect(env.AWS_CONTAINER_CREDENTIALS_FULL_URI).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    expect(Object.keys(env).filter((name) => /AWS_(ACCESS_KEY_ID|SECRET|SESSION_TOKEN|PROFILE)/.test(name))).toEqual(
      [],
    );
    expect(stdout).not.toContain(dave.secretAccessKey);
  });

  test.each([
    [["sh", "-c", "exit 7"], 7],
    [["true"], 0],
    [["no-such-command-anywhere"], 127],
  ])("%j ends with %i", async (command, code) => expect((await exec(["--", ...command])).code).toBe(code));

  test("a signal goes on to the child, whose end is the command's", async () => {
    const child = "process.on('SIGTERM', () => process.exit(9)); console.log('ready'); setInterval(() => {}, 1000)";
    const started = machine.start(["exec", "--role", role, "--", machine.node, "-e", child], dave);
    await once(started.stdout as NonNullable<typeof started.stdout>, "data");
    started.kill("SIGTERM");
    expect((await once(started, "close"))[0]).toBe(9);
  });
});

describe("env in bash", () => {
  const bash = (...lines: readonly string[]) =>
    machine.run("bash", ["-c", lines.join("\n")], { ...machine.env(dave), ...machine.withBoto3 });
  /** The last: the AWS CLI where there is one. */
  const caller = () =>
    machine.callers
      .at(-1)
      ?.map((word) => `"${word}"`)
      .join(" ") ?? "";
  const lend = `eval "$(${machineCommand} env --role ${role})"`;
  const give = `eval "$(${machineCommand} env --restore)"`;
  const all = "env | grep -a ^AWS_ | sort";

  test("the shell's programs have the role, and then what was there before", async () => {
    const { stdout, code } = await bash(
      ...[`before=$(${all})`, lend, caller(), give, `[ "$before" = "$(${all})" ]`, caller()],
    );
    expect({ code, said: stdout.trim().split("\n") }).toEqual({
      ...{ code: 0, said: [session, "arn:aws:iam::000000000000:user/dave"] },
    });
  });

  test("refused: what stands after && is not run, and the shell keeps what it has", async () => {
    const refused = lend.replace(role, `${role}-of-nobody`);
    const { stdout, stderr } = await bash(`${refused} && echo went on`, caller());
    expect(stdout.trim()).toBe("arn:aws:iam::000000000000:user/dave");
    expect(stderr).toContain("refused sts:AssumeRole");
    expect(stderr).not.toContain(dave.secretAccessKey);
  });
});

describe("credential_process", () => {
  const profile = () => ({ AWS_CONFIG_FILE: machine.configFile, AWS_PROFILE: "lent" });

  beforeAll(() => machine.writeConfig(dave, role));

  test("serves the AWS CLI and boto3 by a profile", async () => {
    const nobody = { ...machine.env(undefined), ...profile(), ...machine.withBoto3 };
    for (const [file = "", ...args] of machine.callers)
      expect(await machine.run(file, args, nobody)).toEqual({ code: 0, stdout: `${session}\n`, stderr: "" });
  });

  test("fifty at once ask STS once", async () => {
    const args = ["credential-process", "--role", role, "--duration", "PT30M", "--profile", "originals"];
    const ask = () => machine.sagewarden(args, undefined, profile());
    const { done, records } = await recordsDuring(lab, "AssumeRole", () =>
      Promise.all(Array.from({ length: 50 }, ask)),
    );
    expect(new Set(done.map(({ stdout }) => stdout)).size).toBe(1);
    expect(done.filter(({ code, stderr }) => code !== 0 || stderr !== "")).toEqual([]);
    expect(records.filter(({ requestParameters }) => requestParameters?.roleArn === role)).toHaveLength(1);
  });
});

describe("who", () => {
  test("says whose the key is that a command was lent, once the trail has told", async () => {
    const print = "import boto3; print(boto3.Session().get_credentials().access_key)";
    const { stdout } = await exec(["--", machine.python, "-c", print], machine.withBoto3);
    const id = stdout.trim();
    const answer = await eventually("the record of the session", async () => {
      const root = { accessKeyId: "test", secretAccessKey: "test" };
      const { code, stdout: json } = await machine.sagewarden(["who", id, "--json", ...machine.settings], root);
      return code === 0 ? (JSON.parse(json) as Answer) : undefined;
    });
    expect(answer).toMatchObject({
      ...{ accessKeyId: id, from: "ledger", person: "dave", team: "TeamA", role, isOver: false, contradictions: [] },
      chain: [{ accessKeyId: id, session: "dave", askedBy: { type: "IAMUser", accessKeyId: dave.accessKeyId } }],
    });
    expect(JSON.stringify(answer)).not.toContain(dave.secretAccessKey);
  });

  test("knows the user of a long-lived key, and refuses a secret without repeating it", async () => {
    const root = { accessKeyId: "test", secretAccessKey: "test" };
    const { stdout } = await machine.sagewarden(["who", dave.accessKeyId, "--json", ...machine.settings], root);
    expect(JSON.parse(stdout)).toMatchObject({ from: "iam", person: "dave", user: { name: "dave" } });
    const refused = await machine.sagewarden(["who", dave.secretAccessKey, ...machine.settings], root);
    expect(refused.code).toBe(2);
    expect(refused.stderr).not.toContain(dave.secretAccessKey);
  });
});

/**
 * Two hours in steps of five minutes, with sessions of fifteen: an SDK looks for others in the last five. The last of this file: the
 * lab's clock is ahead then.
 */
describe("a command of two hours", () => {
  const steps = ["25", "300"];
  beforeAll(() => control(lab, "sessions", "POST", { clock: "lab" }));
  afterAll(() => control(lab, "sessions", "POST", { clock: "wall" }));

  const long = async (how: readonly string[], child: readonly string[]) => {
    const args = [...how, "--duration", "PT15M", "--", ...child, lab.endpoint, ...steps];
    const { done, records } = await recordsDuring(lab, "AssumeRole", async () =>
      exec(args, { ...machine.withBoto3, ...(await machine.labTime()) }),
    );
    expect(done.code).toBe(0);
    const ours = records.filter(({ requestParameters }) => requestParameters?.roleArn === role);
    const issued = ours.flatMap(({ responseElements }) => responseElements?.credentials?.accessKeyId ?? []);
    return { ...(JSON.parse(done.stdout) as { keys: string[]; left?: number[]; refused: string[] }), issued };
  };

  test("in JavaScript never sees credentials that have ended", async () => {
    const { keys, left = [], refused, issued } = await long([], [machine.node, machine.script("long-child.mjs")]);
    expect(refused).toEqual([]);
    expect(Math.min(...left)).toBeGreaterThan(0);
    expect(keys.length).toBeGreaterThanOrEqual(8);
    expect(issued).toEqual(expect.arrayContaining(keys));
  });

  test("with boto3 neither", async () => {
    const { keys, refused, issued } = await long([], [machine.python, machine.script("long_child.py")]);
    expect(refused).toEqual([]);
    expect(keys.length).toBeGreaterThanOrEqual(8);
    expect(issued).toEqual(expect.arrayContaining(keys));
  });

  test("would see them if nobody renewed them", async () => {
    // Without the word of their end boto3 does not look for others by itself: AWS is whom we ask.
    const child = ["env", "-u", "AWS_CREDENTIAL_EXPIRATION", machine.python, machine.script("long_child.py")];
    const { keys, refused, issued } = await long(["--in-environment"], child);
    expect(issued).toHaveLength(1);
    expect(keys).toEqual(issued);
    expect(new Set(refused)).toEqual(new Set(["ExpiredToken"]));
    expect(refused.length).toBeGreaterThanOrEqual(20);
  });
});
