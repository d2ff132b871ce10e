import { describe, expect, test } from "@jest/globals";
import type { Lookups } from "#shared/attribute/lookups.ts";
import { type Tags, tagMap } from "#shared/model/tags.ts";
import { settings as usual } from "../fixtures.ts";
import type { Case } from "../hostile/corpus/case.ts";
import { principals } from "../hostile/corpus/principals.ts";
import { resources } from "../hostile/corpus/resources.ts";
import { sessions } from "../hostile/corpus/sessions.ts";
import { tags } from "../hostile/corpus/tags.ts";
import { bobsArn, ownerTags } from "../hostile/perfect.ts";
import { exists, type Stage, stageOf } from "../hostile/stage.ts";
import { renamedJson, renamedSettings, renamedTags, toldPlainly } from "./spelling.ts";

/** The same answers, with tags under the account's keys. */
const renamedLookups = (lookups: Partial<Lookups>): Partial<Lookups> =>
  Object.fromEntries(
    Object.entries(lookups).map(([name, ask]) => [
      name,
      async (...asked: never[]) =>
        JSON.parse(renamedJson(JSON.stringify(await (ask as (...a: never[]) => unknown)(...asked)))),
    ]),
  );

const play = async (events: readonly unknown[], stage: Stage, spelt: (json: string) => string): Promise<Stage> => {
  for (const event of events) await stage.play(spelt(typeof event === "string" ? event : JSON.stringify(event)));
  return stage;
};

/** All that is left of a case. `spelt`: its tags as the renamed account has them. */
const story = async (stage: Stage, spelt: (tags: Tags) => Tags) => ({
  writes: stage.writes.map(({ arn, tags: written }) => ({ arn, tags: { ...spelt(written) } })),
  tags: [...stage.world.resources].map(([arn, { tags: live }]) => [arn, { ...spelt(tagMap(live)) }]),
  rows: (await stage.rows()).map(({ intent, replaced, ...row }) => ({
    ...{ intent: { ...spelt(intent) }, replaced: { ...spelt(replaced) } },
    row: toldPlainly(JSON.stringify(row)),
  })),
  notices: stage.notices.map((notice) => toldPlainly(JSON.stringify(notice))),
  notes: toldPlainly(JSON.stringify(stage.notes)),
  ...{ reads: stage.reads, cases: [...stage.world.cases], buried: stage.buried.map(({ reason }) => reason) },
});

const corpus: Readonly<Record<string, readonly Case[]>> = { principals, sessions, resources, tags };

describe.each(Object.entries(corpus))("forged %s end alike", (_, cases) => {
  test.each(cases.map((row) => [row.name, row] as const))(
    "%s",
    async (_, { events, settings = usual, lookups = {} }) => {
      const plain = await play(events, stageOf({ settings, lookups }), (json) => json);
      const stage = stageOf({ settings: renamedSettings(settings), lookups: renamedLookups(lookups) });
      exists(stage, bobsArn, renamedTags(ownerTags.bob));
      await play(events, stage, renamedJson);
      expect(await story(stage, (own) => own)).toEqual(await story(plain, renamedTags));
    },
  );
});
