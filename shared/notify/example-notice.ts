import type { Notice } from "../model/notice.ts";

/** For tests: a notice in which nothing is wrong. */
export const exampleNotice = (change: Partial<Notice> = {}): Notice => ({
  id: "unowned#e-1",
  type: "unowned",
  severity: "medium",
  resource: { arn: "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn", kind: "TrainingJob" },
  team: "TeamA",
  studiouserid: "alice",
  at: "2026-11-22T10:15:00Z",
  title: "Nobody is proven to own a new TrainingJob",
  detail: "no resolver had an answer",
  remediation: "Tag it, or start such jobs from Studio.",
  facts: { principal: "arn:aws:sts::111122223333:assumed-role/x/SageMaker" },
  ...change,
});
