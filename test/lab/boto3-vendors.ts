import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { LeasedLab } from "./pool/lease.ts";

/** When a call began (ms since 1970), and how AWS refused it; empty: it succeeded. */
export interface Called {
  at: number;
  code: string;
}

/** Vendors as boto3 plays them, in a process of its own (`containment.py`). Sessions have names; nothing here sees a secret. */
export interface Boto3Vendors {
  know(as: string, given: { key: string; secret: string; address: string }): Promise<void>;
  take(by: string, as: string, input: object, address?: string): Promise<Called & { key?: string; user?: string }>;
  makeKey(by: string, as: string, UserName: string): Promise<Called & { key?: string }>;
  call(by: string, service: string, operation: string, input?: object): Promise<Called>;
  /** Ten calls a second from now on. */
  loop(as: string, by: string, service: string, operation: string, input?: object): Promise<void>;
  /** So far, of each loop. */
  seen(): Promise<Readonly<Record<string, readonly Called[]>>>;
  /** The same, and ends them. */
  stop(): Promise<Readonly<Record<string, readonly Called[]>>>;
  end(): Promise<void>;
}

type Listed = Record<string, readonly (readonly [at: number, code: string])[]>;

const called = (listed: Listed) =>
  Object.fromEntries(
    Object.entries(listed).map(([name, calls]) => [name, calls.map(([at, code]) => ({ at: at * 1_000, code }))]),
  );

export const boto3Vendors = (lab: LeasedLab): Boto3Vendors => {
  const env = { PYTHONPATH: lab.installed.clients, PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: "1" };
  const child = spawn(lab.installed.python, ["test/lab/containment.py"], { env, stdio: ["pipe", "pipe", "inherit"] });
  const closed = once(child, "close");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const tell = (order: object): void => void child.stdin.write(`${JSON.stringify(order)}\n`);
  let last: Promise<unknown> = Promise.resolve();
  /** One after another: the answers come in the orders' order. */
  const ask = <Answer>(order: object): Promise<Answer> => {
    const answer = last.then(async () => {
      tell(order);
      const { value, done } = await lines.next();
      if (done) throw new Error("boto3 has ended");
      return JSON.parse(value) as Answer;
    });
    last = answer.catch(() => undefined);
    return answer;
  };
  const timed = <Answer extends Called>(order: object): Promise<Answer> =>
    ask<Answer>(order).then((answer) => ({ ...answer, at: answer.at * 1_000 }));
  tell({ endpoint: lab.endpoint });
  return {
    know: async (as, given) => void (await ask({ do: "know", as, ...given })),
    take: (by, as, input, address) => timed({ do: "take", by, as, input, ...(address && { address }) }),
    makeKey: (by, as, UserName) => timed({ do: "makeKey", by, as, input: { UserName } }),
    call: (by, service, operation, input = {}) => timed({ do: "call", by, service, operation, input }),
    loop: async (as, by, service, operation, input = {}) =>
      void (await ask({ do: "loop", as, by, service, operation, input })),
    seen: async () => called(await ask<Listed>({ do: "seen" })),
    stop: async () => called(await ask<Listed>({ do: "stop" })),
    end: async () => {
      child.stdin.end();
      await closed;
    },
  };
};
