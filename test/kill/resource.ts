import type { LiveResource } from "../../shared/model/live-resource.ts";
import { isoAt } from "../../shared/model/time.ts";
import { unownedCreation } from "../../shared/record/example-case.ts";
import { phaseOf } from "../../shared/sagemaker/phase.ts";
import type { Scenario } from "./stage.ts";

const minute = 60_000;

/** SageMaker with one resource: Stop and Delete take a while, and are counted only where they have an effect. */
export const resourceOn = (
  clock: { now(): number },
  { status = "InService", refusal, creation, takes = 2 }: Scenario,
) => {
  const timeline: { from: number; status: string | undefined }[] = [{ from: 0, status }];
  const acts: { call: "stop" | "delete" | "start"; at: string }[] = [];
  const current = (): string | undefined => timeline.findLast(({ from }) => from <= clock.now())?.status;
  const turn = (call: "stop" | "delete" | "start", by: string, end: string | undefined): void => {
    if (refusal && call !== "start") throw refusal;
    if (current() === undefined) throw named("ResourceNotFound", "could not find it");
    if (current() === by || current() === end) throw named("ValidationException", `it is ${by} by now`);
    acts.push({ call, at: isoAt(clock.now()) });
    timeline.push({ from: clock.now(), status: by }, { from: clock.now() + takes * minute, status: end });
  };
  return {
    acts,
    timeline,
    current,
    /** From outside. */
    become: (next: string | undefined) => void timeline.push({ from: clock.now(), status: next }),
    read: async (): Promise<LiveResource | undefined> => {
      const word = current();
      const madeAt = creation?.at ?? unownedCreation().at;
      return word === undefined ? undefined : { phase: phaseOf(word), status: word, madeAt, input: {}, answer: {} };
    },
    stop: async () => turn("stop", "Stopping", "Stopped"),
    delete: async () => turn("delete", "Deleting", undefined),
    start: async () => turn("start", "Pending", status),
  };
};

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });
export const denied = named("AccessDeniedException", "not authorized to perform sagemaker:StopNotebookInstance");
