import { join } from "node:path";
import { bundle } from "../infra/bundle.ts";
import { settings } from "../test/fixtures.ts";
import { type Aws, type Call, startAws } from "./aws/server.ts";
import { invokeOnce } from "./invoke.ts";
import {
  aliceSession,
  batchOfOne,
  byAlice,
  byAliceAsBob,
  byAliceTagged,
  byNobody,
  byNobodyLongAgo,
  type Event,
  inStudio,
  notebookArn,
  studioRole,
  trainingJobArn,
  trainingJobByService,
  tuningJobArn,
  tuningJobByAlice,
} from "./records.ts";

/** One way for a resource to come to be. */
interface Path {
  title: string;
  /** Where another one names it. */
  name?: string;
  event: (name: string) => Event;
  arn: (name: string) => string;
  /** The tags that the resource has from its creation. */
  tags?: Readonly<Record<string, string>>;
  /** What the service's Describe tells of it. */
  described?: object;
}

const notebook = (title: string, event: Path["event"], tags: Path["tags"] = {}): Path => ({
  title,
  event,
  arn: notebookArn,
  tags,
});

const rightTags = { team: "TeamA", studiouserid: "alice" };

/** In this order: what one leaves in the ledger the next one finds. */
const paths: readonly Path[] = [
  notebook("owner proven by session tags", byAlice),
  notebook("right tags in the request", byAliceTagged, rightTags),
  notebook("forged studiouserid", byAliceAsBob, { studiouserid: "bob" }),
  notebook("nobody proven, first delivery", byNobody),
  notebook("nobody proven, after 15 minutes", byNobodyLongAgo),
  notebook("Studio, profile not yet known", inStudio),
  notebook("Studio, profile known", inStudio),
  { title: "a tuning job", name: "tune-1", event: tuningJobByAlice, arn: tuningJobArn },
  {
    title: "its training job, by SageMaker",
    event: trainingJobByService,
    arn: trainingJobArn,
    described: { TuningJobArn: tuningJobArn("tune-1") },
  },
];

/** The calls of one event. */
export interface PathCalls {
  title: string;
  existing: number;
  /** `["ListTags", "AddTags"]` of SageMaker, in their order. */
  sageMaker: readonly string[];
  /** Service → number of calls. */
  others: Readonly<Record<string, number>>;
  /** The resource's tags afterwards. */
  tags: Readonly<Record<string, string>>;
}

const counted = (calls: readonly Call[]): Pick<PathCalls, "sageMaker" | "others"> => {
  const others: Record<string, number> = {};
  for (const { service } of calls) if (service !== "sagemaker") others[service] = (others[service] ?? 0) + 1;
  return {
    sageMaker: calls.filter(({ service }) => service === "sagemaker").map(({ operation }) => operation),
    others,
  };
};

interface Handlers {
  enforceTags: string;
  recordSessions: string;
}

const callsOf = async (path: Path, index: number, handler: string, aws: Aws) => {
  const name = path.name ?? `bench-${index}`;
  const arn = path.arn(name);
  aws.create(arn, path.tags, path.described);
  aws.calls();
  await invokeOnce(handler, batchOfOne(path.event(name)), aws.env);
  return { title: path.title, ...counted(aws.calls()), tags: aws.tagsOf(arn) };
};

/** The deployed handler, one process for each event, against an account that has so many resources already. */
const callsAt = async (existing: number, profilesNamed: string, tried: readonly Path[], handlers: Handlers) => {
  const aws = await startAws({ existing, profilesNamed, role: studioRole });
  const found: PathCalls[] = [];
  try {
    await invokeOnce(handlers.recordSessions, batchOfOne(aliceSession()), aws.env);
    for (const [index, path] of tried.entries())
      found.push({ existing, ...(await callsOf(path, index, handlers.enforceTags, aws)) });
    return found;
  } finally {
    await aws.close();
  }
};

/** The one question whose cost may grow: which profiles have this name? SageMaker answers all that contain it. */
const similarNames = notebook("Studio, every profile's name contains the wanted one", inStudio);

export const benchCalls = async (sizes: readonly number[], out: string): Promise<readonly PathCalls[]> => {
  const handlerOf = (folder: string): string => join(bundle(folder, settings, out).dir, "handler.mjs");
  const handlers = { enforceTags: handlerOf("enforce-tags"), recordSessions: handlerOf("record-sessions") };
  const found: PathCalls[] = [];
  for (const existing of sizes) {
    found.push(...(await callsAt(existing, "user", paths, handlers)));
    found.push(...(await callsAt(existing, "alice", [similarNames], handlers)));
  }
  return found;
};
