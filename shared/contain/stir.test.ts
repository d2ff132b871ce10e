import { expect, test } from "@jest/globals";
import type { Stir } from "../decide/joined-incident.ts";
import type { Incident } from "../model/incident.ts";
import { exampleIncident, later } from "./example-incident.ts";
import { stir } from "./stir.ts";

const done = async (change: Partial<Incident>, how: Stir, answer: "answered" | "closed" = "answered") => {
  const incident = exampleIncident(change);
  const effects: unknown[] = [];
  await stir(incident, how, {
    start: async (kind, name, payload) => void effects.push([kind, name.replace(incident.id, "id"), payload.again]),
    wake: async (id) => {
      effects.push(id);
      return answer;
    },
    now: () => later(10),
  });
  return effects;
};

const holder = (until: number) => ({ execution: "arn:x", kind: "contain" as const, fence: 1, until: later(until) });
const callback = { id: "callback", waitsFor: "the guard" };

test.each<{ that: string; is: Partial<Incident>; how: Stir; does: unknown[]; answer?: "closed" }>([
  {
    that: "the first start is the same for every trigger",
    is: { phase: "opened", version: 7 },
    how: "start",
    does: [["contain", "id", undefined]],
  },
  {
    that: "a further run is named by the row's version",
    is: { version: 7 },
    how: "start",
    does: [["contain", "id-r7", 7]],
  },
  {
    that: "as is one that never got beyond its claim",
    is: { phase: "opened", holder: holder(9) },
    how: "start",
    does: [["contain", "id-r3", 3]],
  },
  { that: "whoever holds the row reads it", is: { holder: holder(11) }, how: "wake", does: [] },
  { that: "a run that waits is there", is: { callback }, how: "start", does: [] },
  { that: "a run that waits is woken", is: { callback }, how: "wake", does: ["callback"] },
  {
    that: "a run that waits no more is followed by another",
    is: { callback },
    how: "wake",
    does: ["callback", ["contain", "id-r3", 3]],
    answer: "closed",
  },
  {
    that: "a run that has just taken the row back is none to follow",
    is: { callback, holder: holder(11) },
    how: "wake",
    does: ["callback"],
    answer: "closed",
  },
  { that: "nothing is to be seen", is: {}, how: "rest", does: [] },
])("$that", async ({ is, how, does, answer }) => expect(await done(is, how, answer)).toEqual(does));
