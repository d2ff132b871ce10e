import type { CreationRow } from "../model/outcome.ts";
import { type Settings, settingsSchema } from "../model/settings.ts";
import type { Answer, UnownedCase } from "../model/unowned-case.ts";
import { exampleArn, exampleRow } from "../record/example-rows.ts";

/** For tests of answers: two teams with an approver each, one of all, and a case that is waiting for somebody. */
export const exampleSettings = (change: Partial<Settings> = {}): Settings => ({ ...parsed, ...change });

const parsed = settingsSchema.parse({
  mode: "enforce",
  region: "us-east-1",
  tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
  teams: { TeamA: { approvers: ["anna"] }, TeamB: { approvers: ["boris"] } },
  people: {
    alice: { team: "TeamA", slack: "U0ALICE" },
    anton: { team: "TeamA", slack: "U0ANTON" },
    anna: { team: "TeamA", slack: "U0ANNA" },
    bob: { team: "TeamB", slack: "U0BOB" },
    boris: { team: "TeamB", slack: "U0BORIS" },
    carol: { team: "TeamB", slack: "U0CAROL" },
    gone: { team: "TeamA", slack: "U0GONE", left: "2026-03-31" },
    lost: { team: "TeamZ", slack: "U0LOST" },
  },
  approvers: ["carol", "gone"],
  notices: { slack: { botTokenSecret: "sagewarden/slack" } },
});

/** The ledger's row: whose it is is not known, the team perhaps. */
export const unownedRow = (team?: string, change: Partial<CreationRow> = {}): CreationRow => {
  const evidence = { resolver: "role-tags", field: "tags.team", strength: "proven" } as const;
  const owner = { team: team === undefined ? null : { value: team, evidence }, studiouserid: null };
  return exampleRow({ outcome: "unowned", owner, ...change });
};

export const exampleCase = (change: Partial<UnownedCase> = {}, kind = "TrainingJob"): UnownedCase => ({
  id: "abcdefghijklmnopqrstuv",
  creation: {
    type: "creation",
    eventId: "e-1",
    eventName: `Create${kind}`,
    at: "2026-11-22T10:00:00Z",
    account: "111122223333",
    region: "us-east-1",
    partition: "aws",
    principal: { type: "AssumedRole" },
    resource: { arn: exampleArn, kind },
    announcedBy: "api",
    requestTags: {},
    tagsComplete: true,
    parents: [],
  },
  openedAt: "2026-11-22T10:15:00Z",
  callback: { id: "Y2FsbGJhY2s=", waitsFor: "an answer" },
  answers: [],
  notices: [],
  version: 1,
  ...change,
});

/** An answer that was recorded. `owner`: the person whom it is about. */
export const exampleAnswer = (person: string, change: Partial<Answer> & { about?: string } = {}): Answer => {
  const { about, ...rest } = change;
  const team = about === undefined ? undefined : parsed.people[about]?.team;
  return {
    at: "2026-11-22T11:00:00.000Z",
    person,
    slackUser: parsed.people[person]?.slack ?? "U0",
    choice: "claim",
    ...(about === undefined || team === undefined ? {} : { owner: { team, studiouserid: about } }),
    verdict: "waiting",
    why: "It is so.",
    before: "",
    after: "nothing",
    ...rest,
  };
};
