import type { Edges } from "#shared/edges.ts";
import { PoisonRecord, RetryLater } from "#shared/model/errors.ts";
import type { Settings } from "#shared/model/settings.ts";
import { isoAt } from "#shared/model/time.ts";
import { handle } from "#shared/pipeline.ts";
import { settings as usual } from "../fixtures.ts";
import { Faults } from "./faults.ts";
import { below, type Random, randomOf } from "./random.ts";
import { retagRecord } from "./records.ts";
import type { Act, Scenario } from "./scenario.ts";
import { epoch, type World, worldOf } from "./world.ts";

/** How a schedule treats what the scenario makes. In order and without faults: all zeros. */
export interface Schedule {
  seed: number;
  /** Chance that a call meets a fault, and how many it may meet in all. */
  faultRate: number;
  faultBudget: number;
  /** Longest delay of a delivery in seconds. Below the evidence window, or the evidence is late by design. */
  longestDelay: number;
  /** Chance that a message is delivered once more. */
  duplicates: number;
  /** Chance that a delivery is lost on the way and comes again after the visibility timeout. */
  drops: number;
  /** Longest time in seconds until a new resource can be seen. */
  invisible: number;
  /** Do the records of our own AddTags come back? */
  echoes: boolean;
}

export const inOrder: Schedule = {
  seed: 1,
  faultRate: 0,
  faultBudget: 0,
  longestDelay: 0,
  duplicates: 0,
  drops: 0,
  invisible: 0,
  echoes: false,
};

/** Seconds after which a message comes back that nobody acknowledged. */
const visibilityTimeout = 90;

interface Message {
  due: number;
  order: number;
  body: unknown;
  receiveCount: number;
  id: string;
}

export interface End {
  world: World;
  dead: { body: unknown; reason: string }[];
  deliveries: number;
  /** The most SageMaker calls that one delivery made. */
  mostCalls: number;
  retries: number;
}

/** What the account has beside the scenario. */
interface Account {
  settings: Settings;
  roleTags?: Edges["lookups"]["roleTags"];
}

/** Plays a scenario against the real pipeline under a schedule, until no message is left. */
export const run = async (
  scenario: Scenario,
  schedule: Schedule,
  { settings, roleTags }: Account = { settings: usual },
): Promise<End> => {
  const random = randomOf(schedule.seed);
  const queue: Message[] = [];
  let order = 0;
  const send = (body: unknown, due: number): void => {
    const copies = random() < schedule.duplicates ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const delay = below(random, schedule.longestDelay + 1) * 1000;
      queue.push({ due: due + delay, order: order++, body, receiveCount: 0, id: `m${order}` });
    }
  };
  const faults = new Faults(random, schedule.faultBudget, schedule.faultRate);
  const world = worldOf(faults, (arn, tags) => {
    if (schedule.echoes) send(retagRecord(isoAt(world.now), `echo-${order}`, enforcer, arn, tags), world.now);
  });
  if (roleTags) world.edges.lookups = { ...world.edges.lookups, roleTags };
  const end: End = { world, dead: [], deliveries: 0, mostCalls: 0, retries: 0 };
  const acts = [...scenario].sort((a, b) => a.at - b.at);
  while (acts.length > 0 || queue.length > 0) {
    queue.sort((a, b) => a.due - b.due || a.order - b.order);
    const act = acts[0];
    const message = queue[0];
    if (act && (!message || epoch + act.at * 1000 <= message.due)) {
      acts.shift();
      happen(act, world, schedule, random, send);
    } else if (message) {
      queue.shift();
      await deliver(message, { end, settings, schedule, random, queue, faults });
    }
    if (end.deliveries > 5_000) throw new Error("the schedule does not end");
  }
  return end;
};

const enforcer = {
  key: "ASIAEXAMPLEENFORCER1",
  role: "sagewarden/sagewarden-enforce-tags",
  name: "sagewarden-enforce-tags",
  since: "2026-11-22T09:00:00Z",
};

/** Something happens in the account: the world changes, and a record is on its way. */
const happen = (
  act: Act,
  world: World,
  schedule: Schedule,
  random: Random,
  send: (body: unknown, due: number) => void,
) => {
  const now = epoch + act.at * 1000;
  world.now = Math.max(world.now, now);
  const visibleAt = now + below(random, schedule.invisible + 1) * 1000;
  act.change?.(world.resources, visibleAt);
  if (act.record) send(act.record, now);
};

interface Course {
  end: End;
  settings: Settings;
  schedule: Schedule;
  random: Random;
  queue: Message[];
  faults: Faults;
}

const deliver = async (message: Message, { end, settings, schedule, random, queue, faults }: Course): Promise<void> => {
  const { world } = end;
  world.now = Math.max(world.now, message.due);
  const again = (seconds: number): void => {
    queue.push({ ...message, due: world.now + seconds * 1000, receiveCount: message.receiveCount + 1 });
  };
  if (random() < schedule.drops) return again(visibilityTimeout);
  world.calls = 0;
  end.deliveries++;
  const crashed = new Promise<"crashed">((resolve) => {
    faults.crash = () => resolve("crashed");
  });
  const delivery = { receiveCount: message.receiveCount + 1, messageId: message.id };
  try {
    const handled = handle(message.body, delivery, settings, world.edges);
    if ((await Promise.race([handled, crashed])) === "crashed") again(visibilityTimeout);
  } catch (error) {
    if (error instanceof RetryLater) {
      end.retries++;
      again(error.seconds);
    } else if (error instanceof PoisonRecord) end.dead.push({ body: message.body, reason: error.message });
    else throw error;
  }
  end.mostCalls = Math.max(end.mostCalls, world.calls);
};
