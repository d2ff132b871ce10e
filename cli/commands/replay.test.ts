import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { BadInput } from "#shared/model/errors.ts";
import { kinds } from "#shared/sagemaker/kinds.ts";
import { renamedJson, renamedTags, toldPlainly } from "../../test/renamed-keys/spelling.ts";
import { verb } from "./replay.ts";

const account = "123456789012";
const key = "ASIAALICE00000000001";
const settings = `
mode: enforce
region: us-east-1
tags:
  team: { values: teams }
  studiouserid: { values: people }
teams: { TeamA: {}, TeamB: {} }
people:
  alice: { team: TeamA }
  bob: { team: TeamB }
`;

const record = (eventName: string, change: object = {}) => ({
  eventVersion: "1.11",
  eventTime: "2026-07-01T12:00:00Z",
  eventSource: "sagemaker.amazonaws.com",
  eventName,
  awsRegion: "us-east-1",
  eventID: `id-${eventName}`,
  eventType: "AwsApiCall",
  recipientAccountId: account,
  userIdentity: {
    type: "AssumedRole",
    principalId: "AROASCIENTIST:alice",
    arn: `arn:aws:sts::${account}:assumed-role/Scientist/alice`,
    accountId: account,
    accessKeyId: key,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: "AROASCIENTIST",
        arn: `arn:aws:iam::${account}:role/Scientist`,
        accountId: account,
      },
      attributes: { creationDate: "2026-07-01T11:00:00Z" },
    },
  },
  requestParameters: {},
  responseElements: null,
  ...change,
});

const session = record("AssumeRoleWithSAML", {
  eventSource: "sts.amazonaws.com",
  eventTime: "2026-07-01T11:00:00Z",
  userIdentity: { type: "SAMLUser", userName: "alice" },
  requestParameters: {
    roleArn: `arn:aws:iam::${account}:role/Scientist`,
    roleSessionName: "alice",
    principalTags: { team: "TeamA", studiouserid: "alice" },
  },
  responseElements: {
    credentials: { accessKeyId: key, sessionToken: "token", expiration: "Jul 1, 2026, 11:00:00 PM" },
    assumedRoleUser: {
      assumedRoleId: "AROASCIENTIST:alice",
      arn: `arn:aws:sts::${account}:assumed-role/Scientist/alice`,
    },
    subject: "alice",
  },
});

const arnOf = (type: string, name: string): string => `arn:aws:sagemaker:us-east-1:${account}:${type}/${name}`;
/** One record of each creator, with the answer that its row names. */
const creations = kinds.map(({ create, names, answer, type }) =>
  record(create, {
    requestParameters: {
      ...Object.fromEntries(names.map((name) => [name, `${create}-1`])),
      devices: [{ deviceName: "device-1" }],
    },
    responseElements: answer === null ? null : { [answer]: arnOf(type, `${create}-1`) },
  }),
);

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sagewarden-replay-"));
  await writeFile(join(folder, "sagewarden.yaml"), settings);
});
afterAll(() => rm(folder, { recursive: true }));

const run = async (
  files: Record<string, string | Uint8Array>,
  options: { json?: boolean; failOn?: string; config?: string } = { json: true },
  stdin = "",
) => {
  const [out, err]: [string[], string[]] = [[], []];
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  async function* input(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(stdin);
  }
  const io = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    stdin: input(),
    env: {},
    cwd: folder,
  };
  const names = stdin === "" ? Object.keys(files) : ["-"];
  const code = await verb.run(names, options, io);
  return { code, out, err, lines: "json" in options ? out.map((line) => JSON.parse(line)) : [] };
};

describe("all 68 creators by somebody with session tags", () => {
  test("one line each, with the right ARN and owner; the session's record may come last", async () => {
    const { code, lines, err } = await run({
      "trail.json.gz": gzipSync(JSON.stringify({ Records: [...creations, session] })),
    });
    expect({ code, err }).toEqual({ code: 0, err: ["69 records, 68 creations: 68 tag"] });
    const expected = kinds.map(({ create, answer, type, template }) => {
      const made =
        answer === null ? template?.replace(/\{deviceName\}/, "device-1").replace(/\{\w+\}/, `${create}-1`) : undefined;
      return made === undefined ? arnOf(type, `${create}-1`) : `arn:aws:sagemaker:us-east-1:${account}:${made}`;
    });
    expect(lines.map((line) => line.resource.arn).toSorted()).toEqual(expected.toSorted());
    for (const line of lines) {
      expect(line).toMatchObject({
        decision: "tag",
        owner: { team: { value: "TeamA", evidence: { resolver: "session-tags" } }, studiouserid: { value: "alice" } },
        tags: { team: "TeamA", studiouserid: "alice" },
      });
      expect(Object.keys(line)).toEqual(["eventID", "eventName", "resource", "owner", "decision", "tags", "reason"]);
    }
  });

  test("in every form of file, and twice in two files: the same lines", async () => {
    const all = [session, ...creations];
    const wrapped = all.map((event) => JSON.stringify({ source: { repo: "x" }, event })).join("\n");
    const envelopes = all.map((detail) => ({
      "detail-type": "AWS API Call via CloudTrail",
      source: detail.eventSource.replace(/^(\w+)\..*/, "aws.$1"),
      id: "envelope",
      detail,
    }));
    const first = await run({ "a.json": JSON.stringify({ Records: all }, null, 2) });
    const forms = [
      { "b.jsonl": wrapped },
      { "c.json": JSON.stringify(envelopes) },
      { "d.json": JSON.stringify(all), "e.jsonl": wrapped },
    ];
    for (const files of forms) expect((await run(files)).lines).toEqual(first.lines);
    expect((await run({}, { json: true }, wrapped)).lines).toEqual(first.lines);
  });
});

test("who is not proven owns nothing", async () => {
  const [first] = creations;
  const { lines, code } = await run({ "trail.json": JSON.stringify(first) });
  expect(code).toBe(0);
  expect(lines).toMatchObject([{ decision: "unowned", owner: { team: null, studiouserid: null }, tags: {} }]);
});

/** alice at work in Studio, by the tags of her profile; what comes first in time stands last. */
const executionRole = `arn:aws:iam::${account}:role/Execution`;
const studio = {
  ...record("x").userIdentity,
  accessKeyId: "ASIASTUDIO0000000001",
  principalId: "AROAEXECUTION:SageMaker",
  arn: `arn:aws:sts::${account}:assumed-role/Execution/SageMaker`,
  sessionContext: {
    sessionIssuer: { type: "Role", principalId: "AROAEXECUTION", arn: executionRole, accountId: account },
    attributes: { creationDate: "2026-07-01T11:00:00Z" },
    sourceIdentity: "alice-profile",
  },
};
const studioSession = record("AssumeRole", {
  eventSource: "sts.amazonaws.com",
  eventTime: "2026-07-01T11:00:00Z",
  userIdentity: { type: "AWSService", invokedBy: "sagemaker.amazonaws.com" },
  requestParameters: { roleArn: executionRole, roleSessionName: "SageMaker", sourceIdentity: "alice-profile" },
  responseElements: {
    credentials: { accessKeyId: "ASIASTUDIO0000000001" },
    assumedRoleUser: { assumedRoleId: "AROAEXECUTION:SageMaker" },
  },
});
const domain = record("CreateDomain", {
  requestParameters: { domainName: "d", defaultUserSettings: { executionRole } },
  responseElements: { domainArn: arnOf("domain", "d-1") },
});
const profile = record("CreateUserProfile", {
  requestParameters: { domainId: "d-1", userProfileName: "alice-profile" },
  responseElements: { userProfileArn: arnOf("user-profile", "d-1/alice-profile") },
});
const tagging = record("AddTags", {
  requestParameters: {
    resourceArn: arnOf("user-profile", "d-1/alice-profile"),
    tags: [
      { key: "studiouserid", value: "alice" },
      { key: "team", value: "TeamA" },
    ],
  },
});
const job = record("CreateTrainingJob", {
  eventTime: "2026-07-01T12:10:00Z",
  userIdentity: studio,
  requestParameters: { trainingJobName: "from-studio", roleArn: executionRole },
});
const studioTrail = [job, tagging, profile, domain, studioSession];

test("Studio's source identity counts with the profile and its role from the same files", async () => {
  const { lines } = await run({ "trail.json": JSON.stringify(studioTrail) });
  expect(lines).toHaveLength(3);
  expect(lines.at(-1)).toMatchObject({
    resource: { arn: arnOf("training-job", "from-studio") },
    owner: { studiouserid: { value: "alice", evidence: { resolver: "source-identity" } } },
    decision: "tag",
  });
});

test("under other keys: the same lines, with the account's keys among the tags", async () => {
  await writeFile(
    join(folder, "renamed.yaml"),
    settings
      .replace("values: teams", "values: teams, key: cost/team")
      .replace("values: people", "values: people, key: cost/studiouserid"),
  );
  const text = JSON.stringify([...studioTrail, session, ...creations]);
  const plain = await run({ "trail.json": text });
  const renamed = await run({ "renamed.json": renamedJson(text) }, { json: true, config: "renamed.yaml" });
  expect(renamed.err).toEqual(plain.err);
  expect(renamed.lines.map(({ tags }) => tags)).toEqual(plain.lines.map(({ tags }) => renamedTags(tags)));
  const others = ({ tags: _, ...line }: { tags: object }) => toldPlainly(JSON.stringify(line));
  expect(renamed.lines.map(others)).toEqual(plain.lines.map(others));
  // The plain records under the renamed settings: tags of the names are somebody's own.
  const strange = await run({ "trail.json": text }, { json: true, config: "renamed.yaml" });
  expect(new Set(strange.lines.map(({ decision }) => decision))).toEqual(new Set(["unowned"]));
});

test("look-alikes, failed calls, reads and forged events: no line", async () => {
  const [first] = creations;
  const none = [
    record("CreateApp", { eventSource: "amplify.amazonaws.com" }),
    record("CreateCluster", { eventSource: "eks.amazonaws.com" }),
    record("CreatePipeline", { eventSource: "codepipeline.amazonaws.com" }),
    { ...first, errorCode: "AccessDenied" },
    record("ListTrainingJobs"),
    { source: "evil", "detail-type": "AWS API Call via CloudTrail", detail: first },
  ];
  expect(await run({ "trail.json": JSON.stringify(none) })).toMatchObject({
    code: 0,
    out: [],
    err: ["6 records, 0 creations"],
  });
});

describe("exit codes", () => {
  const [first] = creations;
  test("1 when a file was damaged; what could be read is judged", async () => {
    const packed = gzipSync(JSON.stringify({ Records: creations }));
    const { code, out, err } = await run({
      "cut.json.gz": packed.subarray(0, packed.length - 20),
      "good.json": JSON.stringify(first),
    });
    expect(code).toBe(1);
    expect(out.length).toBeGreaterThan(40);
    expect(err[0]).toBe(`cut.json.gz: truncated gzip at byte ${packed.length - 20}`);
  });
  test.each([
    [undefined, 0],
    ["high", 0],
    ["medium", 1],
    ["info", 1],
  ])("nobody is proven, which is a medium finding, with --fail-on %s: %s", async (level, expected) => {
    const options = level === undefined ? { json: true } : { json: true, failOn: level };
    expect((await run({ "trail.json": JSON.stringify(first) }, options)).code).toBe(expected);
  });
  test("1 when a record cannot be used", async () => {
    const broken = record("CreateModel", { responseElements: { modelArn: "x" } });
    const { code, err } = await run({ "trail.json": JSON.stringify({ Records: [broken, first] }) });
    expect(code).toBe(1);
    expect(err).toEqual([
      "trail.json: a record that cannot be used, at byte 12 of its text: responseElements.modelArn: expected the ARN of a SageMaker resource",
      "2 records, 1 creations: 1 unowned",
    ]);
  });
  test("BadInput, which is exit 2, for no file, a missing file and missing settings", async () => {
    await expect(run({})).rejects.toThrow("replay: no file named");
    const io = { out: () => undefined, err: () => undefined, stdin: (async function* () {})(), env: {}, cwd: folder };
    await expect(verb.run(["missing.json"], {}, io)).rejects.toThrow(BadInput);
    await expect(verb.run(["-"], { config: "missing.yaml" }, io)).rejects.toThrow(BadInput);
  });
});

test("without --json a table for people", async () => {
  const { out } = await run({ "trail.json": JSON.stringify([session, ...creations]) }, {});
  const [text = ""] = out;
  expect(text.split("\n")).toHaveLength(69);
  expect(text).toContain("TeamA/alice");
});

const realPath = fileURLToPath(new URL("../../../shared/data/cloudtrail-real.jsonl", import.meta.url));
const onReal = existsSync(realPath) ? test : test.skip;
onReal("621 real records (skipped where ../shared/data is absent): three creations, nothing damaged", async () => {
  const { code, lines, err } = await run({ "real.jsonl": readFileSync(realPath) });
  expect({ code, err }).toEqual({ code: 0, err: ["621 records, 3 creations: 3 unowned"] });
  expect(lines.map((line) => line.eventName)).toEqual(["CreateNotebookInstance", "CreateDomain", "CreateDomain"]);
});
