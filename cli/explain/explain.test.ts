import { describe, expect, test } from "@jest/globals";
import type { CreationRow } from "#shared/model/outcome.ts";
import { inLedger } from "./explain.ts";

const arn = "arn:aws:sagemaker:us-east-1:111122223333:model/m";
const row = (eventId: string, createdAt: string): CreationRow => ({
  resource: { arn, kind: "Model" },
  eventId,
  eventName: "CreateModel",
  announcedBy: "api",
  announcements: ["e-1"],
  createdAt,
  outcome: "unowned",
  reason: "nobody is proven",
  owner: { team: null, studiouserid: null },
  intent: {},
  replaced: {},
  findings: [],
  history: [],
  notices: [],
  calls: 0,
  version: 1,
});

describe("in the ledger", () => {
  const rows = [row("e-2", "2026-02-01T00:00:00Z"), row("e-1", "2026-01-01T00:00:00Z")];
  const asked: string[] = [];
  const ledger = {
    byEvent: async (id: string) => {
      asked.push(id);
      return rows.find(({ eventId }) => eventId === id);
    },
    creations: async (wanted: string) => (wanted === arn ? rows : []),
  };

  const conversation = { case: null, notices: [], answers: [], exemption: null, next: ["It comes."] };
  const talk = async ({ eventId }: CreationRow) => (eventId === "e-2" ? conversation : null);

  test("the conversation about that creation goes with it", async () => {
    expect((await inLedger(arn, ledger, talk))?.conversation).toEqual(conversation);
    expect((await inLedger("e-1", ledger, talk))?.conversation).toBeNull();
  });

  test("an ARN: the newest creation, and the others", async () => {
    expect(await inLedger(arn, ledger, talk)).toMatchObject({
      from: "ledger",
      eventId: "e-2",
      others: [{ eventId: "e-1" }],
    });
    expect(asked).not.toContain(arn);
  });

  test("an event: that creation, and the others", async () => {
    expect(await inLedger("e-1", ledger, talk)).toMatchObject({ eventId: "e-1", others: [{ eventId: "e-2" }] });
  });

  test.each(["e-3", "arn:aws:sagemaker:us-east-1:111122223333:model/other"])("%s: nothing", async (subject) => {
    expect(await inLedger(subject, ledger, talk)).toBeUndefined();
  });
});
