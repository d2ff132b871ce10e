import { isoAt } from "#shared/model/time.ts";
import { creationRecord, notebookArn, type Person, retagRecord, sessionRecord } from "../simulator/records.ts";
import { epoch } from "../simulator/world.ts";

/** Records in which nothing is wrong: the corpus breaks one thing of them at a time. Fresh at every call. */

/** biome-ignore lint/suspicious/noExplicitAny: what is hostile has no type */
export type Loose = any;

export const region = "us-east-1";
export const time = (second: number): string => isoAt(epoch + second * 1000);

/** alice's session carries her session tags; bob's belongs to somebody else, and nobody's is not recorded. */
export const alice: Person = { key: "ASIAEXAMPLEALICE0001", role: "DataScience", name: "run-1", since: time(0) };
export const bob: Person = { key: "ASIAEXAMPLEBOB000001", role: "DataScience", name: "run-2", since: time(0) };
export const nobody: Person = { key: "ASIAEXAMPLENOBODY001", role: "Untraceable", name: "run-3", since: time(0) };

export const ownerTags = {
  alice: { team: "TeamA", studiouserid: "alice" },
  bob: { team: "TeamB", studiouserid: "bob" },
} as const;

/** What nobody may ever read in a notice, a log or the ledger. */
export const secrets = {
  token: "IQoJb3JpZ2luX2VjEXAMPLETOKEN//////////wEaCXVzLWVhc3QtMSJHMEUCIQ",
  secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  externalId: "external-id-of-a-vendor-7f3a",
};

export const aliceSession = (): Loose => {
  const record: Loose = sessionRecord(time(0), "session-alice", alice, ownerTags.alice);
  record.detail.requestParameters.externalId = secrets.externalId;
  Object.assign(record.detail.responseElements.credentials, {
    sessionToken: secrets.token,
    secretAccessKey: secrets.secretKey,
  });
  return record;
};

export const bobSession = (): Loose => sessionRecord(time(0), "session-bob", bob, ownerTags.bob);

export const newArn = notebookArn("new");
/** There before, tagged and bob's. */
export const bobsArn = notebookArn("bobs");

/** alice makes the notebook `new`, with tags of her own choice. */
export const creation = (tags: Record<string, string> = {}, person = alice, name = "new"): Loose =>
  creationRecord(time(2), `creation-of-${name}`, person, ["notebook", name], tags);

/** Somebody changes the tags of alice's notebook. */
export const retag = (tags: Record<string, string> = { studiouserid: "bob" }, person = nobody): Loose =>
  retagRecord(time(100), "retag-of-new", person, newArn, tags);

export const stateChange = (): Loose => ({
  version: "0",
  id: "state-change-of-new",
  "detail-type": "SageMaker Notebook Instance State Change",
  source: "aws.sagemaker",
  account: newArn.split(":")[4],
  time: time(2),
  region,
  resources: [newArn],
  detail: {
    NotebookInstanceArn: newArn,
    NotebookInstanceName: "new",
    NotebookInstanceStatus: "Pending",
    CreationTime: Date.parse(time(2)),
    Tags: { studiouserid: "bob" },
  },
});

/** `event` with its `detail` changed. */
export const withDetail = (event: Loose, change: object): Loose => ({
  ...event,
  detail: { ...event.detail, ...change },
});

/** As the field behind a dotted path becomes `value`; `undefined` removes it. */
export const withField = (event: Loose, path: string, value: unknown): Loose => {
  const copy = structuredClone(event);
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const parent = keys.reduce((node, key) => node[key], copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
};
