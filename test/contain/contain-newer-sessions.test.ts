import { expect, test } from "@jest/globals";
import { openIncident } from "#shared/contain/open-incident.ts";
import { stampedAt } from "#shared/contain/rungs/sessions.ts";
import type { IncidentRequest } from "#shared/decide/joined-incident.ts";
import type { Incident } from "#shared/model/incident.ts";
import { after, played, says } from "./contained.ts";
import type { Session } from "./iam.ts";
import type { IncidentStage } from "./stage.ts";

/** A session is taken now, and a signal tells of it: as the function of the signals does, over the row. */
const abuses = async (stage: IncidentStage): Promise<Session> => {
  const session = stage.iam.assume({ arn: "arn:aws:iam::999988887777:role/worker" }, "vendor-acme", {
    externalId: "e-1",
  }) as Session;
  await openIncident(abuseOf(stage, session.issuedAt), edgesOf(stage));
  return session;
};

const abuseOf = ({ role, world }: IncidentStage, at: string): IncidentRequest => ({
  ...{ role: role.arn, vendor: "acme", upTo: "sessions", act: { at, hasFailed: false, sessionAt: at } },
  cause: { type: "signal", by: "bucket-sweep", reason: "bucket-sweep: x", at: world.now(), findings: [] },
  abuse: { at, why: "bucket-sweep: x" },
});

const edgesOf = ({ world }: IncidentStage) => ({
  ...world,
  wake: async (id: string) => {
    await world.wake(id);
    return "answered" as const;
  },
});

const stampLine = ({ rungs }: Incident) => rungs.find(({ rung }) => rung === "sessions")?.evidence;

test.each<[string, number, number]>([
  ["while it is watched", 400, 1],
  ["long after that", 6_000, 2],
])(
  "up to sessions: a newer session that abuses it is denied by a new stamp, by IAM's clock, %s",
  async (_, when, runs) => {
    const sessions: Session[] = [];
    const scenario = {
      upTo: "sessions" as const,
      iam: { skew: -95_000, reads: { ms: 2_000 }, enforcement: { ms: 3_000 } },
    };
    const { row, stage, executions } = await played({ ...scenario, until: 14_400_000 }, (each, loop) => {
      after(loop, when, async () => sessions.push(await abuses(each)));
      // The same record comes again.
      for (const later of [1, 3, 90])
        after(loop, when + later, () => openIncident(abuseOf(each, sessions[0]?.issuedAt ?? ""), edgesOf(each)));
    });
    const [first] = sessions as [Session];
    expect(row.phase).toBe("contained");
    expect(stampLine(row)).toMatchObject({ at: row.cutAt, times: "2", verified: expect.any(String) });
    expect((row.cutAt ?? "") > first.issuedAt).toBe(true);
    expect(stampedAt(stage.iam.role("vendor-acme"))).toBe(row.cutAt);
    expect(stage.iam.may(first, "s3:GetObject")).toBe(false);
    expect(stage.marks.get(row.role)).toEqual({ at: row.cutAt, newSessions: "allowed" });
    const told = [...stage.outbox.values()].map(({ type, incident }) => [type, incident?.next]);
    expect(told).toEqual([
      ["vendor-contained", "deny"],
      ["vendor-contained", "deny"],
    ]);
    expect(row.disturbed).toEqual([]);
    expect(executions.all()).toHaveLength(runs);
  },
);

test("each newer session's abuse moves the stamp on; what is denied as a whole, or was stopped, is left as it is", async () => {
  const times = async (open: Partial<Incident>) => {
    const { row } = await played({ open }, (stage, loop) => {
      for (const seconds of [300, 301, 900, 2_000]) after(loop, seconds, () => abuses(stage));
    });
    return stampLine(row)?.times;
  };
  const stopped = {
    at: "2026-11-22T10:00:00Z",
    by: "alice",
    choice: "stop-here",
    verdict: "accepted",
    why: "",
  } as const;
  expect(await times({ upTo: "sessions" })).toBe("4");
  expect(await times({ upTo: "deny" })).toBeUndefined();
  const { row } = await played({ upTo: "sessions" }, (stage, loop) => {
    after(loop, 200, () => says(stage, (before) => ({ ...before, answers: [...before.answers, stopped] })));
    after(loop, 300, () => abuses(stage));
  });
  expect(stampLine(row)).not.toHaveProperty("times");
});
