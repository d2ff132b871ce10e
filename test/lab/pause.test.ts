import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { AddTagsCommand, CreateModelCommand, ListTagsCommand } from "@aws-sdk/client-sagemaker";
import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { names } from "#shared/names.ts";
import { clientsOf, root } from "../../lab/demo/clients.ts";
import { federated, type Stage } from "../../lab/demo/stage.ts";
import { demoLab, endOf, eventually, ledgerOf, rootOf, sagewarden, startPatience } from "./harness.ts";
import { ahead, worn } from "./pool/condition.ts";
import type { LeasedLab } from "./pool/lease.ts";

const alice = { team: "TeamA", studiouserid: "alice" };
/** What is held back comes again each minute. */
const speed = 20;
let lab: LeasedLab;
let stage: Stage;

beforeAll(async () => {
  // Where others left things that nobody owns, this notice would be one of many in one message.
  lab = await demoLab(ahead);
  stage = await lab.stage();
  await lab.setSpeed(speed);
}, startPatience);
afterAll(() => lab?.giveBack(worn));

const ssm = (): SSMClient => new SSMClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });

const makeModel = async (ModelName: string): Promise<string> => {
  const { sagemaker } = clientsOf(lab, await federated(stage, "alice@example.com", alice));
  return (await sagemaker.send(new CreateModelCommand({ ModelName }))).ModelArn ?? "";
};

const tagsOf = async (arn: string): Promise<Record<string, string>> => {
  const { Tags = [] } = await rootOf(lab).sagemaker.send(new ListTagsCommand({ ResourceArn: arn }));
  return Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
};

const heldBack = (arn: string, why: RegExp) =>
  eventually(`the held row of ${arn}`, async () => {
    const [row] = await ledgerOf(lab).creations(arn);
    return row && why.test(row.reason) ? row : undefined;
  });

const sweep = async (): Promise<unknown> => {
  const lambda = new LambdaClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: names.functions.sweep }));
  return JSON.parse(Payload?.transformToString() ?? "null");
};

const said = (text: RegExp) =>
  eventually(`the notice ${text}`, async () => {
    const { messages } = await lab.slack.state();
    return messages.find((one) => text.test(one.text + JSON.stringify(one.blocks)));
  });

/** Until the functions have forgotten what they read before. */
const heard = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 16_000 / speed));

test("a pause holds back what would be written, records what happens, and tells; resumed, all is done", async () => {
  const drifts = await makeModel("drifts-in-a-pause");
  await endOf(lab, drifts);

  const begun = await sagewarden(lab, "pause", "--for", "PT4H", "--reason", "a migration", "--json");
  expect([begun.code, JSON.parse(begun.stdout)]).toMatchObject([0, { state: "paused", reason: "a migration" }]);
  await said(/Sagewarden is paused until/);
  await heard();

  const arn = await makeModel("made-in-a-pause");
  const ResourceArn = drifts;
  await rootOf(lab).sagemaker.send(new AddTagsCommand({ ResourceArn, Tags: [{ Key: "team", Value: "TeamB" }] }));
  expect((await heldBack(arn, /paused until .*a migration/)).outcome).toBe("settling");
  // Longer than its evidence would take, and than a message comes again.
  await new Promise((resolve) => setTimeout(resolve, 120_000 / speed));
  expect(await tagsOf(arn)).toEqual({});
  expect(await tagsOf(drifts)).toMatchObject({ team: "TeamB" });
  expect(await sweep()).toEqual({ state: "paused" });
  const doctor = await sagewarden(lab, "doctor", "--json");
  const { checks } = JSON.parse(doctor.stdout) as { checks: { id: string; status: string }[] };
  expect(checks.find(({ id }) => id === "pause")?.status).toBe("warn");
  expect((await sagewarden(lab, "sweep", "--fix")).stderr).toContain("--fix is refused: paused until");

  const began = Date.now();
  const ended = await sagewarden(lab, "resume", "--json");
  expect([ended.code, JSON.parse(ended.stdout).state]).toEqual([0, "running"]);
  expect(await endOf(lab, arn)).toMatchObject([{ outcome: "tagged" }]);
  expect(await tagsOf(arn)).toEqual(alice);
  await eventually("the owner's tags", async () => ((await tagsOf(drifts)).team === "TeamA" ? true : undefined));
  process.stderr.write(`resumed: all done after ${Math.round(((Date.now() - began) * speed) / 1_000)} s of the lab\n`);
  await said(/Sagewarden goes on/);
});

test("a parameter that is gone, or says what nobody can read, holds back until somebody resumes", async () => {
  const { Parameter } = await ssm().send(new GetParameterCommand({ Name: names.pauseParameter }));
  await ssm().send(new DeleteParameterCommand({ Name: names.pauseParameter }));
  await heard();
  const arn = await makeModel("made-unreadably");
  await heldBack(arn, /could not be read/);
  expect((await sagewarden(lab, "resume")).code).toBe(0);
  expect(await endOf(lab, arn)).toMatchObject([{ outcome: "tagged" }]);
  const put = { Name: names.pauseParameter, Type: "String", Overwrite: true } as const;
  await ssm().send(new PutParameterCommand({ ...put, Value: "paused!" }));
  expect((await sagewarden(lab, "resume")).code).toBe(0);
  expect(await ssm().send(new GetParameterCommand({ Name: names.pauseParameter }))).toMatchObject({
    Parameter: { Value: "{}" },
  });
  expect(Parameter?.Value).toContain("endedBy");
});
