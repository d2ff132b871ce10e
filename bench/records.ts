import { randomUUID } from "node:crypto";
import { account } from "../test/fixtures.ts";

const region = "us-east-1";

/** An ISO 8601 time without milliseconds, as CloudTrail writes it. */
export const ago = (seconds: number): string =>
  new Date(Date.now() - seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");

/** A role's session. */
interface Session {
  key: string;
  role: string;
  name: string;
  sourceIdentity?: string;
  invokedBy?: string;
}

/** alice through her company's identity provider: her session has session tags. */
const alice: Session = { key: "ASIAEXAMPLEALICE0001", role: "DataScience", name: "run-1" };
/** A session that nothing is known of. */
const nobody: Session = { key: "ASIAEXAMPLENOBODY001", role: "Untraceable", name: "run-2" };
const studio: Session = { key: "ASIAEXAMPLESTUDIO001", role: "Studio", name: "SageMaker", sourceIdentity: "alice" };
/** SageMaker itself, in a tuning job's role. */
const service: Session = {
  key: "ASIAEXAMPLESERVICE01",
  role: "Tuning",
  name: "SageMaker",
  invokedBy: "sagemaker.amazonaws.com",
};

const sessionIds = ({ role, name }: Session) => ({
  assumedRoleId: `AROAEXAMPLE${role.toUpperCase()}:${name}`,
  arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
});
const roleArn = (role: string): string => `arn:aws:iam::${account}:role/${role}`;
export const studioRole = roleArn(studio.role);

const identityOf = (session: Session) => ({
  type: "AssumedRole",
  principalId: sessionIds(session).assumedRoleId,
  arn: sessionIds(session).arn,
  accountId: account,
  accessKeyId: session.key,
  sessionContext: {
    sessionIssuer: {
      type: "Role",
      principalId: sessionIds(session).assumedRoleId.split(":")[0],
      arn: roleArn(session.role),
      accountId: account,
      userName: session.role,
    },
    attributes: { creationDate: ago(60), mfaAuthenticated: "false" },
    ...(session.sourceIdentity ? { sourceIdentity: session.sourceIdentity } : {}),
  },
  ...(session.invokedBy ? { invokedBy: session.invokedBy } : {}),
});

/** A successful call as EventBridge wraps its record. */
const record = (service: string, eventName: string, at: string, rest: object) => ({
  version: "0",
  id: randomUUID(),
  "detail-type": "AWS API Call via CloudTrail",
  source: `aws.${service}`,
  account,
  time: at,
  region,
  resources: [],
  detail: {
    eventVersion: "1.11",
    eventTime: at,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: region,
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-cli/2",
    eventID: randomUUID(),
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: "Management",
    ...rest,
  },
});
export type Event = ReturnType<typeof record>;

const pairs = (tags: object) => Object.entries(tags).map(([key, value]) => ({ key, value }));

const arnOf = (type: string, name: string): string => `arn:aws:sagemaker:${region}:${account}:${type}/${name}`;
export const notebookArn = (name: string): string => arnOf("notebook-instance", name);
export const trainingJobArn = (name: string): string => arnOf("training-job", name);
export const tuningJobArn = (name: string): string => arnOf("hyper-parameter-tuning-job", name);

const createNotebook = (session: Session, name: string, tags: object = {}, at = ago(2)): Event =>
  record("sagemaker", "CreateNotebookInstance", at, {
    userIdentity: identityOf(session),
    requestParameters: {
      notebookInstanceName: name,
      instanceType: "ml.t3.medium",
      roleArn: roleArn("execution"),
      tags: pairs(tags),
    },
    responseElements: { notebookInstanceArn: notebookArn(name) },
  });

const rightTags = { team: "TeamA", studiouserid: "alice" };

export const aliceSession = (): Event =>
  record("sts", "AssumeRole", ago(60), {
    userIdentity: { type: "AWSService", invokedBy: "idp.example.com" },
    requestParameters: { roleArn: roleArn(alice.role), roleSessionName: alice.name, tags: pairs(rightTags) },
    responseElements: {
      credentials: { accessKeyId: alice.key, sessionToken: "not-recorded", expiration: "Nov 23, 2099, 9:00:00 AM" },
      assumedRoleUser: sessionIds(alice),
    },
  });

export const byAlice = (name: string): Event => createNotebook(alice, name);
export const byAliceTagged = (name: string): Event => createNotebook(alice, name, rightTags);
export const byAliceAsBob = (name: string): Event => createNotebook(alice, name, { studiouserid: "bob" });
export const byNobody = (name: string): Event => createNotebook(nobody, name);
export const byNobodyLongAgo = (name: string): Event => createNotebook(nobody, name, {}, ago(16 * 60));
export const inStudio = (name: string): Event => createNotebook(studio, name);

export const tuningJobByAlice = (name: string): Event =>
  record("sagemaker", "CreateHyperParameterTuningJob", ago(2), {
    userIdentity: identityOf(alice),
    requestParameters: { hyperParameterTuningJobName: name },
    responseElements: { hyperParameterTuningJobArn: tuningJobArn(name) },
  });

export const trainingJobByService = (name: string): Event =>
  record("sagemaker", "CreateTrainingJob", ago(2), {
    userIdentity: identityOf(service),
    requestParameters: { trainingJobName: name, roleArn: roleArn(service.role) },
    responseElements: { trainingJobArn: trainingJobArn(name) },
  });

export const guardedTagChanged = (name: string): Event =>
  record("sagemaker", "AddTags", ago(2), {
    userIdentity: identityOf(nobody),
    requestParameters: { resourceArn: notebookArn(name), tags: pairs({ studiouserid: "bob" }) },
    responseElements: { tags: [] },
  });

/** Another service's operation of a like name. */
export const lookAlike = (name: string): Event =>
  record("glue", "CreateTrainingJob", ago(2), {
    userIdentity: identityOf(nobody),
    requestParameters: { trainingJobName: name },
    responseElements: { name },
  });

/** As SQS hands it to a function. */
export const batchOf = (bodies: readonly string[]) => ({
  Records: bodies.map((body, index) => ({
    messageId: `message-${index}`,
    receiptHandle: `handle-${index}`,
    body,
    attributes: { ApproximateReceiveCount: "1" },
  })),
});

export const batchOfOne = (event: Event) => batchOf([JSON.stringify(event)]);
