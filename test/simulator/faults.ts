import { throttleCodes } from "#shared/act/error-codes.ts";
import { below, type Random } from "./random.ts";

const serviceError = (name: string, status: number): Error =>
  Object.assign(new Error(`${name} by the simulator`), {
    name,
    $fault: status < 500 ? "client" : "server",
    $metadata: { httpStatusCode: status },
  });

/** One call's misfortune. `before`: nothing happened. `after`: it happened, and the caller does not learn it. */
type Fault = { when: "before" | "after"; error: (() => Error) | "crash" };

const kinds: readonly ((random: Random) => Fault)[] = [
  (random) => ({
    when: "before",
    error: () => serviceError(throttleCodes[below(random, throttleCodes.length)] ?? "Throttling", 400),
  }),
  () => ({ when: "before", error: () => serviceError("InternalFailure", 500) }),
  () => ({ when: "before", error: () => serviceError("ServiceUnavailable", 503) }),
  () => ({ when: "after", error: () => serviceError("TimeoutError", 0) }),
  () => ({ when: "after", error: () => serviceError("InternalFailure", 500) }),
  () => ({ when: "before", error: "crash" }),
  () => ({ when: "after", error: "crash" }),
];

const crashes: readonly ((random: Random) => Fault)[] = kinds.slice(-2);

/**
 * Wraps an edge's methods so that calls meet faults. A schedule has a budget of faults, so that it ends; without a
 * budget nothing is ever wrong.
 */
export class Faults {
  private left: number;
  private readonly random: Random;
  private readonly rate: number;
  /** Called where the process ends: nothing after that point happens, so the call under way never settles. */
  crash: () => void = () => {};
  constructor(random: Random, budget: number, rate: number) {
    this.random = random;
    this.left = budget;
    this.rate = rate;
  }

  /** SageMaker: every kind of fault. */
  async call<T>(work: () => Promise<T>): Promise<T> {
    return this.meet(kinds, work);
  }

  /** DynamoDB and SNS: the process may end before and after each call. */
  async survive<T>(work: () => Promise<T>): Promise<T> {
    return this.meet(crashes, work);
  }

  private async meet<T>(choice: readonly ((random: Random) => Fault)[], work: () => Promise<T>): Promise<T> {
    if (this.left <= 0 || this.random() >= this.rate) return work();
    this.left--;
    const fault = choice[below(this.random, choice.length)]?.(this.random);
    if (!fault) return work();
    if (fault.when === "after") await work();
    if (fault.error !== "crash") throw fault.error();
    this.crash();
    return new Promise<never>(() => {});
  }
}
