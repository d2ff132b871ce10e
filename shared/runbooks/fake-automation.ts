import type { AutomationDocument, Output, Parameter, Step } from "./document.ts";
import type { Python } from "./fake-python.ts";

type Value = string | number | boolean | readonly unknown[] | Readonly<Record<string, unknown>> | null;

/** What an automation meets. */
export interface Surroundings {
  /** ARN of whoever starts it. */
  startedBy: string;
  python: Python;
  /** Answers what the function returns; an Error is the function's own. */
  invoke(functionName: string, payload: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** What the approvers say: the automation goes on after as many yes as it asks for. */
  approvals?: readonly ("approve" | "reject")[];
  sleep?(duration: string): void;
}

export interface Ran {
  status: "Success" | "Failed" | "Rejected" | "TimedOut";
  /** Of the step that failed. */
  failure: string;
  /** Names of steps, in their order. */
  steps: readonly string[];
  outputs: Readonly<Record<string, Value>>;
}

class StepFailed extends Error {
  readonly status: Ran["status"];
  constructor(message: string, status: Ran["status"] = "Failed") {
    super(message);
    this.status = status;
  }
}

const executionId = "0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0";

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html */
const roleArn = /^arn:(aws|aws-cn|aws-us-gov|aws-iso|aws-iso-b):iam::[0-9]{12}:role\/.*$/;

const isOfType = (value: unknown, type: Parameter["type"]): boolean =>
  ({
    String: typeof value === "string",
    "AWS::IAM::Role::Arn": typeof value === "string" && roleArn.test(value),
    StringList: Array.isArray(value),
    Integer: Number.isInteger(value),
    Boolean: typeof value === "boolean",
  })[type];

const checked = (name: string, value: unknown, { type, allowedValues, allowedPattern }: Parameter): Value => {
  if (!isOfType(value, type)) throw new StepFailed(`${name}: not a ${type}`);
  if (allowedValues && !allowedValues.includes(String(value))) throw new StepFailed(`${name}: not one of them`);
  if (allowedPattern && !new RegExp(allowedPattern).test(String(value)))
    throw new StepFailed(`${name}: not of ${allowedPattern}`);
  return value as Value;
};

/** A variable alone keeps its type; within a text it becomes one. A name that nobody gave is an error, as it is there. */
const filled = (value: unknown, known: ReadonlyMap<string, Value>): unknown => {
  if (Array.isArray(value)) return value.map((one) => filled(one, known));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, known)]));
  if (typeof value !== "string") return value;
  const find = (name: string): Value => {
    const found = known.get(name);
    if (found === undefined) throw new StepFailed(`{{ ${name} }} is not known`);
    return found;
  };
  const [, alone] = /^\{\{\s*([\w.:]+)\s*\}\}$/.exec(value) ?? [];
  if (alone !== undefined) return find(alone);
  return value.replaceAll(/\{\{\s*([\w.:]+)\s*\}\}/g, (_, name: string) => String(find(name)));
};

const selected = (answer: unknown, selector: string): unknown =>
  selector
    .replace(/^\$\./, "")
    .split(".")
    .reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], answer);

const typed = (value: unknown, { Name, Type }: Output): Value => {
  const isRight = {
    String: typeof value === "string",
    Boolean: typeof value === "boolean",
    StringList: Array.isArray(value),
  };
  if (!isRight[Type]) throw new StepFailed(`output ${Name}: ${JSON.stringify(value)} is not a ${Type}`);
  return value as Value;
};

/** The handler gets the payload; what it returns is the payload of the answer. */
const script = async (
  { Script, Handler, InputPayload }: Extract<Step, { action: "aws:executeScript" }>["inputs"],
  python: Python,
): Promise<unknown> => {
  const outcome = await python.run({ script: Script, handler: Handler, payload: InputPayload });
  if ("raised" in outcome) throw new StepFailed(outcome.raised);
  return { Payload: outcome.returned };
};

const holds = (choice: Readonly<Record<string, unknown>>): boolean => {
  const { Variable, BooleanEquals, NumericGreater, StringEquals } = choice;
  if (BooleanEquals !== undefined) return Variable === BooleanEquals;
  if (NumericGreater !== undefined) return Number(Variable) > Number(NumericGreater);
  return Variable === StringEquals;
};

/**
 * For tests: executes a document as Systems Manager does, step by step, with a dispatcher in process. Strict where the service is:
 * parameters, types of outputs, names that nobody gave, branches to steps that are not there.
 */
export const runAutomation = async (
  document: AutomationDocument,
  given: Readonly<Record<string, unknown>>,
  surroundings: Surroundings,
): Promise<Ran> => {
  const known = new Map<string, Value>([["automation:EXECUTION_ID", executionId]]);
  const ran: string[] = [];
  const end = (status: Ran["status"], failure = ""): Ran => ({
    status,
    failure,
    steps: ran,
    outputs: Object.fromEntries(
      document.outputs.flatMap((name) => (known.has(name) ? [[name, known.get(name) as Value]] : [])),
    ),
  });
  try {
    takeParameters(document, given, known);
    await runSteps(document.mainSteps, { known, ran, surroundings });
    return end("Success");
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    return end(error.status, error.message);
  }
};

const takeParameters = (
  { parameters }: AutomationDocument,
  given: Readonly<Record<string, unknown>>,
  known: Map<string, Value>,
): void => {
  for (const name of Object.keys(given)) if (!(name in parameters)) throw new StepFailed(`${name}: no such parameter`);
  for (const [name, parameter] of Object.entries(parameters))
    known.set(name, checked(name, given[name] ?? parameter.default, parameter));
};

interface Running {
  known: Map<string, Value>;
  ran: string[];
  surroundings: Surroundings;
}

const runSteps = async (steps: readonly Step[], running: Running): Promise<void> => {
  let at: number | undefined = 0;
  while (at !== undefined && at < steps.length) {
    const step: Step = steps[at] as Step;
    running.ran.push(step.name);
    const next: string | undefined = (await runStep(step, running)) ?? step.nextStep;
    if (step.isEnd) return;
    at = next === undefined ? at + 1 : steps.findIndex(({ name }) => name === next);
    if (at < 0) throw new StepFailed(`there is no step ${next}`);
  }
};

/** Answers where a branch leads. */
const runStep = async (step: Step, running: Running): Promise<string | undefined> => {
  const { known, surroundings } = running;
  // A loop's own steps are filled round by round.
  const inputs = (step.action === "aws:loop" ? step.inputs : filled(step.inputs, known)) as never;
  switch (step.action) {
    case "aws:loop":
      return loop(inputs, running);
    case "aws:branch":
      return branch(inputs);
    case "aws:sleep":
      surroundings.sleep?.((inputs as { Duration: string }).Duration);
      return undefined;
    case "aws:approve":
      approved(inputs, surroundings);
      return undefined;
    default:
      keep(step, await answer(step.action, inputs, surroundings), known);
      return undefined;
  }
};

const branch = ({ Choices, Default }: { Choices: { NextStep: string }[]; Default: string }): string =>
  Choices.find((choice) => holds(choice))?.NextStep ?? Default;

const approved = (
  { MinRequiredApprovals, Approvers }: { MinRequiredApprovals: number; Approvers: readonly string[] },
  { approvals = [] }: Surroundings,
): void => {
  if (Approvers.length === 0 || Approvers.length > 10 || MinRequiredApprovals > Approvers.length)
    throw new StepFailed("aws:approve: one to ten approvers, and not more approvals than approvers");
  if (approvals.includes("reject")) throw new StepFailed("the approvers rejected it", "Rejected");
  if (approvals.length < MinRequiredApprovals) throw new StepFailed("nobody answered in time", "TimedOut");
};

const loop = async (
  { Steps, LoopCondition, MaxIterations }: Extract<Step, { action: "aws:loop" }>["inputs"],
  running: Running,
): Promise<undefined> => {
  for (let round = 0; round < MaxIterations; round++) {
    await runSteps(Steps, running);
    if (!holds(filled(LoopCondition, running.known) as never)) return undefined;
  }
  return undefined;
};

const answer = async (action: string, inputs: never, { invoke, startedBy, python }: Surroundings): Promise<unknown> => {
  if (action === "aws:executeScript") return script(inputs, python);
  if (action === "aws:executeAwsApi") {
    const { Service, Api, AutomationExecutionId } = inputs as Record<string, string>;
    if (`${Service} ${Api} ${AutomationExecutionId}` !== `ssm GetAutomationExecution ${executionId}`)
      throw new StepFailed(`${Service} ${Api} is not allowed`);
    return { AutomationExecution: { ExecutedBy: startedBy } };
  }
  const { FunctionName, InputPayload } = inputs as { FunctionName: string; InputPayload: Record<string, unknown> };
  try {
    return { StatusCode: 200, Payload: JSON.stringify(await invoke(FunctionName, InputPayload)) };
  } catch (error) {
    throw new StepFailed(`the function failed: ${(error as Error).message}`);
  }
};

const keep = ({ name, outputs = [] }: Step, found: unknown, known: Map<string, Value>): void => {
  const { Payload } = found as { Payload?: Value };
  if (typeof Payload === "string") known.set(`${name}.Payload`, Payload);
  for (const output of outputs) known.set(`${name}.${output.Name}`, typed(selected(found, output.Selector), output));
};
