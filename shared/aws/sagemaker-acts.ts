import { CannotAct, classify } from "../act/classify.ts";
import type { ResourceRef } from "../model/activity.ts";
import type { LiveResource, ResourceEdge } from "../model/live-resource.ts";
import { type Input, inputsOf } from "../sagemaker/act-input.ts";
import { operations } from "../sagemaker/kinds.generated.ts";
import { kindNamed } from "../sagemaker/kinds.ts";
import { phaseOf } from "../sagemaker/phase.ts";
import { acts } from "./acts.generated.ts";
import { regionOf } from "./client.ts";
import { countedClient, type SageMakerOptions } from "./sagemaker.ts";

type CommandClass = new (input: never) => object;

/** What can be done to one kind. `create`: the row of the kinds table that says what each call asks for. */
export interface Acts {
  create: string;
  describe: CommandClass;
  stop?: CommandClass;
  delete?: CommandClass;
  start?: CommandClass;
}

type Answer = Readonly<Record<string, unknown>>;

/** Describes, stops, deletes and starts any kind by its ARN. Errors come as the SDK throws them, or `CannotAct`. */
export const sageMakerActs = (options: SageMakerOptions): ResourceEdge => {
  const client = countedClient(options);
  const send = async (arn: string, Command: CommandClass, input: Input): Promise<Answer> => {
    const answer: object = await client(regionOf(arn)).send(new Command(input as never) as never);
    return answer as Answer;
  };

  const describe = async (resource: ResourceRef, input: Input): Promise<Answer | undefined> => {
    try {
      return await send(resource.arn, actsOf(resource).describe, input);
    } catch (error) {
      if (classify(error).kind === "gone") return undefined;
      throw error;
    }
  };

  const read: ResourceEdge["read"] = async (resource) => {
    const found: LiveResource[] = [];
    for (const input of inputsFor(resource, "describe")) {
      const answer = await describe(resource, input);
      if (answer && isOf(resource, answer)) found.push(liveOf(resource, answer, input));
    }
    // An app's ARN does not say whether a profile or a space has it.
    if (found.length > 1) throw new CannotAct(`${resource.arn} names ${found.length} resources`);
    return found[0];
  };

  const carryOut = async (resource: ResourceRef, word: "stop" | "delete" | "start", live: LiveResource) => {
    const Command = actsOf(resource)[word];
    if (!Command) throw new CannotAct(`SageMaker has no call to ${word} a ${resource.kind}`);
    const inputs = inputsFor(resource, word);
    const input = inputs.find((one) => agrees(one, live.input)) ?? inputs[0];
    if (!input) throw new CannotAct(`the ARN does not tell what to ${word}`);
    await send(resource.arn, Command, input);
  };

  return {
    read,
    stop: (resource, live) => carryOut(resource, "stop", live),
    delete: (resource, live) => carryOut(resource, "delete", live),
    start: (resource, live) => carryOut(resource, "start", live),
  };
};

const actsOf = ({ kind }: ResourceRef): Acts => {
  const found = Object.hasOwn(acts, kind) ? acts[kind] : undefined;
  if (!found) throw new CannotAct(`this version does not know how to look at a ${kind}`);
  return found;
};

/** Start asks for what Stop asks for. */
const inputsFor = (resource: ResourceRef, word: "describe" | "stop" | "delete" | "start"): readonly Input[] => {
  const kind = kindNamed(resource.kind);
  const row = operations[actsOf(resource).create];
  const by = row?.[word === "start" ? "stop" : word]?.by;
  const inputs = kind && by ? inputsOf(kind, by, resource.arn) : [];
  if (inputs.length === 0) throw new CannotAct(`the ARN of a ${resource.kind} does not tell how to ${word} it`);
  return inputs;
};

/** The input by which the resource was found, where one has several. */
const agrees = (input: Input, seen: Input): boolean =>
  Object.keys(input).every((member) => !Object.hasOwn(seen, member) || seen[member] === input[member]) &&
  ["UserProfileName", "SpaceName"].every((member) => Object.hasOwn(input, member) === Object.hasOwn(seen, member));

/** SageMaker lowers some names in ARNs. What it answers for another ARN is another resource. */
const isOf = ({ kind, arn }: ResourceRef, answer: Answer): boolean => {
  const member = operations[actsOf({ kind, arn }).create]?.describe.arn;
  const told = member ? answer[member] : undefined;
  return typeof told !== "string" || told.toLowerCase() === arn.toLowerCase();
};

const liveOf = (resource: ResourceRef, answer: Answer, input: Input): LiveResource => {
  const { status = null, created = null } = operations[actsOf(resource).create]?.describe ?? {};
  const word = status === null ? undefined : answer[status];
  const at = created === null ? undefined : answer[created];
  return {
    phase: phaseOf(typeof word === "string" ? word : undefined),
    ...(typeof word === "string" ? { status: word } : {}),
    ...(at instanceof Date ? { madeAt: at.toISOString() } : {}),
    input,
    answer,
  };
};
