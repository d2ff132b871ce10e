import { aliceSession, creation, type Loose, region, stateChange, withDetail } from "../perfect.ts";

/** A look-alike of an event that would have an effect if it were believed: alice's creation, her session, a state change. */
export interface Forgery {
  name: string;
  event: Loose;
  /** Whether one of our EventBridge rules lets it through. Only AWS itself can send what is. */
  heard: boolean;
  end: "done" | "poison";
}

const change = (over: object): Loose => ({ ...creation(), ...over });
const without = (key: string): Loose => {
  const { [key]: _, ...rest } = creation();
  return rest;
};
const elsewhere = (source: unknown): Forgery => ({
  name: `source ${JSON.stringify(source)}`,
  event: change({ source }),
  heard: false,
  end: "done",
});

/** PutEvents refuses what begins with `aws.`; everything else anybody in the account may send. */
export const sources: readonly Forgery[] = [
  ...["acme", "sagemaker", "aws", "aws.", "aws.events", "aws.sts", "aws.sagemaker.evil", "my.aws.sagemaker"],
  ...[
    "aws.sagemaker ",
    " aws.sagemaker",
    "aws.sagemaker\n",
    "aws.sagemaker\u0000",
    "aws.sagemaker\u200b",
    "\ufeffaws.sagemaker",
  ],
  ...[
    "AWS.SageMaker",
    "Aws.sagemaker",
    "aws.\u0455agemaker",
    "aws.sagemak\u0435r",
    "aws\u2024sagemaker",
    "ａｗｓ.sagemaker",
  ],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "", null, 0, true, {}, { toString: "aws.sagemaker" }],
  ...[["aws.sagemaker"], [["aws.sagemaker"]]],
]
  .map(elsewhere)
  // Our own functions' name: no rule lets it onto a queue, and there it is none of their events.
  .concat({ ...elsewhere("sagewarden"), end: "poison" });

const typed = (detailType: unknown): Forgery => ({
  name: `detail-type ${JSON.stringify(detailType)?.slice(0, 60)}`,
  event: change({ "detail-type": detailType }),
  heard: false,
  end: "done",
});

export const detailTypes: readonly Forgery[] = [
  ...[
    "AWS API Call via CloudTrail ",
    " AWS API Call via CloudTrail",
    "AWS API Call via CloudTrail\n",
    "AWS API CALL VIA CLOUDTRAIL",
  ],
  ...[
    "AWS API Call via CloudTraiI",
    "AWS\u00a0API Call via CloudTrail",
    "AWS API Call via CloudTrail\u200b",
    "via CloudTrail",
  ],
  ...[
    "Mine via CloudTrail",
    "AWS Console Sign In via CloudTrail",
    "AWS Insight via CloudTrail",
    "__proto__",
    "",
    null,
    7,
    true,
  ],
  ...[["AWS API Call via CloudTrail"], {}, { toString: 0, valueOf: 0 }, { endsWith: 1, length: 30 }],
  ...[
    "SageMaker Notebook Instance State Change ",
    "sagemaker notebook instance state change",
    "SageMaker  State Change",
  ],
].map(typed);

const sourced = (eventSource: unknown): Forgery => ({
  name: `eventSource ${JSON.stringify(eventSource)}`,
  event: withDetail(creation(), { eventSource }),
  heard: false,
  end: "done",
});

export const eventSources: readonly Forgery[] = [
  ...[
    "sts.amazonaws.com",
    "ecs.amazonaws.com",
    "sagemaker.amazonaws.com.evil.example",
    "evil.sagemaker.amazonaws.com",
    "sagemaker",
  ],
  ...[
    "sagemaker.amazonaws.com ",
    "SageMaker.amazonaws.com",
    "sagemaker.amazonaws.com\n",
    "\u0455agemaker.amazonaws.com",
  ],
  ...["__proto__", "", null, 0, {}, ["sagemaker.amazonaws.com"]],
].map(sourced);

const named = (eventName: unknown): Forgery => ({
  name: `eventName ${JSON.stringify(eventName)}`,
  event: withDetail(creation(), { eventName }),
  heard: false,
  end: typeof eventName === "string" ? "done" : "poison",
});

export const eventNames: readonly Forgery[] = [
  ...[
    "createNotebookInstance",
    "CreateNotebookInstance ",
    "CreateNotebookInstances",
    "CreateNotebook\u200bInstance",
    "CreateNotebookInst\u0430nce",
  ],
  ...["__proto__", "constructor", "toString", "AssumeRole", "addTags", "", null, 0, {}, ["CreateNotebookInstance"]],
].map(named);

const failed = (errorCode: unknown): Forgery => ({
  name: `errorCode ${JSON.stringify(errorCode)}`,
  event: withDetail(creation(), { errorCode }),
  heard: typeof errorCode === "object", // `exists` looks at leaves only
  end: "done",
});

/** CloudTrail's record says who called, where: the envelope must say the same. */
const places: readonly Forgery[] = [
  {
    name: "the envelope is another account's",
    event: change({ account: "999988887777" }),
    heard: false,
    end: "poison",
  },
  { name: "the envelope is of no account", event: change({ account: "" }), heard: false, end: "poison" },
  { name: "the account is a number", event: change({ account: 111122223333 }), heard: false, end: "poison" },
  { name: "the account is a list", event: change({ account: ["111122223333"] }), heard: false, end: "poison" },
  { name: "the envelope is another region's", event: change({ region: "eu-west-1" }), heard: true, end: "poison" },
  {
    name: "the record is another account's",
    event: withDetail(creation(), { recipientAccountId: "999988887777" }),
    heard: true,
    end: "poison",
  },
  {
    name: "the record is another region's",
    event: withDetail(creation(), { awsRegion: "eu-west-1" }),
    heard: true,
    end: "poison",
  },
  {
    name: "the record's region is an address",
    event: withDetail(creation(), { awsRegion: "us-east-1.evil.example" }),
    heard: true,
    end: "poison",
  },
];

const shapes: readonly Forgery[] = [
  {
    name: "the detail is JSON in a text",
    event: change({ detail: JSON.stringify(creation().detail) }),
    heard: false,
    end: "poison",
  },
  { name: "the detail is a list", event: change({ detail: [creation().detail] }), heard: false, end: "poison" },
  { name: "the detail is null", event: change({ detail: null }), heard: false, end: "poison" },
  { name: "there is no detail", event: without("detail"), heard: false, end: "poison" },
  { name: "the detail is an event itself", event: change({ detail: creation() }), heard: false, end: "done" },
  { name: "there is no source", event: without("source"), heard: false, end: "done" },
  { name: "there is no detail-type", event: without("detail-type"), heard: false, end: "done" },
  { name: "a list of events", event: [creation()], heard: false, end: "poison" },
  { name: "a trail file", event: { Records: [creation().detail] }, heard: false, end: "poison" },
  {
    name: "an SNS message",
    event: { Type: "Notification", Message: JSON.stringify(creation()) },
    heard: false,
    end: "poison",
  },
];

const stateChanges: readonly Forgery[] = [
  {
    name: "a state change from a source of one's own",
    event: { ...stateChange(), source: "acme" },
    heard: false,
    end: "done",
  },
  { name: "a state change by STS", event: { ...stateChange(), source: "aws.sts" }, heard: false, end: "done" },
  {
    name: "a state change of a resource of another account",
    event: { ...stateChange(), account: "999988887777" },
    heard: false,
    end: "poison",
  },
  {
    name: "a state change of a resource of another region",
    event: { ...stateChange(), region: "eu-west-1" },
    heard: true,
    end: "poison",
  },
  {
    name: "a state change of a bucket",
    event: { ...stateChange(), resources: ["arn:aws:s3:::bucket"] },
    heard: true,
    end: "done",
  },
  { name: "a state change of nothing", event: { ...stateChange(), resources: {} }, heard: true, end: "done" },
];

/** Sessions prove owners: a forged one would be the best way in. */
export const sessions: readonly Forgery[] = [
  {
    name: "a session from a source of one's own",
    event: { ...aliceSession(), source: "acme" },
    heard: false,
    end: "done",
  },
  {
    name: "a session from SageMaker",
    event: { ...aliceSession(), source: "aws.sagemaker" },
    heard: false,
    end: "done",
  },
  {
    name: "a session of another account",
    event: { ...aliceSession(), account: "999988887777" },
    heard: false,
    end: "poison",
  },
  {
    name: "a session that was refused",
    event: withDetail(aliceSession(), { errorCode: "AccessDenied" }),
    heard: false,
    end: "done",
  },
  {
    name: "a session without a key",
    event: withDetail(aliceSession(), { responseElements: null }),
    heard: true,
    end: "poison",
  },
  {
    name: "a session with a list for a key",
    event: withDetail(aliceSession(), { responseElements: { credentials: { accessKeyId: ["A"] } } }),
    heard: true,
    end: "poison",
  },
  {
    name: "GetCallerIdentity",
    event: withDetail(aliceSession(), { eventName: "GetCallerIdentity" }),
    heard: false,
    end: "done",
  },
  {
    name: `a session in ${region} by an operation named __proto__`,
    event: withDetail(aliceSession(), { eventName: "__proto__" }),
    heard: false,
    end: "done",
  },
];

export const forgeries: readonly Forgery[] = [
  ...sources,
  ...detailTypes,
  ...eventSources,
  ...eventNames,
  ...["AccessDenied", "", 0, false, {}].map(failed),
  ...places,
  ...shapes,
  ...stateChanges,
];
