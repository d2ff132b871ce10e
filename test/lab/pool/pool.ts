import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { availableParallelism } from "node:os";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { setStage } from "../../../lab/demo/stage.ts";
import { type RunningLab, startLab } from "../../../lab/start.ts";
import { type Condition, fresh, suits, worth } from "./condition.ts";

/**
 * The labs of the test files, one for each file at a time, kept for the next: a start costs 20 s of a core. They live in
 * jest's own process, so that its end, however it ends, closes the pipes by which they live.
 */
export interface Pool {
  url: string;
  /** Stops them all. */
  close(): Promise<void>;
}

interface Kept {
  id: string;
  lab: RunningLab;
  condition: Condition;
  isFree: boolean;
  stage?: ReturnType<typeof stageOf>;
}

const config = fileURLToPath(new URL("../../../lab/demo/sagewarden.yaml", import.meta.url));

const stageOf = async (lab: RunningLab) => {
  const { roles, provider, domainId, bob } = await setStage(lab);
  return { roles, provider, domainId, bob };
};

const makeCalls = (kept: Map<string, Kept>) => {
  const starting = new Set<Promise<RunningLab>>();
  const closing = new AbortController();

  const drop = async (one: Kept): Promise<void> => {
    kept.delete(one.id);
    await one.lab.stop();
  };

  const start = async (): Promise<Kept> => {
    const free = [...kept.values()].find(({ isFree }) => isFree);
    if (free && kept.size + starting.size >= availableParallelism()) await drop(free);
    const lines: string[] = [];
    const begun = startLab({ config, speed: 1, log: (line) => lines.push(line), signal: closing.signal });
    starting.add(begun);
    try {
      const one: Kept = { id: randomUUID(), lab: await begun, condition: fresh, isFree: false };
      kept.set(one.id, one);
      return one;
    } finally {
      starting.delete(begun);
    }
  };

  const lease = async (wanted: Condition) => {
    const free = [...kept.values()].filter(({ isFree, condition }) => isFree && suits(condition, wanted));
    const found = free.sort((one, other) => worth(one.condition) - worth(other.condition))[0];
    if (found) found.isFree = false;
    const { id, lab } = found ?? (await start());
    const { endpoint, region, account, stack, installed, slack } = lab;
    return { id, endpoint, region, account, stack, installed, slackUrl: slack?.url };
  };

  const of = (id: string): Kept => {
    const one = kept.get(id);
    if (!one) throw new Error(`no lab ${id}`);
    return one;
  };

  /** By the lab itself, whose Slack tells the same time. */
  const setSpeed = (id: string, speed: number) => of(id).lab.setSpeed(speed);
  const skip = (id: string, seconds: number) => of(id).lab.skip(seconds);

  const release = async (id: string, condition: Condition) => {
    await of(id).lab.setSpeed(1);
    Object.assign(of(id), { condition, isFree: true });
  };

  const stage = (id: string) => {
    const one = of(id);
    one.stage ??= stageOf(one.lab);
    return one.stage;
  };

  const slack = (id: string, method: "state" | "press" | "send" | "faults", args: readonly never[]) => {
    const one = of(id).lab.slack;
    if (!one) throw new Error("the lab has no Slack");
    return (one[method] as (...given: readonly never[]) => unknown)(...args);
  };

  const close = async (): Promise<void> => {
    closing.abort();
    await Promise.allSettled([...starting, ...[...kept.values()].map(drop)]);
  };

  return { calls: { lease, release, setSpeed, skip, stage, slack }, close };
};

export const openPool = async (): Promise<Pool> => {
  const { calls, close } = makeCalls(new Map());
  const secret = `/${randomUUID()}/`;
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    const path = request.url ?? "";
    if (!path.startsWith(secret)) throw new Error("not of this run");
    const call = calls[path.slice(secret.length) as keyof typeof calls] as (...args: unknown[]) => unknown;
    return call(...(JSON.parse(await text(request)) as unknown[]));
  };
  const server = createServer((request, response) => {
    const end = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body ?? null));
    answer(request).then(
      (body) => end(200, body),
      (cause: unknown) => end(500, (cause as Error).stack),
    );
  });
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${secret}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await close();
    },
  };
};
