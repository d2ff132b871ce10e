import type { Creation } from "../model/activity.ts";
import { tagMap } from "../model/tags.ts";
import type { UnownedCase } from "../model/unowned-case.ts";
import { caseIdOf } from "./case-id.ts";

/** For tests: a notebook instance that a vendor's role made at ten, and its case, opened a quarter of an hour later. */
export const unownedCreation = (change: Partial<Creation> = {}): Creation => ({
  type: "creation",
  eventId: "e-1",
  eventName: "CreateNotebookInstance",
  at: "2026-11-22T10:00:00Z",
  account: "111122223333",
  region: "us-east-1",
  partition: "aws",
  principal: { type: "AssumedRole", arn: "arn:aws:sts::111122223333:assumed-role/vendor/run" },
  resource: { arn: "arn:aws:sagemaker:us-east-1:111122223333:notebook-instance/churn", kind: "NotebookInstance" },
  announcedBy: "api",
  requestTags: tagMap([]),
  tagsComplete: true,
  parents: [],
  ...change,
});

export const exampleCase = (change: Partial<UnownedCase> = {}): UnownedCase => {
  const creation = change.creation ?? unownedCreation();
  return {
    id: caseIdOf(creation.resource.arn, creation.eventId),
    creation,
    openedAt: "2026-11-22T10:15:00Z",
    answers: [],
    notices: [],
    version: 1,
    ...change,
  };
};
