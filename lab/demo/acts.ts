import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import * as sagemaker from "@aws-sdk/client-sagemaker";
import { type Clients, type Credentials, clientsOf, type Place } from "./clients.ts";
import { claimed, stopped } from "./conversation.ts";
import * as inputs from "./inputs.ts";
import { poll } from "./poll.ts";
import { assumed, federated, retag, type Stage, signedIn, tagList } from "./stage.ts";
import { untraceable } from "./untraceable.ts";

/** One resource of the demo: how it is made, and how it must end. */
export interface Act {
  story: string;
  kind: string;
  /** Makes it; answers its ARN. */
  play(stage: Stage, python: Python): Promise<string>;
  /** What goes on about it, once it is there. */
  talk?(stage: Stage): Promise<void>;
  /** How that ended, where the ledger does not say. */
  ending?(stage: Stage): Promise<string | undefined>;
  /** `nobody` for a resource that must not get an owner. */
  owner: string;
  /** One of these; `settling` where the evidence still has its 15 minutes. */
  outcomes: readonly string[];
}

/** How boto3 is run: the lab's python and the folder of its packages. */
export interface Python {
  python: string;
  clients: string;
  /** Ends what it runs: boto3 goes on asking an account that is gone. */
  signal?: AbortSignal;
}

const alice = { team: "TeamA", studiouserid: "alice" };
const bob = { team: "TeamB", studiouserid: "bob" };

const as = (stage: Stage, credentials: Credentials): Clients["sagemaker"] =>
  clientsOf(stage.place, credentials).sagemaker;

const jobNamed = (stage: Stage, part: string) => async (): Promise<string | undefined> => {
  const command = new sagemaker.ListTrainingJobsCommand({ NameContains: part, MaxResults: 10 });
  return (await stage.root.sagemaker.send(command)).TrainingJobSummaries?.[0]?.TrainingJobArn;
};

const byBoto3 = async (
  { python, clients, signal }: Python,
  place: Place,
  credentials: Credentials,
  operation: string,
  input: object,
) => {
  const client = fileURLToPath(new URL("client.py", import.meta.url));
  const child = spawn(python, [client], {
    env: { PYTHONPATH: clients, PATH: process.env.PATH },
    stdio: ["pipe", "pipe", "inherit"],
    ...(signal && { signal }),
  });
  child.stdin.end(JSON.stringify({ ...place, credentials, operation, input }));
  let answer = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    answer += text;
  });
  const [status] = await once(child, "close");
  if (status !== 0) throw new Error(`boto3's ${operation} ended with ${status}`);
  return JSON.parse(answer) as Record<string, string>;
};

export const acts: readonly Act[] = [
  {
    story: "a federated session with session tags",
    kind: "NotebookInstance",
    owner: "alice/TeamA",
    outcomes: ["tagged"],
    play: async (stage) => {
      const client = as(stage, await federated(stage, "alice@example.com", alice));
      const answer = await client.send(
        new sagemaker.CreateNotebookInstanceCommand(inputs.notebook("churn", stage.roles.execution)),
      );
      return answer.NotebookInstanceArn ?? "";
    },
  },
  {
    story: "Studio, the profile as source identity",
    kind: "TrainingJob",
    owner: "dave/TeamA",
    outcomes: ["tagged"],
    play: async (stage) => {
      const session = await assumed(stage, "execution", { RoleSessionName: "SageMaker", SourceIdentity: "dave" });
      const answer = await as(stage, session).send(
        new sagemaker.CreateTrainingJobCommand(inputs.trainingJob("studio-train", stage.roles.execution)),
      );
      return answer.TrainingJobArn ?? "";
    },
  },
  {
    story: "Identity Center, by boto3",
    kind: "Model",
    owner: "carol/TeamB",
    outcomes: ["tagged"],
    play: async (stage, python) => {
      const session = await signedIn(stage, "90676f1a2b-carol", "carol@example.com");
      const answer = await byBoto3(
        python,
        stage.place,
        session,
        "create_model",
        inputs.model("churn", stage.roles.execution),
      );
      return answer.ModelArn ?? "";
    },
  },
  {
    story: "an IAM user, by boto3",
    kind: "EndpointConfig",
    owner: "bob/TeamB",
    outcomes: ["tagged"],
    play: async (stage, python) => {
      const answer = await byBoto3(
        python,
        stage.place,
        stage.bob,
        "create_endpoint_config",
        inputs.endpointConfig("churn"),
      );
      return answer.EndpointConfigArn ?? "";
    },
  },
  {
    story: "a chained session, transitive tags",
    kind: "ProcessingJob",
    owner: "bob/TeamB",
    outcomes: ["tagged"],
    play: async (stage) => {
      const asked = { RoleSessionName: "ci", Tags: tagList(bob), TransitiveTagKeys: ["team", "studiouserid"] };
      const first = await assumed(stage, "hop", asked);
      const second = await assumed(stage, "untraceable", { RoleSessionName: "ci-batch" }, first);
      const answer = await as(stage, second).send(
        new sagemaker.CreateProcessingJobCommand(inputs.processingJob("nightly", stage.roles.execution)),
      );
      return answer.ProcessingJobArn ?? "";
    },
  },
  {
    story: "a tuning job's child",
    kind: "TrainingJob",
    owner: "alice/TeamA",
    outcomes: ["tagged", "ok"],
    play: async (stage) => {
      const client = as(stage, await federated(stage, "alice@example.com", alice));
      await client.send(
        new sagemaker.CreateHyperParameterTuningJobCommand(inputs.tuningJob("search", stage.roles.execution)),
      );
      return poll("child of the tuning job", jobNamed(stage, "search-"));
    },
  },
  {
    story: "a pipeline's step",
    kind: "TrainingJob",
    owner: "alice/TeamA",
    outcomes: ["tagged", "ok"],
    play: async (stage) => {
      const client = as(stage, await federated(stage, "alice@example.com", alice));
      await client.send(new sagemaker.CreatePipelineCommand(inputs.pipeline("weekly", stage.roles.execution)));
      await client.send(
        new sagemaker.StartPipelineExecutionCommand({
          PipelineName: "weekly",
          ClientRequestToken: "weekly-00000000000000000000000000000000",
        }),
      );
      return poll("step of the pipeline", jobNamed(stage, "pipelines-"));
    },
  },
  {
    story: "alice forges studiouserid=bob",
    kind: "NotebookInstance",
    owner: "alice/TeamA",
    outcomes: ["mismatch", "settling"],
    play: async (stage) => {
      const client = as(stage, await federated(stage, "alice@example.com", alice));
      const input = { ...inputs.notebook("borrowed", stage.roles.execution), Tags: tagList(bob) };
      return (await client.send(new sagemaker.CreateNotebookInstanceCommand(input))).NotebookInstanceArn ?? "";
    },
  },
  {
    story: "untraceable: alice says it is hers, dave too",
    kind: "NotebookInstance",
    owner: "alice/TeamA",
    outcomes: ["tagged", "ok"],
    play: (stage) => untraceable(stage, "orphan"),
    talk: (stage) => claimed(stage, "orphan"),
  },
  {
    story: "untraceable, though named alice: nobody answers",
    kind: "NotebookInstance",
    owner: "nobody",
    outcomes: ["stopped"],
    play: (stage) => untraceable(stage, "mystery"),
    ending: (stage) => stopped(stage, "mystery"),
  },
  {
    story: "bob takes alice's notebook, and deletes her tag",
    kind: "NotebookInstance",
    owner: "alice/TeamA",
    outcomes: ["tagged"],
    play: async (stage) => {
      const client = as(stage, await federated(stage, "alice@example.com", alice));
      const answer = await client.send(
        new sagemaker.CreateNotebookInstanceCommand(inputs.notebook("wanted", stage.roles.execution)),
      );
      const arn = answer.NotebookInstanceArn ?? "";
      await poll("tag on alice's notebook", async () => {
        const { Tags } = await stage.root.sagemaker.send(new sagemaker.ListTagsCommand({ ResourceArn: arn }));
        return Tags?.find(({ Key }) => Key === "studiouserid")?.Value;
      });
      await retag(stage, stage.bob, arn, { studiouserid: "bob" });
      await as(stage, stage.bob).send(new sagemaker.DeleteTagsCommand({ ResourceArn: arn, TagKeys: ["team"] }));
      return arn;
    },
  },
];
