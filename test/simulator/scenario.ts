import { isoAt } from "#shared/model/time.ts";
import {
  arnOfMade,
  childEvent,
  creationRecord,
  jobArn,
  type Made,
  notebookArn,
  type Person,
  retagRecord,
  sessionRecord,
  stateChangeEvent,
  untagRecord,
} from "./records.ts";
import { epoch, type World } from "./world.ts";

/** Something that happens in the account at a second of the run. */
export interface Act {
  /** seconds after the start */
  at: number;
  record?: unknown;
  change?: (resources: World["resources"], visibleAt: number) => void;
}

export type Scenario = readonly Act[];

const alice: Person = {
  key: "ASIAEXAMPLEALICE0001",
  role: "DataScience",
  name: "run-1",
  since: "2026-11-22T10:00:00Z",
};
const bob: Person = { key: "ASIAEXAMPLEBOB000001", role: "DataScience", name: "run-2", since: "2026-11-22T10:00:01Z" };
const shared: Person = { key: "ASIAEXAMPLESHARED001", role: "Tagged", name: "run-3", since: "2026-11-22T10:00:00Z" };
const nobody: Person = {
  key: "ASIAEXAMPLENOBODY001",
  role: "Untraceable",
  name: "alice",
  since: "2026-11-22T09:00:00Z",
};
export const eve: Person = { key: "ASIAEXAMPLEEVE000001", role: "Eve", name: "alice", since: "2026-11-22T09:00:00Z" };

const time = (at: number): string => isoAt(epoch + at * 1000);

/** What the account calls the tags. */
export interface Spelling {
  tags(tags: Record<string, string>): Record<string, string>;
  keys(keys: readonly string[]): readonly string[];
}

const plain: Spelling = { tags: (tags) => tags, keys: (keys) => keys };

/** What people do with tags, in an account that spells them so. */
export const actsIn = (spelling: Spelling) => ({
  session: (at: number, person: Person, tags: Record<string, string>): Act => ({
    at,
    record: sessionRecord(time(at), `session-${person.key}`, person, spelling.tags(tags)),
  }),

  create: (
    at: number,
    person: Person,
    name: string,
    tags: Record<string, string> = {},
    what: Made = "notebook",
  ): Act => ({
    at,
    record: creationRecord(time(at), `create-${name}-${at}`, person, [what, name], spelling.tags(tags)),
    change: (resources, visibleAt) =>
      void resources.set(arnOfMade(what, name), { tags: new Map(Object.entries(spelling.tags(tags))), visibleAt }),
  }),

  addTags: (at: number, person: Person, name: string, tags: Record<string, string>): Act => ({
    at,
    record: retagRecord(time(at), `retag-${name}-${at}`, person, notebookArn(name), spelling.tags(tags)),
    change: (resources) => {
      for (const [key, value] of Object.entries(spelling.tags(tags)))
        resources.get(notebookArn(name))?.tags.set(key, value);
    },
  }),

  deleteTags: (at: number, person: Person, name: string, keys: readonly string[]): Act => ({
    at,
    record: untagRecord(time(at), `untag-${name}-${at}`, person, notebookArn(name), spelling.keys(keys)),
    change: (resources) => {
      for (const key of spelling.keys(keys)) resources.get(notebookArn(name))?.tags.delete(key);
    },
  }),
});

/** The states of a training job that somebody created: they come beside the record of the call. */
const states = (created: number, name: string): readonly Act[] =>
  [0, 20, 400].map((after, index) => ({
    at: created + after,
    record: stateChangeEvent(time(created + after), `state-${name}-${index}`, name, time(created), "InProgress"),
  }));

/** A child of a tuning job; */
const child = (at: number, name: string, tuning: string): readonly Act[] => [
  {
    at,
    record: childEvent(time(at), `child-${name}`, name, tuning),
    change: (resources, visibleAt) => void resources.set(jobArn(name), { tags: new Map(), visibleAt }),
  },
  ...states(at, name),
];

const ownerOf = { alice: { team: "TeamA", studiouserid: "alice" }, bob: { team: "TeamB", studiouserid: "bob" } };

/**
 * One of everything that matters to order and repetition: a proven owner, right tags from the start, a forged name,
 * an untraceable session, a name used twice, a partial claim, a fight over guarded tags, a poison record.
 */
export const everythingIn = (spelling: Spelling): Scenario => {
  const { session, create, addTags, deleteTags } = actsIn(spelling);
  return [
    session(0, alice, ownerOf.alice),
    session(0, shared, { team: "TeamB", studiouserid: "bob" }),
    session(1, bob, { studiouserid: "bob" }),
    create(2, alice, "plain"),
    create(3, alice, "right", ownerOf.alice),
    create(4, alice, "forged", { studiouserid: "bob" }),
    create(5, nobody, "untraceable"),
    create(6, nobody, "claimed", ownerOf.bob),
    create(7, bob, "partial", { team: "TeamB", cost: "42" }),
    create(8, alice, "fought"),
    addTags(6_000, eve, "fought", { studiouserid: "bob" }),
    deleteTags(7_000, eve, "fought", ["team"]),
    create(9, bob, "again"),
    create(3_000, bob, "again"),
    addTags(2_000, alice, "plain", { note: "mine" }),
    create(11, alice, "train", {}, "job"),
    ...states(11, "train"),
    create(13, shared, "claimed-right", ownerOf.bob),
    create(13, shared, "of-tagged-role"),
    create(12, alice, "search", {}, "tuning"),
    ...child(14, "search-001-0a1b2c3d", "search"),
    { at: 10, record: { "detail-type": "AWS API Call via CloudTrail", source: "aws.sagemaker", detail: poison() } },
  ];
};

export const everything = everythingIn(plain);

function poison(): Record<string, unknown> {
  return {
    eventSource: "sagemaker.amazonaws.com",
    eventName: "CreateNotebookInstance",
    eventType: "AwsApiCall",
    eventTime: time(10),
    eventID: "poison",
    requestParameters: { notebookInstanceName: { not: "a name" } },
    responseElements: { notebookInstanceArn: 7 },
  };
}
