import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { drive } from "../fixture.ts";

const arn = "arn:aws:sagemaker:us-east-1:111122223333:model/m";

describe("sagewarden explain SUBJECT FILE", () => {
  const record = (eventID: string, eventTime: string, tags: object[]) => ({
    eventVersion: "1.09",
    eventSource: "sagemaker.amazonaws.com",
    eventName: "CreateModel",
    eventID,
    eventTime,
    awsRegion: "us-east-1",
    recipientAccountId: "111122223333",
    userIdentity: {
      type: "IAMUser",
      userName: "alice",
      accountId: "111122223333",
      arn: "arn:aws:iam::111122223333:user/alice",
      accessKeyId: "AKIAEXAMPLE",
    },
    requestParameters: { modelName: "m", tags },
    responseElements: { modelArn: arn },
  });
  const records = [
    record("e-2", "2026-02-01T00:00:00Z", [{ key: "team", value: "TeamB" }]),
    record("e-1", "2026-01-01T00:00:00Z", []),
  ];

  let cwd = "";
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), "sagewarden-explain-"));
    await writeFile(join(cwd, "records.json"), JSON.stringify({ Records: records }));
    await writeFile(join(cwd, "damaged.json"), `${JSON.stringify(records[0])}\n{"eventSource": "sage`);
    await writeFile(
      join(cwd, "sagewarden.yaml"),
      "mode: tag\nregion: us-east-1\ntags: {team: {values: teams}, studiouserid: {values: people}}\nteams: {TeamA: {}}\npeople: {alice: {team: TeamA, iamUser: alice}}\n",
    );
  });
  afterAll(() => rm(cwd, { recursive: true }));

  const explain = (...argv: string[]) => drive(["explain", ...argv], cwd);

  test("--json: one document with the decision, the owner and the evidence", async () => {
    const { code, out } = await explain("e-1", "records.json", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      from: "files",
      eventId: "e-1",
      resource: { arn, kind: "Model" },
      outcome: "tag",
      owner: { studiouserid: { value: "alice", evidence: { resolver: "iam-user" } }, team: { value: "TeamA" } },
      written: {},
      intended: { team: "TeamA", studiouserid: "alice" },
      history: [],
      others: [{ eventId: "e-2" }],
    });
  });

  test("in sentences; of an ARN the newest", async () => {
    const { code, out } = await explain(arn, "records.json");
    expect(code).toBe(0);
    expect(out).toContain("event e-2.");
    expect(out).toContain("Decision: mismatch, because ");
    expect(out).toContain("Other creations of this ARN");
  });

  test.each([
    ["high", 1],
    ["critical", 0],
  ])("a contradicted claim is a high finding: --fail-on %s, %s", async (level, expected) => {
    expect((await explain(arn, "records.json", "--fail-on", level)).code).toBe(expected);
  });

  test("not found: 1, with what was searched", async () => {
    expect(await explain("e-9", "records.json")).toEqual({
      code: 1,
      out: "",
      err: 'no creation "e-9" in records.json (2 records, 2 creations)',
    });
  });

  test("a damaged file: what can be read is explained, the damage is told, 1", async () => {
    const { code, out, err } = await explain("e-2", "damaged.json");
    expect({ code, told: out.includes("event e-2.") }).toEqual({ code: 1, told: true });
    expect(err).toContain("damaged.json: ");
  });

  test("no such file: 2", async () => {
    expect(await explain("e-1", "nowhere.json")).toMatchObject({ code: 2, out: "" });
  });
});

describe("sagewarden explain --who", () => {
  const policies = fileURLToPath(new URL("../../policies/studio", import.meta.url));
  const bob = "arn:aws:sts::111122223333:assumed-role/sagewarden-studio-TeamB/bob";
  const endpoint = "arn:aws:sagemaker:us-east-1:111122223333:endpoint/e";
  const explain = (...argv: string[]) => drive(["explain", ...argv], tmpdir());
  const asked = (who: string, team: string, ...more: string[]) =>
    explain(
      ...["--who", who, "--action", "sagemaker:DeleteEndpoint", "--resource", endpoint],
      ...["--policies", policies, "--resource-tags", `team=${team}`, "studiouserid=alice", ...more],
    );

  test("--json: one document with the decision, what each layer says, and what came nearest", async () => {
    const { code, out, err } = await asked(bob, "TeamA", "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toMatchObject({
      ...{ from: "files", decision: "implicitDeny", statement: null, action: "sagemaker:DeleteEndpoint" },
      who: { arn: bob, tags: { team: "TeamB", studiouserid: "bob" } },
      resource: { arn: endpoint, tags: { team: "TeamA", studiouserid: "alice" } },
      layers: [{ layer: "identity", says: "nothing" }],
      nearest: [
        {
          statement: { policy: "developer.json", sid: "UseOwn" },
          unmet: [{ part: "StringEquals", key: "aws:ResourceTag/team", wanted: ["TeamB"], got: ["TeamA"] }],
        },
      ],
    });
  });

  test("in sentences: which statement allowed it", async () => {
    const { code, out } = await asked(bob, "TeamB");
    expect(code).toBe(0);
    expect(out).toContain("sagemaker:DeleteEndpoint: allowed\nby developer.json, UseOwn: {");
  });

  test("nobody of that name: 1, with where was looked", async () => {
    expect(await asked(bob.replace("TeamB", "TeamX"), "TeamB")).toEqual({
      ...{ code: 1, out: "" },
      err: `nobody ${bob.replace("TeamB", "TeamX")} in ${policies}`,
    });
  });

  test.each([
    ["neither form", []],
    ["both", ["e-1", "--who", bob, "--action", "s3:GetObject", "--resource", "*"]],
    ["half of one", ["--who", bob]],
  ])("%s: 2", async (_, argv) => {
    const { code, out, err } = await explain(...argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("allowed: an event id or an ARN, or --who, --action and --resource");
  });
});
