import { describe, expect, test } from "@jest/globals";
import { costKeys, withKeys } from "../../test/fixtures.ts";
import { type CreationRow, outcomes } from "../model/outcome.ts";
import { nobody } from "../model/owner.ts";
import { settingsSchema } from "../model/settings.ts";
import { tagMap } from "../model/tags.ts";
import type { Answer } from "../model/unowned-case.ts";
import { exampleCase, unownedCreation } from "../record/example-case.ts";
import { exampleRow } from "../record/example-rows.ts";
import { type Seen, turnOf } from "./unowned-turn.ts";

const creation = unownedCreation();
const row = exampleCase({ creation });
const ledgerRow = (change: Partial<CreationRow> = {}): CreationRow =>
  exampleRow({
    resource: creation.resource,
    eventId: creation.eventId,
    announcements: [creation.eventId],
    createdAt: creation.at,
    outcome: "unowned",
    owner: nobody,
    ...change,
  });
const answer = (change: Partial<Answer>): Answer => ({
  at: "2026-11-22T11:00:00Z",
  person: "alice",
  slackUser: "U0ALICE",
  choice: "claim",
  verdict: "accepted",
  why: "alice says so",
  before: "",
  after: "",
  ...change,
});
const proof = (value: string) =>
  ({ value, evidence: { resolver: "lineage", field: "f", strength: "derived" } }) as const;
const attribution = { owner: nobody, conflicts: [], unproven: [], orphaned: [] };
const owner = { team: proof("TeamA"), studiouserid: proof("alice") };
const seen: Seen = {
  row,
  creations: [ledgerRow()],
  attribution,
  tags: tagMap([]),
  live: { phase: "running", status: "InService", madeAt: "2026-11-22T10:00:02Z", input: {}, answer: {} },
  exemption: undefined,
  settings: settingsSchema.parse({
    mode: "enforce",
    region: "us-east-1",
    tags: {},
    teams: { TeamA: {} },
    people: { alice: { team: "TeamA" }, carol: { team: "TeamA", left: "2026-01-31" } },
  }),
  deployedAt: "2026-01-01T00:00:00Z",
};
const tags = (team: string, studiouserid: string) => ({
  tags: tagMap([
    ["team", team],
    ["studiouserid", studiouserid],
  ]),
});

describe("what ends a case without an act", () => {
  test.each<[string, Partial<Seen>, string, RegExp]>([
    ["its end", { row: { ...row, end: { at: "", how: "kept", detail: "so it is" } } }, "kept", /so it is/],
    ["a claim", { row: { ...row, pending: answer({}) } }, "owned", /alice says so/],
    ["somebody assigned it", { row: { ...row, pending: answer({ choice: "assign" }) } }, "owned", /alice/],
    ["an approver confirmed it", { row: { ...row, pending: answer({ choice: "confirm" }) } }, "owned", /alice/],
    ["it is to be kept", { row: { ...row, pending: answer({ choice: "keep" }) } }, "kept", /alice/],
    ["an exemption", { exemption: "exempt until 2027-01-01" }, "kept", /exempt until/],
    ["it is tagged by now", { creations: [ledgerRow({ outcome: "tagged", owner })] }, "owned", /tagged/],
    ["its tags were right", { creations: [ledgerRow({ outcome: "ok", owner })] }, "owned", /ok/],
    ["the ledger knows an exemption", { creations: [ledgerRow({ outcome: "exempt" })] }, "kept", /./],
    ["the ledger says gone", { creations: [ledgerRow({ outcome: "gone" })] }, "gone", /./],
    ["its claims contradict each other", { creations: [ledgerRow({ outcome: "mismatch" })] }, "left", /mismatch/],
    ["tagging it failed", { creations: [ledgerRow({ outcome: "failed" })] }, "left", /failed/],
    [
      "its name was used again",
      {
        creations: [
          exampleRow({
            resource: creation.resource,
            createdAt: "2026-11-22T12:00:00Z",
            eventId: "e-9",
            announcements: ["e-9"],
          }),
          ledgerRow(),
        ],
      },
      "gone",
      /used again/,
    ],
    ["it is not there", { live: undefined }, "gone", /no longer exists/],
    ["it is being deleted", { live: { phase: "deleting", input: {}, answer: {} } }, "gone", /being deleted/],
    [
      "what is there was made later",
      { live: { phase: "running", madeAt: "2026-11-22T12:00:00Z", input: {}, answer: {} } },
      "gone",
      /used again/,
    ],
    ["the evidence came late", { attribution: { ...attribution, owner } }, "owned", /lineage proves alice/],
    ["somebody tagged it", tags("TeamA", "alice"), "owned", /tagged team=TeamA/],
  ])("%s", (_, change, how, detail) => {
    const turn = turnOf({ ...seen, ...change });
    expect(turn).toMatchObject({ end: { how, detail: expect.stringMatching(detail) } });
  });

  test("the tags have the keys that the settings choose: those of the names say nothing", () => {
    const settings = withKeys(costKeys);
    const renamed = tagMap(Object.entries({ CostTeam: "TeamA", StudioUser: "alice", team: "TeamB" }));
    expect(turnOf({ ...seen, settings, tags: renamed })).toMatchObject({
      end: { how: "owned", detail: "it is tagged CostTeam=TeamA StudioUser=alice" },
    });
    expect(turnOf({ ...seen, settings, ...tags("TeamA", "alice") })).not.toHaveProperty("end");
  });

  test("only late evidence has the creation judged once more", () => {
    expect(turnOf({ ...seen, attribution: { ...attribution, owner } })).toMatchObject({ end: { recheck: true } });
    expect(turnOf({ ...seen, ...tags("TeamA", "alice") })).not.toMatchObject({ end: { recheck: true } });
  });
});

describe("what does not", () => {
  test.each<[string, Partial<Seen>]>([
    ["nothing happened", {}],
    ["the ledger does not have it yet", { creations: [] }],
    ["the ledger has not settled it yet", { creations: [ledgerRow({ outcome: "settling" })] }],
    ["half of an owner", { attribution: { ...attribution, owner: { team: proof("TeamA"), studiouserid: null } } }],
    [
      "an owner whom other evidence excludes",
      {
        attribution: {
          ...attribution,
          owner,
          conflicts: [{ tag: "team", claimed: "TeamB", claimedIn: "", proven: "TeamA", provenIn: "" }],
        },
      },
    ],
    ["tags of nobody", tags("TeamA", "mallory")],
    ["tags of another team", tags("TeamB", "alice")],
    ["tags of somebody who left", tags("TeamA", "carol")],
    ["tags of a prototype", tags("TeamA", "__proto__")],
    ["it stands still", { live: { phase: "at-rest", input: {}, answer: {} } }],
    ["an answer that asks for an undo", { row: { ...row, pending: answer({ choice: "undo" }) } }],
    [
      "an older creation of the same name",
      {
        creations: [
          ledgerRow(),
          exampleRow({ createdAt: "2026-10-01T00:00:00Z", eventId: "e-0", announcements: ["e-0"] }),
        ],
      },
    ],
  ])("%s", (_, change) => {
    expect(turnOf({ ...seen, ...change })).toEqual({ asked: false, plan: { action: "stop", why: expect.any(String) } });
  });

  test("who asks for a stop is heard", () => {
    expect(turnOf({ ...seen, row: { ...row, pending: answer({ choice: "stop" }) } })).toMatchObject({ asked: true });
  });

  test("an orphan goes on, and nothing will be done to it", () => {
    const orphaned = [{ tag: "studiouserid", value: "carol" }] as const;
    expect(turnOf({ ...seen, attribution: { ...attribution, orphaned } })).toMatchObject({ plan: { action: "none" } });
  });
});

test("every outcome of the ledger has its turn", () => {
  for (const outcome of outcomes) expect(turnOf({ ...seen, creations: [ledgerRow({ outcome })] })).toBeDefined();
});
