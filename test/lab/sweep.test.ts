import {
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
} from "@aws-sdk/client-eventbridge";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  AddTagsCommand,
  CreateModelCommand,
  CreateNotebookInstanceCommand,
  ListTagsCommand,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { names } from "#shared/names.ts";
import { clientsOf, root } from "../../lab/demo/clients.ts";
import { notebook } from "../../lab/demo/inputs.ts";
import { federated, type Stage } from "../../lab/demo/stage.ts";
import { control, demoLab, endOf, eventually, ledgerOf, rootOf, sagewarden, startPatience } from "./harness.ts";
import { used } from "./pool/condition.ts";
import type { LeasedLab } from "./pool/lease.ts";

const alice = { team: "TeamA", studiouserid: "alice" };
let lab: LeasedLab;
let stage: Stage;
let arns: { drifted: string; unannounced: string };

/** Nobody hears of what happens meanwhile. */
const unheard = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
  const events = new EventBridgeClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });
  const { Rules = [] } = await events.send(new ListRulesCommand({ NamePrefix: "sagewarden-" }));
  const heard = Rules.flatMap(({ Name, State }) => (State === "ENABLED" && Name ? [Name] : []));
  for (const Name of heard) await events.send(new DisableRuleCommand({ Name }));
  const answer = await work();
  await new Promise((resolve) => setTimeout(resolve, 1_000)); // records go on their way after their call's answer
  for (const Name of heard) await events.send(new EnableRuleCommand({ Name }));
  return answer;
};

const makeDrifted = async (): Promise<string> => {
  const { sagemaker } = clientsOf(lab, await federated(stage, "alice@example.com", alice));
  const command = new CreateNotebookInstanceCommand(notebook("drifts", stage.roles.execution));
  const ResourceArn = (await sagemaker.send(command)).NotebookInstanceArn ?? "";
  await endOf(lab, ResourceArn);
  return ResourceArn;
};

const setUp = async () => {
  const { sagemaker } = rootOf(lab);
  const drifted = await makeDrifted();
  const unannounced = await unheard(async () => {
    const Tags = [{ Key: "studiouserid", Value: "bob" }];
    await sagemaker.send(new AddTagsCommand({ ResourceArn: drifted, Tags }));
    return (await sagemaker.send(new CreateModelCommand({ ModelName: "unannounced" }))).ModelArn ?? "";
  });
  const days = 10 * 86_400;
  await control(lab, "fleet", "POST", { kinds: { Model: 150 }, tags: alice, prefix: "before", ageSeconds: days });
  await control(lab, "fleet", "POST", { kinds: { Endpoint: 1 }, prefix: "before", ageSeconds: days });
  return { drifted, unannounced };
};

beforeAll(async () => {
  lab = await demoLab(used);
  stage = await lab.stage();
  arns = await setUp();
}, startPatience);
afterAll(() => lab?.giveBack(used));

interface Line {
  eventID: string;
  eventName: string;
  resource: { arn: string; kind: string };
  owner: { team: { value: string } | null; studiouserid: { value: string } | null };
  decision: string;
  tags: Record<string, string>;
  reason: string;
}

/** What the command prints, and how it ends. */
const sweep = async (...args: string[]) => {
  const { stdout, stderr, code } = await sagewarden(lab, "sweep", ...args);
  return {
    stdout,
    stderr,
    code,
    lines: () =>
      stdout
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Line),
  };
};

const tagsOf = async (arn: string): Promise<Record<string, string>> => {
  const { Tags = [] } = await rootOf(lab).sagemaker.send(new ListTagsCommand({ ResourceArn: arn }));
  return Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
};

describe("sagewarden sweep --json", () => {
  test("finds what no event announced, what was there before, what drifted; and writes nothing", async () => {
    const { lines, stderr, code } = await sweep("--json");
    const of = (arn: string) => lines().find(({ resource }) => resource.arn === arn);
    expect(of(arns.drifted)).toMatchObject({
      eventName: "CreateNotebookInstance",
      owner: { team: { value: "TeamA" }, studiouserid: { value: "alice" } },
      decision: "mismatch",
      tags: { studiouserid: "alice" },
    });
    expect(of(arns.unannounced)).toMatchObject({
      eventName: "Sagewarden Found",
      owner: { team: null, studiouserid: null },
      decision: "unowned",
      tags: {},
    });
    const before = lines().filter(({ resource }) => /\/before-/.test(resource.arn));
    expect(before.filter(({ decision }) => decision === "ok")).toHaveLength(150);
    expect(before.filter(({ decision }) => decision === "unowned").map(({ resource }) => resource.kind)).toEqual([
      "Endpoint",
    ]);
    expect(stderr).toContain("the deployed settings hold");
    expect(code).toBe(0);
    expect(await tagsOf(arns.drifted)).toMatchObject({ studiouserid: "bob" });
    expect(await ledgerOf(lab).creations(arns.unannounced)).toEqual([]);
  });

  test("a table without it, and no bar where there is no terminal", async () => {
    const { stdout, stderr } = await sweep();
    expect(stdout).toMatch(/^time +resource +owner +decision +reason\n/);
    expect(stderr).not.toContain("█");
  });

  test("a list that is refused is named, the rest is there, exit 1", async () => {
    await control(lab, "faults", "POST", [{ operation: "ListModels", error: "AccessDeniedException" }]);
    const { lines, stderr, code } = await sweep("--json");
    await control(lab, "faults", "DELETE");
    expect([code, stderr.includes("not read: us-east-1 ListModels")]).toEqual([1, true]);
    expect(lines().map(({ resource }) => resource.arn)).toContain(arns.drifted);
  });
});

describe("the function", () => {
  test("tells the one that writes tags, with its own rights: what drifted is put back, what nobody owns is recorded", async () => {
    const lambda = new LambdaClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });
    const { Payload, FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: names.functions.sweep }));
    const answer = JSON.parse(Payload?.transformToString() ?? "null");
    expect([FunctionError, answer]).toEqual([undefined, expect.objectContaining({ state: "done" })]);
    expect(answer.counts.news).toBeGreaterThanOrEqual(2);
    await eventually("the owner's tags", async () =>
      (await tagsOf(arns.drifted)).studiouserid === "alice" ? true : undefined,
    );
    const endpoint = `arn:aws:sagemaker:${lab.region}:${lab.account}:endpoint/before-endpoint-000000`;
    expect(await endOf(lab, endpoint)).toMatchObject([{ announcedBy: "sweep", outcome: "unowned" }]);
    const again = await lambda.send(new InvokeCommand({ FunctionName: names.functions.sweep }));
    expect(JSON.parse(again.Payload?.transformToString() ?? "null").state).toBe("resting");
  });
});

describe("sagewarden sweep --fix", () => {
  test("puts right by hand, and says what changed", async () => {
    await unheard(() =>
      rootOf(lab).sagemaker.send(
        new AddTagsCommand({ ResourceArn: arns.drifted, Tags: [{ Key: "team", Value: "TeamB" }] }),
      ),
    );
    const { stderr, code } = await sweep("--fix", "--json");
    expect(stderr).toContain(`${arns.drifted}: put team=TeamA`);
    expect(code).toBe(0);
    expect(await tagsOf(arns.drifted)).toEqual(alice);
  });
});
