import { ListAccessKeysCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { RoleImage } from "#shared/model/role-image.ts";
import { containment, externalIdSecret, names, vendorRole } from "#shared/names.ts";
import { differences } from "#shared/restore/differences.ts";
import { root } from "../../lab/demo/clients.ts";
import { kestrel } from "../../lab/demo/kestrel.ts";
import type { Stage } from "../../lab/demo/stage.ts";
import { vendorRoles } from "../../lab/demo/vendor-watch.ts";
import { type Boto3Vendors, boto3Vendors, type Called } from "./boto3-vendors.ts";
import { imageOf, incident, incidentsOf, order, rolesOf, setUpKestrel, trustOf } from "./containment-stage.ts";
import { demoLab, eventually, rootOf, sagewarden, startPatience } from "./harness.ts";
import { used, worn } from "./pool/condition.ts";
import type { LeasedLab } from "./pool/lease.ts";
import { message, press } from "./slack.ts";

const auger = { account: "999988887777", address: "198.51.100.7", bucket: "auger-acmeorg" };
/** How fast time passes once the seconds from the abuse to its end are measured. Sessions of an hour have to last. */
const afterwards = 6;
let lab: LeasedLab;
let stage: Stage;
let vendors: Boto3Vendors;
let before: RoleImage;

const said = (text: string): void => void process.stderr.write(`${text}\n`);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const arnOf = (role: string): string => `arn:aws:iam::${lab.account}:role/${role}`;
const asked = (name: string) => ({
  RoleArn: kestrel.role,
  RoleSessionName: name,
  ExternalId: kestrel.externalId,
  DurationSeconds: 3_600,
});
const ofBucket = { Bucket: kestrel.bucket };

const augerSession = async (): Promise<void> => {
  const { path, name } = vendorRole("auger");
  const secrets = new SecretsManagerClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: externalIdSecret("auger") }));
  await vendors.know("auger", { key: auger.account, secret: "test", address: auger.address });
  const input = { RoleArn: arnOf(`${path.slice(1)}${name}`), RoleSessionName: "auger-1", ExternalId: SecretString };
  expect(await vendors.take("auger", "auger's", input)).toMatchObject({ code: "" });
};

beforeAll(async () => {
  lab = await demoLab(used);
  stage = await lab.stage();
  before = await setUpKestrel(lab);
  vendors = boto3Vendors(lab);
  await vendors.know("root", { key: root.accessKeyId, secret: root.secretAccessKey, address: "127.0.0.1" });
  await vendors.know("kestrel", { key: kestrel.account, secret: "test", address: kestrel.address });
  await augerSession();
}, startPatience);
afterAll(async () => {
  await vendors?.end();
  await lab?.giveBack(worn);
});

const refused = (calls: readonly Called[] = []): readonly Called[] => calls.filter(({ code }) => code !== "");
const succeeded = (calls: readonly Called[] = []): readonly Called[] => calls.filter(({ code }) => code === "");
const since = (calls: readonly Called[] = [], ms: number): readonly Called[] => calls.filter(({ at }) => at > ms);

describe("a vendor that makes itself a key", () => {
  const user = "kestrel-helper";

  test("is cut off in seconds: old, new and chained sessions; nobody else is", async () => {
    const execution = { RoleArn: stage.roles.execution };
    await vendors.take("kestrel", "old", asked("kestrel-1"));
    await vendors.take("old", "chained", { ...execution, RoleSessionName: "sync" });
    await vendors.take("root", "studio", { ...execution, RoleSessionName: "SageMaker", SourceIdentity: "dave" });
    await vendors.loop("old", "old", "s3", "list_objects_v2", ofBucket);
    await vendors.loop("new", "kestrel", "sts", "assume_role", asked("kestrel-2"));
    await vendors.loop("chained", "chained", "sagemaker", "list_models");
    await vendors.loop("studio", "studio", "sagemaker", "list_models");
    await vendors.loop("auger", "auger's", "s3", "list_objects_v2", { Bucket: auger.bucket });
    await pause(2_000);
    const abuse = await vendors.call("old", "iam", "create_user", { UserName: user });
    expect(abuse.code).toBe("");
    expect(await vendors.makeKey("old", "minted", user)).toMatchObject({ code: "" });

    const row = await incident(lab, kestrel.role, ({ phase }) => phase === "contained" || phase === "failed");
    const recorded = Date.now();
    await pause(5_000);
    const { old, new: fresh, chained, studio, auger: others } = await vendors.stop();
    await lab.setSpeed(afterwards);

    expect([row.phase, row.why]).toEqual(["contained", expect.stringContaining("no session of it can act")]);
    const [denied] = refused(since(old, abuse.at));
    const seconds = (at: number | undefined): number => ((at ?? Number.NaN) - abuse.at) / 1_000;
    said(
      `from the abusive call to the session's first AccessDenied ${seconds(denied?.at).toFixed(1)} s, ` +
        `the chained session's ${seconds(refused(since(chained, abuse.at))[0]?.at).toFixed(1)} s, ` +
        `the last new session ${seconds(succeeded(fresh).at(-1)?.at).toFixed(1)} s, contained after ${seconds(recorded).toFixed(1)} s`,
    );
    expect(denied?.code).toBe("AccessDenied");
    expect(seconds(denied?.at)).toBeLessThan(120);
    const proven = Date.parse(row.containedAt ?? "") + 1_000;
    for (const calls of [old, fresh, chained]) {
      expect(succeeded(since(calls, Math.min(recorded, proven)))).toEqual([]);
      expect(since(calls, recorded).length).toBeGreaterThan(10);
      expect(succeeded(calls).length).toBeGreaterThan(5);
    }
    for (const calls of [studio, others]) {
      expect(refused(calls)).toEqual([]);
      expect(calls?.length).toBeGreaterThan(50);
    }
  });

  test("the key that it made is inactive, and opens nothing", async () => {
    const { AccessKeyMetadata = [] } = await rootOf(lab).iam.send(new ListAccessKeysCommand({ UserName: user }));
    expect(AccessKeyMetadata.map(({ Status }) => Status)).toEqual(["Inactive"]);
    expect((await vendors.call("minted", "sts", "get_caller_identity")).code).not.toBe("");
  });

  test("on the shared role only its session is denied", async () => {
    const { inline } = await imageOf(lab, "StudioExecution");
    const deny = inline.find(({ name }) => name === containment.chained);
    expect(deny?.document).toMatch(/:sync"/);
    expect(deny?.document).not.toContain("SageMaker");
    expect((await vendors.call("studio", "sagemaker", "list_models")).code).toBe("");
  });

  test("every rung is recorded with its evidence, and the owner is told how to restore it", async () => {
    const row = await incident(lab, kestrel.role, ({ phase }) => phase === "contained");
    expect(row.rungs.map(({ rung, status }) => `${rung} ${status}`)).toEqual([
      ...["snapshot done", "sessions done", "deny done", "trust done", "restamp done", "chained done", "minted done"],
      ...["boundary waiting", "detach waiting", "delete waiting"],
    ]);
    expect(row.reached.map(({ type, status }) => `${type} ${status}`)).toEqual(
      expect.arrayContaining(["chained-role denied", "minted-key denied"]),
    );
    await message(lab, { by: "dave", says: /kestrel-sync/, asks: "restore" });
  });
});

describe("sagewarden vendors restore", () => {
  test("gives back the role of the snapshot; a good session works, the stolen ones do not", async () => {
    const { code, stdout, stderr } = await sagewarden(lab, "vendors", "restore", kestrel.role, "--json");
    expect([code, stderr]).toEqual([0, expect.stringContaining("restored")]);
    const lines = stdout.split("\n").filter(Boolean);
    expect(lines.map((line) => JSON.parse(line).status)).not.toContain("failed");
    const left = differences(before, await imageOf(lab, kestrel.name));
    expect(left.map(({ field, of, how }) => [field, of, how])).toEqual([["inline", containment.revoke, "added"]]);
    await pause(1_500); // the stamp has whole seconds
    expect(await vendors.take("kestrel", "good", asked("kestrel-3"))).toMatchObject({ code: "" });
    expect((await vendors.call("good", "s3", "list_objects_v2", ofBucket)).code).toBe("");
    expect((await vendors.call("old", "s3", "list_objects_v2", ofBucket)).code).toBe("AccessDenied");
    expect((await vendors.call("chained", "sagemaker", "list_models")).code).not.toBe("");
    expect((await vendors.call("minted", "sts", "get_caller_identity")).code).not.toBe("");
  });
});

describe("an admin's edit of the role", () => {
  test("alerts, and contains nobody", async () => {
    const { iam } = rootOf(lab);
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    const number = (await incidentsOf(lab).current(kestrel.role))?.number;
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: kestrel.name,
        PolicyName: "mine",
        PolicyDocument: PolicyDocument.replace(
          "[]",
          '[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]',
        ),
      }),
    );
    const roles = vendorRoles(rootOf(lab));
    await eventually("its signal", async () =>
      (await roles.signals(kestrel.role)).find(
        ({ signal, severity }) => signal === "role-changed" && severity === "high",
      ),
    );
    await pause(3_000);
    expect((await incidentsOf(lab).current(kestrel.role))?.number).toBe(number);
    expect((await vendors.call("good", "s3", "list_objects_v2", ofBucket)).code).toBe("");
    await rolesOf(lab).deleteInline(kestrel.name, "mine");
  });
});

describe("people in Slack", () => {
  test("an approver lets it go on to the trust, and restores it", async () => {
    const began = await sagewarden(lab, "vendors", "contain", kestrel.role, "--up-to", "deny", "--reason", "a drill");
    expect([began.code, began.stderr]).toEqual([0, expect.stringContaining("contained")]);
    const told = await message(lab, { by: "dave", says: /kestrel-sync/, asks: "go-on" });
    expect((await press(lab, "dave", told, "go-on")).status).toBe(200);
    await incident(lab, kestrel.role, ({ rungs }) =>
      rungs.some(({ rung, status }) => rung === "trust" && status === "done"),
    );
    expect((await vendors.take("kestrel", "late", asked("kestrel-4"))).code).toBe("AccessDenied");
    const again = await message(lab, { by: "dave", says: /kestrel-sync/, asks: "restore" });
    expect((await press(lab, "dave", again, "restore")).status).toBe(200);
    await incident(lab, kestrel.role, ({ phase }) => phase === "restored");
    await pause(1_500);
    expect((await vendors.take("kestrel", "late", asked("kestrel-5"))).code).toBe("");
  }, 300_000);
});

describe("roles that nobody may contain", () => {
  const roles: Readonly<Record<string, readonly [path: string, name: string, why: RegExp]>> = {
    protected: ["/guarded/", "osprey", /protect/],
    "service-linked": ["/aws-service-role/sagemaker.amazonaws.com/", "AWSServiceRoleForX", /service-linked/],
    "Identity Center's": ["/aws-reserved/sso.amazonaws.com/", "AWSReservedSSO_Ops_0123456789abcdef", /Identity Center/],
    own: ["/sagewarden/", names.functions.enforceTags, /own/],
    unregistered: ["/", "nobodys", /no contract/],
  };
  beforeAll(async () => {
    const sagemaker = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "sagemaker.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
    for (const [what, [path, name]] of Object.entries(roles))
      if (what !== "own") {
        const trust = what === "protected" ? trustOf("666611112222", "osprey-93cc20b7d1") : sagemaker;
        await rolesOf(lab).create({ ...before, path, name, arn: "", trust, tags: [], boundary: undefined });
      }
  });

  test.each(Object.entries(roles))("%s: by the command line, and by the dispatcher", async (_, [path, name, why]) => {
    const role = arnOf(`${path.slice(1)}${name}`);
    const by = await sagewarden(lab, "vendors", "contain", role, "--json");
    expect([by.code, by.stderr]).toEqual([1, expect.stringMatching(why)]);
    expect(JSON.parse(by.stdout.split("\n")[0] ?? "{}").status).toBe("refused");
    expect((await order(lab, { op: "contain", role })).refused).toMatch(why);
    expect((await order(lab, { op: "plan", role })).refused).toMatch(why);
    expect((await imageOf(lab, name)).inline.filter(({ name: of }) => /^Sagewarden(Revoke|Deny)/.test(of))).toEqual([]);
  });

  test("a signal of the protected one is told as refused", async () => {
    const osprey = arnOf("guarded/osprey");
    const document =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:CreateUser","Resource":"*"}]}';
    await rolesOf(lab).putInline("osprey", "too-much", document);
    await vendors.know("osprey", { key: "666611112222", secret: "test", address: "192.0.2.9" });
    const input = { RoleArn: osprey, RoleSessionName: "osprey-1", ExternalId: "osprey-93cc20b7d1" };
    expect(await vendors.take("osprey", "osprey's", input)).toMatchObject({ code: "" });
    expect((await vendors.call("osprey's", "iam", "create_user", { UserName: "osprey-helper" })).code).toBe("");
    const row = await incident(lab, osprey, ({ phase }) => phase !== "opened");
    expect([row.phase, row.rungs]).toEqual(["refused", []]);
    expect((await vendors.call("osprey's", "iam", "create_user", { UserName: "osprey-second" })).code).toBe("");
  });
});
