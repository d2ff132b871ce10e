import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { holdOf, neverPaused, readPause } from "../decide/pause.ts";
import type { Brakeable, Hold, Pause } from "../model/pause.ts";
import { isoAt } from "../model/time.ts";
import { names } from "../names.ts";
import { clientSettings } from "./client.ts";
import { environment, placeOf } from "./environment.ts";

type Sender = Pick<SSMClient, "send">;
let client: Sender | undefined;
const shared = (): Sender => {
  client ??= new SSMClient(clientSettings);
  return client;
};

/** Milliseconds for which an answer is kept in this process: so late a pause begins to hold. What failed is asked again sooner. */
const kept = { read: 15_000, failed: 3_000 };

let known: { answer: Promise<Pause | undefined | "unreadable">; until: number } | undefined;

/** The newest pause, in force or over; throws where it cannot be read, also where the parameter is gone. */
export const readParameter = async (sender: Sender = shared()): Promise<Pause | undefined> => {
  const { Parameter } = await sender.send(new GetParameterCommand({ Name: names.pauseParameter }));
  return readPause(Parameter?.Value ?? "");
};

/** As it is now; never throws. */
export const freshPause = (sender?: Sender): Promise<Pause | undefined | "unreadable"> =>
  readParameter(sender).catch(() => "unreadable" as const);

/** The same, remembered for some seconds. */
export const currentPause = (sender?: Sender, now = Date.now()): Promise<Pause | undefined | "unreadable"> => {
  if (known && now < known.until) return known.answer;
  const mine = { answer: freshPause(sender), until: now + kept.read };
  known = mine;
  void mine.answer.then((pause) => {
    if (pause === "unreadable") mine.until = now + kept.failed;
  });
  return mine.answer;
};

/** Milliseconds for which a containment waits for the answer: then it goes on. */
const patience = 2_000;

type Read = ReturnType<typeof currentPause>;

const soon = (answer: Read): Read =>
  Promise.race([
    answer,
    new Promise<"unreadable">((resolve) => setTimeout(() => resolve("unreadable"), patience).unref()),
  ]);

/** Whether a pause holds this back now. */
export const held = async (what: Brakeable, sender?: Sender, now = Date.now()): Promise<Hold | undefined> => {
  const answer = currentPause(sender, now);
  return holdOf(await (what === "containment" ? soon(answer) : answer), what, isoAt(now));
};

/** ARN of the parameter, for the functions. */
export const pauseArn = (env = process.env): string => {
  const topic = environment("TOPIC_ARN", env);
  const { partition, account } = placeOf(topic);
  return `arn:${partition}:ssm:${topic.split(":")[3]}:${account}:parameter${names.pauseParameter}`;
};

/** Undefined: nobody has paused. */
export const writeParameter = async (pause: Pause | undefined, sender: Sender = shared()): Promise<void> => {
  const Value = pause === undefined ? neverPaused : JSON.stringify(pause);
  await sender.send(new PutParameterCommand({ Name: names.pauseParameter, Value, Type: "String", Overwrite: true }));
};
