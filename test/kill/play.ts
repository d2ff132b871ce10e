import { createHash } from "node:crypto";
import type { DurableContext } from "@aws/durable-execution-sdk-js";
import middy from "@middy/core";
import { executionModeDurableContext } from "@middy/core/DurableContext";
import type { Creation } from "../../shared/model/activity.ts";
import type { UnownedCase } from "../../shared/model/unowned-case.ts";
import { exampleRow } from "../../shared/record/example-rows.ts";
import { type CaseResult, type CaseStart, settleUnowned } from "../../shared/settle-unowned.ts";
import { begin, type Happening, hour, type Scenario, type Stage, stageOf } from "./stage.ts";

/** Ran to its end: what is left in the world. */
export interface Ending {
  result: CaseResult | string;
  row: Omit<UnownedCase, "version" | "execution">;
  status: string | undefined;
  acts: Stage["resource"]["acts"];
  notices: readonly string[];
  rechecked: number;
  /** Executions that were started to go on, and whether one still holds the case. */
  started: readonly string[];
  isHeld: boolean;
  counted: readonly string[];
}

/** The stage with its resource recorded as unowned and its case opened. */
export const openStage = async (scenario: Scenario): Promise<Stage> => {
  const stage = stageOf(scenario);
  await stage.ledger.open(rowOfCreation(stage.opened.creation));
  await stage.cases.open(stage.opened);
  return stage;
};

export const handlerOn = ({ world }: Stage) =>
  middy<CaseStart, CaseResult, Error, DurableContext>({
    executionMode: executionModeDurableContext,
    timeoutEarlyInMillis: 0,
  }).handler((event, context) => settleUnowned(event, context, world));

interface Played {
  stage: Stage;
  ending: Ending;
  /** How everything was whenever the execution was suspended. */
  states: ReadonlySet<string>;
}

/**
 * Invokes the function until its execution has ended, with what happens meanwhile. One that died and then is where the
 * unharmed one was goes on as that did: it is not played to its end once more.
 */
export const play = async (scenario: Scenario, unharmed?: Played): Promise<Played> => {
  const stage = await openStage(scenario);
  const { service } = stage;
  const handler = handlerOn(stage);
  const waiting = [...(scenario.happenings ?? [])].sort((a, b) => a.after - b.after);
  const states = new Set<string>();
  let hasDied = false;
  for (let invocation = 0; invocation < 2_000; invocation++) {
    const outcome = await service.invoke(handler as never);
    hasDied ||= outcome === "killed";
    if (outcome === "killed") continue;
    if (outcome.Status !== "PENDING") return { stage, states, ending: await endingOf(stage, outcome) };
    if (!unharmed) states.add(hashed(stage, waiting));
    else if (hasDied && unharmed.states.has(hashed(stage, waiting))) return unharmed;
    do await moveOn(stage, waiting);
    while (!service.hasNews());
  }
  throw new Error("the execution has no end");
};

const hashed = (stage: Stage, waiting: readonly Happening[]): string =>
  createHash("sha256").update(`${waiting.length} ${stage.state()}`).digest("base64");

/** To what comes next: a happening, or the end of a wait. */
const moveOn = async (stage: Stage, waiting: Happening[]): Promise<void> => {
  const { service, clock } = stage;
  const next = waiting[0];
  const [happens, due] = [next ? begin + next.after * hour : Number.POSITIVE_INFINITY, service.nextDue()];
  if (due === undefined && !next) throw new Error("nothing is due, and nothing happens any more");
  clock.set(Math.max(clock.now(), Math.min(happens, due ?? Number.POSITIVE_INFINITY)));
  if (next && happens <= clock.now()) {
    waiting.shift();
    await next.what(stage);
  }
  service.settleDue();
};

const rowOfCreation = (creation: Creation) =>
  exampleRow({
    resource: creation.resource,
    eventId: creation.eventId,
    eventName: creation.eventName,
    createdAt: creation.at,
    outcome: "unowned",
    owner: { team: null, studiouserid: null },
    announcements: [creation.eventId],
  });

const endingOf = async (
  stage: Stage,
  outcome: { Status: string; Result?: string; Error?: object },
): Promise<Ending> => {
  const { version: _, execution, ...row } = (await stage.cases.get(stage.opened.id)) as UnownedCase;
  return {
    result: outcome.Status === "SUCCEEDED" ? JSON.parse(outcome.Result ?? "{}") : JSON.stringify(outcome),
    row,
    status: stage.resource.current(),
    acts: stage.resource.acts,
    notices: [...stage.outbox.keys()],
    rechecked: stage.rechecked.length,
    // Starting one twice starts it once.
    started: [...new Set(stage.started)],
    isHeld: execution !== undefined,
    counted: stage.counted,
  };
};
