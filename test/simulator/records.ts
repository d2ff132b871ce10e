import { account } from "../fixtures.ts";

const region = "us-east-1";

interface Person {
  key: string;
  role: string;
  name: string;
  /** ISO 8601, when the session was issued. */
  since: string;
}

const identity = ({ key, role, name, since }: Person) => ({
  type: "AssumedRole",
  principalId: `AROA${role.toUpperCase()}:${name}`,
  arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
  accountId: account,
  accessKeyId: key,
  sessionContext: {
    sessionIssuer: {
      type: "Role",
      principalId: `AROA${role.toUpperCase()}`,
      arn: `arn:aws:iam::${account}:role/${role}`,
      accountId: account,
      userName: role,
    },
    attributes: { creationDate: since, mfaAuthenticated: "false" },
  },
});

const envelope = (source: string, detail: Record<string, unknown>) => ({
  version: "0",
  id: detail.eventID,
  "detail-type": "AWS API Call via CloudTrail",
  source: `aws.${source}`,
  account,
  time: detail.eventTime,
  region,
  resources: [],
  detail,
});

const record = (source: string, eventName: string, at: string, eventID: string, rest: Record<string, unknown>) =>
  envelope(source, {
    eventVersion: "1.11",
    eventTime: at,
    eventSource: `${source}.amazonaws.com`,
    eventName,
    awsRegion: region,
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-cli/2",
    eventID,
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: "Management",
    ...rest,
  });

export const sessionRecord = (at: string, eventID: string, person: Person, tags: Record<string, string>) =>
  record("sts", "AssumeRole", at, eventID, {
    readOnly: true,
    userIdentity: { type: "AWSService", invokedBy: "idp.example.com" },
    requestParameters: {
      roleArn: `arn:aws:iam::${account}:role/${person.role}`,
      roleSessionName: person.name,
      tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    },
    responseElements: {
      credentials: { accessKeyId: person.key, sessionToken: "not-recorded", expiration: "Nov 23, 2026, 9:00:00 AM" },
      assumedRoleUser: {
        assumedRoleId: `AROA${person.role.toUpperCase()}:${person.name}`,
        arn: `arn:aws:sts::${account}:assumed-role/${person.role}/${person.name}`,
      },
    },
  });

const arnOf = (type: string, name: string): string => `arn:aws:sagemaker:${region}:${account}:${type}/${name}`;

export const notebookArn = (name: string): string => arnOf("notebook-instance", name);
export const jobArn = (name: string): string => arnOf("training-job", name);
export const tuningArn = (name: string): string => arnOf("hyper-parameter-tuning-job", name);

/** The kinds that the scenario makes: operation, key of the name, key and form of the ARN. */
const made = {
  notebook: ["CreateNotebookInstance", "notebookInstanceName", "notebookInstanceArn", notebookArn],
  job: ["CreateTrainingJob", "trainingJobName", "trainingJobArn", jobArn],
  tuning: ["CreateHyperParameterTuningJob", "hyperParameterTuningJobName", "hyperParameterTuningJobArn", tuningArn],
} as const;
export type Made = keyof typeof made;
export const arnOfMade = (what: Made, name: string): string => made[what][3](name);

export const creationRecord = (
  at: string,
  eventID: string,
  person: Person,
  [what, name]: readonly [Made, string],
  tags: Record<string, string>,
) => {
  const [eventName, nameKey, arnKey, arn] = made[what];
  return record("sagemaker", eventName, at, eventID, {
    userIdentity: identity(person),
    requestParameters: {
      [nameKey]: name,
      roleArn: `arn:aws:iam::${account}:role/execution`,
      tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    },
    responseElements: { [arnKey]: arn(name) },
  });
};

/** What SageMaker itself tells of a training job, without saying who called. */
export const stateChangeEvent = (at: string, id: string, name: string, createdAt: string, status: string) => ({
  ...envelope("sagemaker", { eventID: id, eventTime: at }),
  "detail-type": "SageMaker Training Job State Change",
  resources: [jobArn(name)],
  detail: {
    TrainingJobName: name,
    TrainingJobArn: jobArn(name),
    TrainingJobStatus: status,
    CreationTime: Date.parse(createdAt),
    Tags: {},
  },
});

/** A tuning job's child: the service made it, and says for which job. */
export const childEvent = (at: string, eventID: string, name: string, tuning: string) => ({
  ...record("sagemaker", "CreateTrainingJob", at, eventID, {
    eventType: "AwsServiceEvent",
    userIdentity: { accountId: account, invokedBy: "sagemaker.amazonaws.com" },
    requestParameters: null,
    responseElements: null,
    serviceEventDetails: { trainingJobArn: jobArn(name), hyperParameterTuningJobArn: tuningArn(tuning) },
  }),
  "detail-type": "AWS Service Event via CloudTrail",
});

export const retagRecord = (at: string, eventID: string, person: Person, arn: string, tags: Record<string, string>) =>
  record("sagemaker", "AddTags", at, eventID, {
    userIdentity: identity(person),
    requestParameters: { resourceArn: arn, tags: Object.entries(tags).map(([key, value]) => ({ key, value })) },
    responseElements: { tags: [] },
  });

export const untagRecord = (at: string, eventID: string, person: Person, arn: string, keys: readonly string[]) =>
  record("sagemaker", "DeleteTags", at, eventID, {
    userIdentity: identity(person),
    requestParameters: { resourceArn: arn, tagKeys: [...keys] },
    responseElements: null,
  });

export type { Person };
