import {
  type CheckpointDurableExecutionRequest,
  type DurableExecutionClient,
  DurableExecutionInvocationInputWithClient,
  type Operation,
  type OperationUpdate,
} from "@aws/durable-execution-sdk-js";
import type { Context } from "aws-lambda";

/** Where an invocation dies: at its n-th checkpoint of all, before or after it was stored. */
export interface Kill {
  at: number;
  when: "before" | "after";
}

export interface Clock {
  now(): number;
  set(ms: number): void;
}

type Handler = (input: DurableExecutionInvocationInputWithClient, context: Context) => Promise<unknown>;
interface Outcome {
  Status: "SUCCEEDED" | "FAILED" | "PENDING";
  Result?: string;
  Error?: { ErrorMessage?: string };
}

const lambda = (functionName: string) =>
  ({
    // None left: the SDK sets no timer of its own for what is due later, and suspends.
    getRemainingTimeInMillis: () => 0,
    awsRequestId: "request",
    functionName,
    functionVersion: "1",
    invokedFunctionArn: `arn:aws:lambda:us-east-1:111122223333:function:${functionName}:1`,
    memoryLimitInMB: "256",
    logGroupName: "",
    logStreamName: "",
  }) as Context;

/** Milliseconds for which the SDK rests before it suspends: CHECKPOINT_TERMINATION_COOLDOWN_MS in 2.4.0. */
const cooldown = 20;

/**
 * The SDK rests before each suspension, and a timer of 500 ms outlives each invocation. Here nothing else runs
 * meanwhile, so that both are lost time. A replay makes anew every error that was thrown before it: jest's hundred
 * frames of each are as much work as all the rest. Answers how to put both back.
 */
export const hurry = (): (() => void) => {
  const [real, { stackTraceLimit }] = [globalThis.setTimeout, Error];
  const quick = (work: () => void, ms?: number) => real(work, ms === cooldown ? 0 : ms).unref();
  globalThis.setTimeout = quick as typeof setTimeout;
  Error.stackTraceLimit = 10;
  return () => {
    globalThis.setTimeout = real;
    Error.stackTraceLimit = stackTraceLimit;
  };
};

/** How often somebody came by who counts, and whether it is there that the invocation dies. Several executions may share one. */
export const countdown = (kill?: Kill, counts: () => boolean = () => true) => {
  let passed = 0;
  return {
    passed: (): number => passed,
    pass: (): ((when: Kill["when"]) => boolean) => {
      if (!counts()) return () => false;
      passed += 1;
      const isHere = passed === kill?.at;
      return (when) => isHere && kill?.when === when;
    },
  };
};

interface ServiceOptions {
  clock: Clock;
  payload: object;
  functionName?: string;
  /** Of the execution. */
  name?: string;
  /** Its checkpoints. */
  points?: ReturnType<typeof countdown>;
}

/**
 * Lambda's durable executions in memory, for one execution: keeps the operations, ends waits and callbacks by the clock, and
 * lets an invocation die where it is told to. `DurableExecutionInvocationInputWithClient` is marked internal in the SDK.
 */
export const durableService = ({
  clock,
  payload,
  functionName = "settle-unowned",
  name = "case",
  points = countdown(),
}: ServiceOptions) => {
  const arn = `arn:aws:lambda:us-east-1:111122223333:function:${functionName}:1/durable-execution/${name}/1`;
  const operations = new Map<string, Operation>();
  /** Of those, what the running invocation was not told yet. */
  const news = new Set<string>();
  const due = new Map<string, number>();
  let tokens = 0;
  let die = (): void => undefined;

  operations.set("execution", {
    Id: "execution",
    Type: "EXECUTION",
    Status: "STARTED",
    StartTimestamp: new Date(clock.now()),
    ExecutionDetails: { InputPayload: JSON.stringify(payload) },
  });

  const put = (id: string, operation: Operation): void => {
    operations.set(id, operation);
    news.add(id);
  };
  const all = (): Operation[] => {
    news.clear();
    return [...operations.values()].map((operation) => ({ ...operation }));
  };
  const changed = (): Operation[] => {
    const found = [...news].flatMap((id) => operations.get(id) ?? []).map((operation) => ({ ...operation }));
    news.clear();
    return found;
  };

  const take = (update: OperationUpdate): void => {
    const id = update.Id ?? "";
    const before = operations.get(id) ?? born(update, clock.now());
    const { operation, dueIn } = afterUpdate(before, update, { now: clock.now(), name });
    put(id, operation);
    if (dueIn === undefined) due.delete(id);
    else due.set(id, clock.now() + dueIn * 1000);
  };

  const client: DurableExecutionClient = {
    getExecutionState: async () => ({ Operations: all(), NextMarker: "" }),
    checkpoint: ({ Updates = [] }: CheckpointDurableExecutionRequest) => {
      const isKilled = points.pass();
      if (isKilled("before")) return deadEnd(die);
      for (const update of Updates) take(update);
      if (isKilled("after")) return deadEnd(die);
      tokens += 1;
      return Promise.resolve({ CheckpointToken: `t${tokens}`, NewExecutionState: { Operations: changed() } });
    },
  };

  /** One invocation, from what is stored. `killed`: it died under way. */
  const invoke = async (handler: Handler): Promise<Outcome | "killed"> => {
    const death = new Promise<"killed">((resolve) => {
      die = () => resolve("killed");
    });
    const state = { Operations: all(), NextMarker: "" };
    const input = { DurableExecutionArn: arn, CheckpointToken: `t${tokens}`, InitialExecutionState: state };
    const running = handler(
      new DurableExecutionInvocationInputWithClient(input as never, client),
      lambda(functionName),
    );
    return Promise.race([death, running as Promise<Outcome>]);
  };

  /** What is due by the clock: waits end, callbacks time out, steps may be tried again. Answers whether anything was. */
  const settleDue = (): boolean => {
    let isAny = false;
    for (const [id, at] of due) {
      const operation = operations.get(id);
      if (!operation || at > clock.now()) continue;
      due.delete(id);
      isAny = true;
      put(id, { ...operation, Status: ended[operation.Type ?? ""] ?? "SUCCEEDED" });
    }
    return isAny;
  };

  /** Ends a callback. Answers whether it was still waited for. */
  const answer = (callbackId: string): boolean => {
    const operation = [...operations.values()].find(
      ({ CallbackDetails }) => CallbackDetails?.CallbackId === callbackId,
    );
    if (operation?.Status !== "STARTED") return false;
    const CallbackDetails = { ...operation.CallbackDetails, Result: "{}" };
    put(operation.Id ?? "", { ...operation, Status: "SUCCEEDED", CallbackDetails });
    due.delete(operation.Id ?? "");
    return true;
  };

  return {
    arn,
    invoke,
    settleDue,
    answer,
    /** Whether something has ended since it was suspended, so that it is invoked again. */
    hasNews: (): boolean => news.size > 0,
    /** When the next of them is due, ms. */
    nextDue: (): number | undefined => [...due.values()].sort((a, b) => a - b)[0],
    /** All that the next invocations depend on. */
    state: () => [...operations, ...due],
    checkpoints: points.passed,
    operations: () => operations.size,
    kill: () => die(),
  };
};

const deadEnd = (die: () => void): Promise<never> => {
  die();
  return new Promise<never>(() => undefined);
};

const ended: Readonly<Record<string, Operation["Status"]>> = {
  WAIT: "SUCCEEDED",
  CALLBACK: "TIMED_OUT",
  STEP: "READY",
};

const born = ({ Id, ParentId, Name, Type, SubType }: OperationUpdate, now: number): Operation => ({
  Id,
  ParentId,
  Name,
  Type,
  SubType,
  StartTimestamp: new Date(now),
  Status: "STARTED",
});

/** The operation after an update, and in how many seconds its time is over. */
const afterUpdate = (
  before: Operation,
  update: OperationUpdate,
  { now, name }: { now: number; name: string },
): { operation: Operation; dueIn?: number } => {
  const attempt = before.StepDetails?.Attempt ?? 0;
  switch (update.Action) {
    case "START":
      return started({ ...before, Status: "STARTED" }, update, { now, name });
    case "SUCCEED":
      return {
        operation: { ...before, Status: "SUCCEEDED", StepDetails: { Attempt: attempt + 1, Result: update.Payload } },
      };
    case "FAIL":
      return { operation: { ...before, Status: "FAILED", StepDetails: { Attempt: attempt + 1, Error: update.Error } } };
    case "RETRY": {
      const dueIn = update.StepOptions?.NextAttemptDelaySeconds ?? 1;
      const NextAttemptTimestamp = new Date(now + dueIn * 1000);
      const StepDetails = { Attempt: attempt + 1, NextAttemptTimestamp, Error: update.Error };
      return { operation: { ...before, Status: "PENDING", StepDetails }, dueIn };
    }
    default:
      throw new Error(`the service knows no ${update.Action}`);
  }
};

const started = (
  operation: Operation,
  { WaitOptions, CallbackOptions, Id }: OperationUpdate,
  { now, name }: { now: number; name: string },
): { operation: Operation; dueIn?: number } => {
  if (operation.Type === "WAIT") {
    const dueIn = WaitOptions?.WaitSeconds ?? 0;
    return { operation: { ...operation, WaitDetails: { ScheduledEndTimestamp: new Date(now + dueIn * 1000) } }, dueIn };
  }
  if (operation.Type !== "CALLBACK") return { operation };
  const dueIn = CallbackOptions?.TimeoutSeconds;
  return {
    operation: { ...operation, CallbackDetails: { CallbackId: `callback-${name}-${Id}` } },
    ...(dueIn === undefined ? {} : { dueIn }),
  };
};
