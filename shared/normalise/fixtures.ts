/** A perfect CreateTrainingJob record for tests, which break one thing of it. Shapes as in CloudTrail's own records. */
export const trainingJobRecord = () => ({
  eventVersion: "1.11",
  userIdentity: {
    type: "AssumedRole",
    principalId: "AROAEXAMPLEID:alice",
    arn: "arn:aws:sts::123456789012:assumed-role/DataScientist/alice",
    accountId: "123456789012",
    accessKeyId: "ASIAEXAMPLEKEY",
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: "AROAEXAMPLEID",
        arn: "arn:aws:iam::123456789012:role/teams/DataScientist",
        accountId: "123456789012",
        userName: "DataScientist",
      },
      attributes: { creationDate: "2026-07-01T10:00:00Z", mfaAuthenticated: "false" },
      sourceIdentity: "alice",
    },
  },
  eventTime: "2026-07-01T10:05:00Z",
  eventSource: "sagemaker.amazonaws.com",
  eventName: "CreateTrainingJob",
  awsRegion: "us-east-1",
  requestParameters: {
    trainingJobName: "Churn-1",
    roleArn: "arn:aws:iam::123456789012:role/service-role/Execution",
    tags: [{ key: "team", value: "TeamA" }],
  },
  responseElements: { trainingJobArn: "arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-1" },
  eventID: "11111111-2222-3333-4444-555555555555",
  readOnly: false,
  eventType: "AwsApiCall",
  managementEvent: true,
  recipientAccountId: "123456789012",
  eventCategory: "Management",
});

/** A perfect AssumeRole record, as a chained session with tags makes it. */
export const assumeRoleRecord = () => ({
  ...trainingJobRecord(),
  eventSource: "sts.amazonaws.com",
  eventName: "AssumeRole",
  requestParameters: {
    roleArn: "arn:aws:iam::123456789012:role/Training",
    roleSessionName: "run-7",
    tags: [{ key: "team", value: "TeamA" }],
    transitiveTagKeys: ["team"],
    incomingTransitiveTags: { studiouserid: "alice" },
  },
  responseElements: {
    credentials: {
      accessKeyId: "ASIAISSUEDKEY",
      sessionToken: "a-session-token",
      expiration: "Jul 1, 2026, 11:05:00\u202fAM",
    },
    assumedRoleUser: {
      assumedRoleId: "AROATRAININGID:run-7",
      arn: "arn:aws:sts::123456789012:assumed-role/Training/run-7",
    },
  },
  eventID: "99999999-2222-3333-4444-555555555555",
  readOnly: true,
});

/** SageMaker's own event of the same job. */
export const stateChangeEvent = () => ({
  version: "0",
  id: "844e2571-85d4-695f-b930-0153b71dcb42",
  "detail-type": "SageMaker Training Job State Change",
  source: "aws.sagemaker",
  account: "123456789012",
  time: "2026-07-01T10:20:00Z",
  region: "us-east-1",
  resources: ["arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-1"],
  detail: {
    TrainingJobName: "Churn-1",
    TrainingJobArn: "arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-1",
    TrainingJobStatus: "InProgress",
    RoleArn: "arn:aws:iam::123456789012:role/service-role/Execution",
    CreationTime: 1782900300000,
    Tags: { team: "TeamA" },
  },
});

/** Wrapped as EventBridge delivers a record. */
export const enveloped = (detail: unknown, source = "aws.sagemaker", detailType = "AWS API Call via CloudTrail") => ({
  version: "0",
  id: "envelope-1",
  "detail-type": detailType,
  source,
  account: "123456789012",
  time: "2026-07-01T10:05:01Z",
  region: "us-east-1",
  resources: [],
  detail,
});
