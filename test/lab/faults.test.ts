import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { CreateNotebookInstanceCommand, ListTagsCommand } from "@aws-sdk/client-sagemaker";
import {
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { names } from "#shared/names.ts";
import { type Credentials, clientsOf, root } from "../../lab/demo/clients.ts";
import { notebook } from "../../lab/demo/inputs.ts";
import { federated, type Stage } from "../../lab/demo/stage.ts";
import { allEnded, control, demoLab, endOf, eventually, ledgerOf, logged, rootOf, startPatience } from "./harness.ts";
import { ahead } from "./pool/condition.ts";
import type { LeasedLab } from "./pool/lease.ts";

const alice = { team: "TeamA", studiouserid: "alice" };
let lab: LeasedLab;
let stage: Stage;
const sessions: Credentials[] = [];

beforeAll(async () => {
  lab = await demoLab(ahead);
  stage = await lab.stage();
}, startPatience);
afterAll(async () => {
  await sqs().send(new PurgeQueueCommand({ QueueUrl: await urlOf(names.queues.creationsDead) }));
  await lab?.giveBack(ahead);
});
afterEach(async () => {
  await control(lab, "faults", "DELETE");
  await lab.setSpeed(1);
});

const create = async (names: readonly string[]): Promise<readonly string[]> => {
  const session = await federated(stage, "alice@example.com", alice);
  sessions.push(session);
  const { sagemaker } = clientsOf(lab, session);
  return Promise.all(
    names.map(async (name) => {
      const command = new CreateNotebookInstanceCommand(notebook(name, stage.roles.execution));
      return (await sagemaker.send(command)).NotebookInstanceArn ?? "";
    }),
  );
};

const outcomesOf = async (arn: string) => (await endOf(lab, arn)).map(({ outcome }) => outcome);

const hits = async (): Promise<number> => ((await control(lab, "faults", "GET")) as [{ hit: number }])[0].hit;

const tagsOf = async (arn: string): Promise<Record<string, string>> => {
  const { Tags = [] } = await rootOf(lab).sagemaker.send(new ListTagsCommand({ ResourceArn: arn }));
  return Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
};

const enforcer = names.functions.enforceTags;

describe("faults of SageMaker, seen by the enforcer only", () => {
  test.each([
    ["throttles 30 % of the calls", { operation: "*", rate: 0.3, seed: 7, error: "ThrottlingException" }],
    [
      "answers 500 to every third AddTags",
      { operation: "AddTags", rate: 0.33, seed: 3, error: "InternalFailure", status: 500 },
    ],
    ["does the work and says it failed", { operation: "AddTags", times: 3, acceptThenFail: true }],
  ])("it %s", async (what, fault) => {
    await control(lab, "faults", "POST", [{ caller: enforcer, ...fault }]);
    const prefix = what.replaceAll(/[^a-z]/g, "").slice(0, 12);
    const arns = await create([1, 2, 3, 4, 5, 6, 7, 8].map((number) => `${prefix}-${number}`));
    for (const arn of arns) {
      expect(await outcomesOf(arn)).toEqual(["tagged"]);
      expect(await tagsOf(arn)).toEqual(alice);
    }
    expect(await hits()).toBeGreaterThan(0);
  });

  test("what it made is not visible for 20 s", async () => {
    await lab.setSpeed(4);
    await control(lab, "faults", "POST", [{ operation: "*", kind: "NotebookInstance", invisibleFor: 20 }]);
    const [arn = ""] = await create(["hidden"]);
    expect(await outcomesOf(arn)).toEqual(["tagged"]);
    expect(await tagsOf(arn)).toEqual(alice);
  });
});

const sqs = () => new SQSClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });

const urlOf = async (QueueName: string) => (await sqs().send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;

/** Seconds after which a batch that nobody answered for comes back. */
const setVisibility = async (seconds: number): Promise<void> => {
  const Attributes = { VisibilityTimeout: String(seconds) };
  await sqs().send(new SetQueueAttributesCommand({ QueueUrl: await urlOf(names.queues.creations), Attributes }));
};

describe("a crash between AddTags and recording", () => {
  beforeAll(() => setVisibility(10)); // 6 min in the stack
  afterAll(() => setVisibility(360));

  test("ends as if it had not been: tagged, one row", async () => {
    const fault = { operation: "AddTags", caller: enforcer, times: 1, crashCaller: true };
    await control(lab, "faults", "POST", [fault]);
    const [arn = ""] = await create(["crashed"]);
    await eventually("the crash", async () => ((await hits()) === 1 ? true : undefined));
    expect(await tagsOf(arn)).toEqual(alice);
    const [row] = await ledgerOf(lab).creations(arn);
    expect(row).toMatchObject({ outcome: "settling", intent: alice, calls: 0 });
    expect(row?.taggedAt).toBeUndefined();

    expect(await outcomesOf(arn)).toEqual(["tagged"]);
    expect(await tagsOf(arn)).toEqual(alice);
    const [{ taggedAt, calls } = { taggedAt: undefined, calls: 0 }] = await endOf(lab, arn);
    expect([taggedAt === undefined, calls]).toEqual([false, 1]);
  });
});

/** The dead letters about this record, with their reasons. Each is shown once. */
const deadLetters = async (eventId: string): Promise<string[]> => {
  const asked = {
    QueueUrl: await urlOf(names.queues.creationsDead),
    MaxNumberOfMessages: 10,
    MessageAttributeNames: ["All"],
  };
  const { Messages = [] } = await sqs().send(new ReceiveMessageCommand(asked));
  const about = Messages.filter(({ Body }) => JSON.parse(Body ?? "{}").detail?.eventID === eventId);
  return about.map(({ MessageAttributes }) => MessageAttributes?.reason?.StringValue ?? "");
};

test("a poison record goes to the dead letters, its neighbours are tagged", async () => {
  const poison = {
    eventVersion: "1.11",
    eventSource: "sagemaker.amazonaws.com",
    eventName: "CreateNotebookInstance",
    eventType: "AwsApiCall",
    eventTime: "2026-11-22T10:00:00Z",
    eventID: "poison",
    awsRegion: lab.region,
    recipientAccountId: lab.account,
    userIdentity: { type: "Root", accountId: lab.account },
    requestParameters: { notebookInstanceName: { not: "a name" } },
    responseElements: { notebookInstanceArn: 7 },
  };
  await control(lab, "records", "POST", poison);
  const [arn = ""] = await create(["neighbour"]);
  expect(await outcomesOf(arn)).toEqual(["tagged"]);
  const letters = await eventually("the dead letter", async () => {
    const found = await deadLetters("poison");
    return found.length > 0 ? found : undefined;
  });
  expect(letters).toEqual([expect.stringMatching(/\w/)]);
});

interface Recorded {
  last: number;
  records: { responseElements?: { notebookInstanceArn?: string } | null }[];
}

const recordsAfter = async (number: number): Promise<Recorded> =>
  (await control(lab, `records?after=${number}`, "GET")) as Recorded;

const lastRecord = async (number = 0): Promise<number> => {
  const { last, records } = await recordsAfter(number);
  return records.length === 0 ? last : lastRecord(last);
};

test("the same record three times makes one creation and one outcome", async () => {
  const before = await lastRecord();
  const [arn = ""] = await create(["thrice"]);
  await endOf(lab, arn);
  const { records } = await recordsAfter(before);
  const record = records.find(({ responseElements }) => responseElements?.notebookInstanceArn === arn);
  await control(lab, "records", "POST", [record, record]);
  const [after = ""] = await create(["after-thrice"]);
  await endOf(lab, after);
  expect(await ledgerOf(lab).creations(arn)).toHaveLength(1);
});

test("a look-alike sent with PutEvents has no effect", async () => {
  const bus = new EventBridgeClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });
  const arn = `arn:aws:sagemaker:${lab.region}:${lab.account}:notebook-instance/forged-event`;
  const detail = {
    eventVersion: "1.11",
    eventSource: "sagemaker.amazonaws.com",
    eventName: "CreateNotebookInstance",
    eventType: "AwsApiCall",
    eventTime: new Date().toISOString(),
    eventID: "forged-event",
    awsRegion: lab.region,
    recipientAccountId: lab.account,
    userIdentity: {
      type: "IAMUser",
      userName: "bob",
      accountId: lab.account,
      arn: `arn:aws:iam::${lab.account}:user/bob`,
    },
    requestParameters: { notebookInstanceName: "forged-event" },
    responseElements: { notebookInstanceArn: arn },
  };
  const entry = { DetailType: "AWS API Call via CloudTrail", Detail: JSON.stringify(detail) };
  const taken = await bus.send(new PutEventsCommand({ Entries: [{ ...entry, Source: "custom.sagemaker" }] }));
  expect(taken.FailedEntryCount).toBe(0);
  const refused = await bus.send(new PutEventsCommand({ Entries: [{ ...entry, Source: "aws.sagemaker" }] }));
  expect(refused.Entries?.[0]?.ErrorCode).toBe("NotAuthorizedForSourceException");
  const [after = ""] = await create(["after-forged"]);
  await endOf(lab, after);
  expect(await ledgerOf(lab).creations(arn)).toEqual([]);
});

describe("after all of it", () => {
  test(
    "nothing is unaccounted, and nothing died but the poison",
    async () => {
      await lab.setSpeed(10); // everything has its owner: only the last minute of waiting is left
      expect(await allEnded(lab)).toEqual({ dead: 1 });
    },
    startPatience,
  );

  test("the functions' logs hold no credential", async () => {
    const { lines, leaks } = await logged(lab, [...sessions, stage.bob]);
    expect(lines.filter((line) => line.includes(enforcer)).length).toBeGreaterThan(0);
    expect(leaks).toEqual([]);
  });
});
