import {
  CallbackTimeoutError,
  type DurableContext,
  type RetryDecision,
  StepError,
} from "@aws/durable-execution-sdk-js";
import type { IncidentStart } from "#shared/contain/world.ts";
import type { Loop } from "./loop.ts";

export type Kind = "contain" | "restore";

/** Where an invocation is: before or after an effect or a checkpoint. */
export interface Point {
  execution: string;
  kind: Kind;
  what: string;
  when: "before" | "after";
}

/**
 * What comes between. `crash`: the invocation is over, and another one goes on from what was stored. `late`: so, and its
 * effect comes some ms later all the same. `pause`: it sleeps, and goes on.
 */
export type Trouble = { crash: true } | { late: number } | { pause: number } | undefined;

export type Gate = <Answer>(what: string, work: () => Promise<Answer>) => Promise<Answer>;

export type Run = (start: IncidentStart, context: DurableContext, gate: Gate) => Promise<unknown>;

type Known =
  | { name: string; type: "step"; attempt: number; due?: number; end?: { value: unknown } | { error: Error } }
  | { name: string; type: "wait"; due: number }
  | { name: string; type: "callback"; id: string; due: number; isAnswered: boolean; tell: () => void };

export interface Execution {
  kind: Kind;
  name: string;
  arn: string;
  payload: IncidentStart;
  known: Known[];
  invocations: number;
  end?: { result: unknown } | { error: unknown };
}

interface Options {
  loop: Loop;
  run: Readonly<Record<Kind, Run>>;
  /** ms that a call takes. */
  latency(): number;
  trouble(point: Point): Trouble;
}

const never = <Answer>(): Promise<Answer> => new Promise(() => undefined);

/**
 * Lambda's durable executions on a virtual clock: many at once, interleaved at every effect and checkpoint, each of which may
 * be an invocation's last. Quick, where test/kill has the SDK itself. An operation's place says which it is; its name is compared.
 */
export const executionsOn = ({ loop, run, latency, trouble }: Options) => {
  const executions = new Map<string, Execution>();

  const invoke = (execution: Execution): void => {
    if (execution.end) return;
    execution.invocations += 1;
    const { invocations } = execution;
    const isDead = (): boolean => execution.invocations !== invocations;
    const die = (): void => {
      execution.invocations += 1;
      loop.at(loop.now() + 1_000, () => invoke(execution));
    };
    const pass = async (what: string, when: Point["when"], late?: () => unknown): Promise<void> => {
      await loop.sleep(latency());
      if (isDead()) return never();
      const met = trouble({ execution: execution.name, kind: execution.kind, what, when });
      if (met === undefined) return;
      if ("pause" in met) return loop.sleep(met.pause);
      if ("late" in met && late) loop.at(loop.now() + met.late, late);
      die();
      return never();
    };
    const gate: Gate = async (what, work) => {
      await pass(what, "before", () => void work().catch(() => undefined));
      const answer = await work();
      await pass(what, "after");
      return answer;
    };
    const context = contextOf(execution, { loop, pass });
    const settle = (end: NonNullable<Execution["end"]>): void => {
      if (!isDead()) execution.end = end;
    };
    run[execution.kind](execution.payload, context, gate).then(
      (result) => settle({ result }),
      (error: unknown) => settle({ error }),
    );
  };

  return {
    all: (): readonly Execution[] => [...executions.values()],
    /** Asynchronously, by a name that there is once. */
    start: (kind: Kind, name: string, payload: IncidentStart): void => {
      const id = `${kind}/${name}`;
      if (executions.has(id)) return;
      const arn = `arn:aws:lambda:us-east-1:111122223333:function:${kind}-vendor:1/durable-execution/${name}/1`;
      const execution: Execution = { kind, name: id, arn, payload, known: [], invocations: 0 };
      executions.set(id, execution);
      loop.at(loop.now() + latency(), () => invoke(execution));
    },
    /** One that waits no more is no error. */
    wake: (callbackId: string): void => {
      for (const { known } of executions.values())
        for (const each of known) {
          if (each.type !== "callback" || each.id !== callbackId || each.due <= loop.now()) continue;
          each.isAnswered = true;
          each.tell();
        }
    },
  };
};

export type Executions = ReturnType<typeof executionsOn>;

type Retry = (error: Error, attempt: number) => RetryDecision;
const noRetry: Retry = () => ({ shouldRetry: false });

/** The answer of a try, or when the next one is due. */
const stored = (
  known: Extract<Known, { type: "step" }>,
  outcome: { value: unknown } | { error: Error },
  { retryStrategy, now }: { retryStrategy: Retry; now: number },
): void => {
  if ("value" in outcome) {
    known.end = outcome;
    return;
  }
  known.attempt += 1;
  const { error } = outcome;
  const decision = retryStrategy(error, known.attempt);
  if (!decision.shouldRetry) known.end = { error: new StepError(error.message, error) };
  else known.due = now + 1000 * ((decision.delay as { seconds?: number } | undefined)?.seconds ?? 1);
};

type Pass = (what: string, when: Point["when"]) => Promise<void>;

const contextOf = (execution: Execution, { loop, pass }: { loop: Loop; pass: Pass }): DurableContext => {
  let place = 0;
  const operation = <Type extends Known["type"]>(
    type: Type,
    name: string,
    made: () => Extract<Known, { type: Type }>,
  ) => {
    const at = place;
    place += 1;
    const known = execution.known[at];
    if (known && (known.type !== type || known.name !== name))
      throw new Error(`not replayed in order: ${known.name}, and now ${name}`);
    if (known) return known as Extract<Known, { type: Type }>;
    const fresh = made();
    execution.known[at] = fresh;
    return fresh;
  };

  const step = async <Answer>(
    name: string,
    work: () => Promise<Answer>,
    { retryStrategy = noRetry }: { retryStrategy?: Retry } = {},
  ): Promise<Answer> => {
    const known = operation("step", name, () => ({ name, type: "step", attempt: 0 }));
    while (!known.end) {
      if (known.due !== undefined) await loop.sleep(Math.max(0, known.due - loop.now()));
      const outcome = await work().then(
        (value) => ({ value: value === undefined ? undefined : JSON.parse(JSON.stringify(value)) }),
        (error: unknown) => ({ error: error as Error }),
      );
      await pass(`checkpoint ${name}`, "before");
      stored(known, outcome, { retryStrategy, now: loop.now() });
      await pass(`checkpoint ${name}`, "after");
    }
    if ("error" in known.end) throw known.end.error;
    return known.end.value as Answer;
  };

  const wait = async (name: string, { seconds }: { seconds: number }): Promise<void> => {
    const { due } = operation("wait", name, () => ({ name, type: "wait", due: loop.now() + seconds * 1000 }));
    await loop.sleep(Math.max(0, due - loop.now()));
    await pass(`wait ${name}`, "after");
  };

  const createCallback = async (name: string, { timeout }: { timeout: { seconds: number } }) => {
    const known = operation("callback", name, () => ({
      ...{ name, type: "callback", id: `callback-${execution.name}-${place}`, isAnswered: false },
      ...{ due: loop.now() + timeout.seconds * 1000, tell: () => undefined },
    }));
    const told = new Promise<void>((resolve) => {
      known.tell = resolve;
      if (known.isAnswered) resolve();
    });
    const answer = Promise.race([told, loop.sleep(Math.max(0, known.due - loop.now()))]).then(async () => {
      await pass(`callback ${name}`, "after");
      if (!known.isAnswered) throw new CallbackTimeoutError("its time is over");
      return "{}";
    });
    // Who never waits for it does not hear of its end.
    answer.catch(() => undefined);
    return [answer, known.id] as const;
  };

  return {
    step,
    wait,
    createCallback,
    executionContext: { durableExecutionArn: execution.arn },
  } as unknown as DurableContext;
};
