import type { Notice, OutboxRow } from "#shared/model/notice.ts";
import type { CreationRow, Outcome } from "#shared/model/outcome.ts";
import { nobody } from "#shared/model/owner.ts";
import type { UnownedCase } from "#shared/model/unowned-case.ts";
import { exampleCase, unownedCreation } from "#shared/record/example-case.ts";
import { exampleRow } from "#shared/record/example-rows.ts";
import type { Seen } from "#shared/record/span.ts";

const arnOf = (kind: string, name: string): string => `arn:aws:sagemaker:us-east-1:111122223333:${kind}/${name}`;
const tags = { team: "TeamA", studiouserid: "alice" };

/** Rows without an owner where the outcome says so. */
export const creationOf = (
  eventId: string,
  kind: string,
  outcome: Outcome,
  change: Partial<CreationRow> = {},
): CreationRow => ({
  ...exampleRow(),
  resource: { arn: arnOf(kind, eventId), kind },
  eventId,
  createdAt: "2026-11-24T10:00:00Z",
  outcome,
  ...(outcome === "unowned" ? { owner: nobody } : {}),
  ...(outcome === "observed" || outcome === "tagged" ? { intent: tags } : {}),
  ...(outcome === "tagged" ? { taggedAt: "2026-11-24T10:00:02Z" } : {}),
  ...change,
});

export const caseFor = (
  { resource, eventId, createdAt }: CreationRow,
  change: Partial<UnownedCase> = {},
): UnownedCase =>
  exampleCase({
    creation: unownedCreation({ resource, eventId, at: createdAt }),
    openedAt: "2026-11-24T10:15:00Z",
    ...change,
  });

export const outboxRow = (id: string, kind: string, state: OutboxRow["state"]): OutboxRow => {
  const notice: Notice = {
    id,
    type: "unowned",
    severity: "medium",
    resource: { arn: arnOf(kind, id), kind },
    team: undefined,
    studiouserid: undefined,
    at: "2026-11-24T10:15:00Z",
    title: `Nobody is proven to own a new ${kind}`,
    detail: "nothing proves an owner",
    remediation: "",
    facts: {},
  };
  return { notice, state, receipts: [], failures: [], version: 1 };
};

const lost = creationOf("lost", "NotebookInstance", "unowned");
const late = creationOf("late", "NotebookInstance", "unowned", { createdAt: "2026-11-29T07:00:00Z" });
const model = creationOf("model", "Model", "unowned");

/** A week in the mode observe. */
export const week: Seen = {
  from: "2026-11-22T08:00:00.000Z",
  to: "2026-11-29T08:00:00.000Z",
  creations: [
    creationOf("a", "TrainingJob", "observed"),
    creationOf("b", "TrainingJob", "observed"),
    creationOf("c", "TrainingJob", "ok"),
    lost,
    late,
    model,
  ],
  cases: [
    caseFor(lost, { end: { at: "2026-11-25T10:15:00Z", how: "would-stop", detail: "mode observe" } }),
    caseFor(late, { openedAt: "2026-11-29T07:15:00Z" }),
    caseFor(model, {
      end: { at: "2026-11-24T10:15:01Z", how: "left", detail: "SageMaker has no call to stop a Model" },
    }),
  ],
  notices: [outboxRow("n1", "NotebookInstance", "held"), outboxRow("n2", "Model", "held")],
};
