import type { Incident, RungId, RungLine } from "#shared/model/incident.ts";
import type { IncidentOrder, IncidentReply } from "#shared/model/incident-order.ts";
import type { IncidentMeans } from "./incident-means.ts";

export const role = "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger";

export const incidentWith = (change: Partial<Incident> = {}): Incident => ({
  id: "vendor-auger-1",
  role,
  number: 1,
  vendor: "auger",
  openedAt: "2026-11-29T20:00:00Z",
  causes: [],
  upTo: "trust",
  phase: "containing",
  why: "the ladder is climbed",
  rungs: [],
  answers: [],
  reached: [],
  disturbed: [],
  notices: [],
  version: 1,
  ...change,
});

export const lineOf = (rung: RungId, status: RungLine["status"] = "done"): RungLine => ({
  rung,
  status,
  evidence: { detail: `${rung} is ${status}` },
});

type Scripted = IncidentReply | Error;

/**
 * For tests: a dispatcher whose row moves on with each look. `looks`: what `status` answers, by role, one after another, the last
 * one for ever. `interruptAt`: the wait at which somebody presses Ctrl-C.
 */
export const fakeDispatcher = ({
  replies = {},
  looks = {},
  interruptAt = Number.POSITIVE_INFINITY,
}: {
  replies?: Partial<Record<IncidentOrder["op"], IncidentReply | ((order: Partial<IncidentOrder>) => IncidentReply)>>;
  looks?: Readonly<Record<string, readonly Scripted[]>>;
  interruptAt?: number;
}) => {
  const orders: Omit<IncidentOrder, "by" | "type">[] = [];
  const waits: number[] = [];
  const seen = new Map<string, number>();
  let clock = 0;
  const status = async (asked: string): Promise<IncidentReply> => {
    const [script, at] = [looks[asked] ?? [], seen.get(asked) ?? 0];
    seen.set(asked, at + 1);
    const reply = script[Math.min(at, script.length - 1)] ?? { lines: [] };
    if (reply instanceof Error) throw reply;
    return reply;
  };
  const means: IncidentMeans = {
    ask: async (order) => {
      orders.push(order);
      if (order.op === "status") return status(order.role ?? "");
      const reply = replies[order.op];
      return (typeof reply === "function" ? reply(order) : reply) ?? { lines: [] };
    },
    status,
    wait: async (ms) => {
      waits.push(ms);
      clock += ms;
    },
    now: () => clock,
    isInterrupted: () => waits.length >= interruptAt,
  };
  return { means, orders, waits, seconds: () => clock / 1_000 };
};

/** A row's looks, each with the rungs that were recorded by then. */
export const climbing = (...steps: readonly Partial<Incident>[]): readonly IncidentReply[] =>
  steps.map((step) => ({ incident: incidentWith(step), lines: step.rungs ?? [] }));

/** What a verb printed. */
export const listener = () => {
  const [out, err]: [string[], string[]] = [[], []];
  const io = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
  return { io, lines: () => out.map((line) => JSON.parse(line) as RungLine & { role?: string }), out, err };
};
