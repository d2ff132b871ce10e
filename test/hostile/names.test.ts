import { describe, expect, test } from "@jest/globals";
import { attribute } from "#shared/attribute/index.ts";
import { PoisonRecord } from "#shared/model/errors.ts";
import { normalise } from "#shared/normalise/index.ts";
import { asText, explainRow } from "../../cli/explain/explanation.ts";
import { judge } from "../../cli/replay/judge.ts";
import { table } from "../../cli/replay/lines.ts";
import { inOrder } from "../../cli/replay/timeline.ts";
import { settings } from "../fixtures.ts";
import { hostileNames } from "./corpus/names.ts";
import { replaced } from "./corpus/structures.ts";
import { expectHarmless } from "./harmless.ts";
import { aliceSession, creation, type Loose, newArn, nobody, ownerTags, retag, secrets } from "./perfect.ts";
import { type Ending, stageOf } from "./stage.ts";

/** A creation of its own: its session is not known, so that people are told. */
const odd = (tags: Record<string, string> = {}): Loose => creation(tags, nobody, "odd");

/** Every place that a caller, or somebody who names users, roles and resources, can write to. */
const places: Readonly<Record<string, (name: string) => Loose>> = {
  "a tag's value": (name) => odd({ team: name, studiouserid: name }),
  "a tag's key": (name) => replaced(odd(), ["detail", "requestParameters", "tags"], [{ key: name, value: name }]),
  "the resource's name": (name) => replaced(odd(), ["detail", "requestParameters", "notebookInstanceName"], name),
  "the resource's ARN": (name) =>
    replaced(odd(), ["detail", "responseElements", "notebookInstanceArn"], newArn.replace("new", name)),
  "a session's name": (name) => replaced(odd(), ["detail", "userIdentity", "principalId"], `AROAX:${name}`),
  "a principal's ARN": (name) =>
    replaced(odd(), ["detail", "userIdentity", "arn"], `arn:aws:sts::111122223333:assumed-role/x/${name}`),
  "a role's ARN": (name) =>
    replaced(
      odd(),
      ["detail", "userIdentity", "sessionContext", "sessionIssuer", "arn"],
      `arn:aws:iam::111122223333:role/${name}`,
    ),
  "a source identity": (name) => replaced(odd(), ["detail", "userIdentity", "sessionContext", "sourceIdentity"], name),
  "a user's name": (name) =>
    replaced(odd(), ["detail", "userIdentity"], {
      type: "IAMUser",
      userName: name,
      accountId: "111122223333",
    }),
  "a principal's type": (name) => replaced(odd(), ["detail", "userIdentity", "type"], name),
  "a user agent": (name) => replaced(odd(), ["detail", "userAgent"], name),
  "an event's id": (name) => replaced(odd(), ["detail", "eventID"], name),
  "an operation": (name) => replaced(odd(), ["detail", "eventName"], name),
  "a retag's value": (name) => retag({ studiouserid: name }),
  "a retag's principal": (name) =>
    replaced(retag(), ["detail", "userIdentity", "arn"], `arn:aws:iam::111122223333:user/${name}`),
  "a retag's role": (name) =>
    replaced(
      retag(),
      ["detail", "userIdentity", "sessionContext", "sessionIssuer", "arn"],
      `arn:aws:iam::111122223333:role/${name}`,
    ),
  "a session tag": (name) =>
    replaced(aliceSession(), ["detail", "requestParameters", "tags"], [{ key: "studiouserid", value: name }]),
  "a session's role": (name) =>
    replaced(aliceSession(), ["detail", "responseElements", "assumedRoleUser", "assumedRoleId"], `AROA:${name}`),
};

describe.each(Object.entries(places))("%s", (_, place) => {
  test.each(Object.entries(hostileNames))("is %s", async (_name, name) => {
    const stage = stageOf();
    const endings: Ending[] = [];
    for (const event of [aliceSession(), creation(), place(name)])
      endings.push(...(await stage.play(JSON.stringify(event))));
    expect(stage.writes).toEqual([{ arn: newArn, tags: ownerTags.alice }]);
    expectHarmless(stage, endings);
    for (const row of await stage.rows())
      expectOneLineEach(asText(explainRow(row, [])), 6 + 5 + row.findings.length + row.history.length);
  });
});

/** Nothing that steers a terminal, and no more lines than ours. */
const expectOneLineEach = (text: string, most: number): void => {
  expect(text.split("\n").length).toBeLessThanOrEqual(most);
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
};

describe("replay's table has one line a creation", () => {
  test.each(Object.entries(places))("%s", async (_, place) => {
    for (const name of Object.values(hostileNames)) {
      const activities = [place(name)].flatMap((event) => orPoison(() => normalise(event)));
      const lines: string[] = [];
      for await (const judged of judge(inOrder(activities), settings, attribute)) lines.push(table([judged]));
      for (const line of lines) expectOneLineEach(line, 2);
    }
  });
});

const orPoison = <T>(work: () => readonly T[]): readonly T[] => {
  try {
    return work();
  } catch (error) {
    if (error instanceof PoisonRecord) return [];
    throw error;
  }
};

test("secrets of a session's record reach neither ledger, nor log, nor notice", async () => {
  const stage = stageOf();
  const record = aliceSession();
  expect(Object.values(secrets).filter((secret) => JSON.stringify(record).includes(secret))).toHaveLength(3);
  const broken = replaced(record, ["detail", "responseElements", "credentials", "accessKeyId"], secrets.token);
  const endings = await stage.play(
    JSON.stringify(record),
    JSON.stringify(broken),
    JSON.stringify(creation(ownerTags.bob)),
  );
  expect(endings.map(({ end }) => end)).toEqual(["done", "poison", "done"]);
  expect(stage.notices).toHaveLength(1);
  expectHarmless(stage, endings);
});
