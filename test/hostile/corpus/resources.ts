import { account } from "../../fixtures.ts";
import {
  alice,
  aliceSession,
  bob,
  bobSession,
  creation,
  type Loose,
  newArn,
  nobody,
  ownerTags,
  retag,
  withDetail,
  withField,
} from "../perfect.ts";
import type { Case } from "./case.ts";

const hostileArns: readonly [string, unknown][] = [
  ["another account", newArn.replace(account, "999988887777")],
  ["no account", newArn.replace(account, "")],
  ["another region", newArn.replace("us-east-1", "eu-west-1")],
  ["another service", newArn.replace(":sagemaker:", ":iam:")],
  ["a role", `arn:aws:iam::${account}:role/admin`],
  ["everything", newArn.replace("new", "*")],
  ["a blank", `${newArn} `],
  ["a line break", `${newArn}\nX: y`],
  ["NUL", `${newArn}\u0000`],
  ["right to left", `${newArn}\u202e`],
  ["another alphabet", newArn.replace("new", "n\u0435w")],
  ["half a character", `${newArn}\ud83d`],
  ["a query", `${newArn}?x=y`],
  ["a quote", `${newArn}"'`],
  ["no resource", newArn.slice(0, newArn.lastIndexOf(":") + 1)],
  ["no ARN", "new"],
  ["a word of the language", "__proto__"],
];

/** The answer names what was made: what is no ARN of this account and region is nobody's. */
const answers: readonly Case[] = hostileArns.map(([name, arn]) => ({
  name: `the answer names ${name}`,
  events: [aliceSession(), withField(creation(), "detail.responseElements.notebookInstanceArn", arn)],
  end: "poison",
  notices: [],
}));

const retagged: readonly Case[] = hostileArns.map(([name, arn]) => ({
  name: `AddTags names ${name}`,
  events: [withField(retag(), "detail.requestParameters.resourceArn", arn)],
  end: "poison",
  notices: [],
}));

const partition: Case = {
  name: "the answer names another partition: AWS refuses the one call",
  events: [
    aliceSession(),
    withField(creation(), "detail.responseElements.notebookInstanceArn", newArn.replace("arn:aws:", "arn:aws-cn:")),
  ],
  writes: [{ arn: newArn.replace("arn:aws:", "arn:aws-cn:"), tags: ownerTags.alice }],
  outcomes: ["gone"],
};

/** Without an ARN in the answer it is made from the request: a name must not be able to leave its place in it. */
const unnamed = (name: unknown): Loose =>
  withDetail(creation(), {
    requestParameters: { notebookInstanceName: name, tags: [] },
    responseElements: null,
  });
const hostileNames = [
  "../bobs",
  "x/bobs",
  "x:bobs",
  "*",
  "",
  " ",
  "new\n",
  "n\u0435w",
  "-",
  "a".repeat(257),
  null,
  7,
  ["new"],
  { toString: "new" },
];
const names: readonly Case[] = hostileNames.map((name) => ({
  name: `the request names ${JSON.stringify(name).slice(0, 40)}`,
  events: [aliceSession(), unnamed(name)],
  end: "poison",
  notices: [],
}));

const devices = (list: unknown): Loose =>
  withDetail(creation(), {
    eventName: "RegisterDevices",
    requestParameters: { deviceFleetName: "fleet", devices: list },
    responseElements: null,
  });
const fleets: readonly Case[] = [
  null,
  [],
  {},
  "x",
  [{ deviceName: "../x" }],
  [{ deviceName: "ok" }, {}],
  [null],
  [[]],
].map((list) => ({
  name: `devices ${JSON.stringify(list)}`,
  events: [aliceSession(), devices(list)],
  end: "poison",
  notices: [],
}));

const sameId = (change: object): Loose =>
  withDetail(creation({}, alice, "other"), { eventID: creation().detail.eventID, ...change });
const aliceWrote = { arn: newArn, tags: ownerTags.alice };

/**
 * A second creation of an ARN is a name that was used again, or a call that made nothing new (RegisterDevices of a device that
 * is there). What still carries the tags of its recorded owner is that owner's.
 */
const again: readonly Case[] = [
  {
    name: "bob creates what alice has created, and what still carries her tags: hers it stays, and people are told",
    events: [aliceSession(), creation(), bobSession(), withDetail(creation({}, bob), { eventID: "creation-by-bob" })],
    writes: [{ arn: newArn, tags: ownerTags.alice }],
    outcomes: ["tagged", "mismatch"],
    notices: ["mismatch"],
  },
  {
    name: "nobody creates what alice has created: hers it stays",
    events: [
      aliceSession(),
      creation(),
      withDetail(creation(ownerTags.bob, nobody), { eventID: "creation-by-nobody" }),
    ],
    writes: [{ arn: newArn, tags: ownerTags.alice }],
    notices: ["unowned"],
    outcomes: ["tagged", "unowned"],
  },
];

const ids: readonly Case[] = [
  {
    name: "the same record with other tags: seen before",
    events: [aliceSession(), creation(), creation(ownerTags.bob)],
    writes: [aliceWrote],
    outcomes: ["tagged"],
    notices: [],
  },
  {
    name: "the id of another creation: a creation of its own, of what does not exist",
    events: [aliceSession(), creation(), sameId({})],
    writes: [aliceWrote, { ...aliceWrote, arn: newArn.replace("new", "other") }],
    outcomes: ["tagged", "gone"],
  },
  ...["", " ", "a#b", "a\nb", "a".repeat(129), "\u202e", null, 7, {}, ["id"]].map(
    (eventID): Case => ({
      name: `eventID ${JSON.stringify(eventID).slice(0, 40)}`,
      events: [aliceSession(), withDetail(creation(), { eventID })],
      end: "poison",
    }),
  ),
  ...["", "yesterday", "2026-13-45T99:99:99Z", "9".repeat(15), null, {}, -1, 1e300].map(
    (eventTime): Case => ({
      name: `eventTime ${JSON.stringify(eventTime)}`,
      events: [aliceSession(), withDetail(creation(), { eventTime })],
      end: "poison",
    }),
  ),
];

export const resources: readonly Case[] = [...answers, ...retagged, partition, ...names, ...fleets, ...again, ...ids];
