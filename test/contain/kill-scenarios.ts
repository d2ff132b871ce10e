import { openIncident } from "#shared/contain/open-incident.ts";
import { stir } from "#shared/contain/stir.ts";
import type { Incident, IncidentPhase } from "#shared/model/incident.ts";
import { isoAt } from "#shared/model/time.ts";
import type { IamFault } from "./iam.ts";
import { changes } from "./iam-changes.ts";
import { type Happening, type PlayedStage, type PlayScenario, written } from "./play.ts";
import { aRole, policyText } from "./roles.ts";
import { begin } from "./stage.ts";

interface Row {
  scenario: PlayScenario;
  /** How it ends. */
  phase: IncidentPhase;
  /** Only each n-th point is killed, unless KILL_EACH=1. */
  each: number;
}

const behind = { reads: { ms: 2_000 }, enforcement: { ms: 3_000 } };

/** The first call of each operation meets it; those after it do not. */
const firstMeets = (fault: IamFault) => {
  const met = new Set<string>();
  return ({ operation }: { operation: string }): IamFault | undefined => {
    if (met.has(operation)) return undefined;
    met.add(operation);
    return fault;
  };
};

/** Each play has faults of its own. */
const meeting = (fault: IamFault): PlayScenario => ({
  get iam() {
    return { ...behind, fault: firstMeets(fault) };
  },
});

const other = policyText([{ Effect: "Allow", Action: "s3:ListBucket", Resource: "*" }]);
/** Somebody with every right edits the role at that moment. */
const edited = (after: Happening["after"]): Happening => ({
  after,
  what: ({ iam, role }) => iam.admin(changes.putInline(role.name, "edited", other)),
});

export const asksToRestore = (after: Happening["after"], change: object = {}): Happening => ({
  after,
  what: async (stage: PlayedStage) => {
    const at = stage.world.now();
    const row = await written(stage, (before) => ({
      ...before,
      restore: { by: "alice", at, all: true, acceptDrift: true, ...change },
    }));
    stage.start("restore", `${row.id}-restore`, { role: row.role, incident: row.id });
  },
});

export const says = (after: Happening["after"], of: NonNullable<Incident["answers"][number]["of"]>): Happening => ({
  after,
  what: async (stage: PlayedStage) => {
    const answer = { at: stage.world.now(), by: "alice", choice: "go-on", of, verdict: "accepted", why: "" } as const;
    const row = await written(stage, (before) => ({ ...before, answers: [...before.answers, answer] }));
    // Who waits is woken by then. A run that holds the row is not disturbed: it has to find the answer by itself.
    await stir(row, "wake", { ...stage.world, wake: async () => "answered" });
  },
});

/** A signal tells of a session that began before the record came, and the record comes again. */
const abused = (after: Happening["after"]): Happening => ({
  after,
  what: async (stage: PlayedStage) => {
    const at = isoAt(begin + 198_000);
    const cause = { type: "signal", by: "bucket-sweep", reason: "x", at, findings: [] } as const;
    const request = { role: stage.role.arn, vendor: "acme", upTo: "sessions", cause, abuse: { at, why: "x" } } as const;
    const wake = async (id: string) => {
      stage.wake(id);
      return "answered" as const;
    };
    await openIncident(request, { ...stage.world, wake });
  },
});

const long = {
  name: "long",
  document: policyText([{ Effect: "Allow", Action: "s3:Get*", Resource: "a".repeat(9_900) }]),
};

/** How a containment, or the restore after it, can go. */
export const containScenarios: Readonly<Record<string, Row>> = {
  "nobody disturbs it": { scenario: { iam: behind }, phase: "contained", each: 3 },
  "each call is throttled once": { scenario: meeting("throttled"), phase: "contained", each: 12 },
  "each call is done, and its answer lost": { scenario: meeting("timed-out"), phase: "contained", each: 12 },
  "started twice": { scenario: { iam: behind, startedTwice: true }, phase: "contained", each: 12 },
  "no room for an inline policy": {
    scenario: { iam: behind, role: aRole({ inline: [long] }) },
    phase: "contained",
    each: 12,
  },
  "somebody edits the role": {
    scenario: { iam: behind, happenings: [edited({ seconds: 5 })] },
    phase: "contained",
    each: 12,
  },
  "up to detach": { scenario: { iam: behind, upTo: "detach" }, phase: "contained", each: 12 },
  "a newer session abuses it, where only older ones are denied": {
    scenario: { iam: behind, upTo: "sessions", happenings: [abused({ seconds: 200 }), abused({ seconds: 201 })] },
    phase: "contained",
    each: 8,
  },
  "restored after some minutes": {
    scenario: { iam: behind, happenings: [asksToRestore({ seconds: 200 })] },
    phase: "closed",
    each: 8,
  },
};
