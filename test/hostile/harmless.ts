import { expect } from "@jest/globals";
import type { Notice } from "#shared/model/notice.ts";
import { publicationOf } from "#shared/notify/publication.ts";
import { slackMessage } from "#shared/notify/slack-message.ts";
import { type Loose, secrets } from "./perfect.ts";
import type { Ending, Stage } from "./stage.ts";

const prototypes: readonly object[] = [Object, Array, String, Number, Boolean, Function, Map].map(
  (type) => type.prototype as object,
);
const shapes = prototypes.map((prototype) => Reflect.ownKeys(prototype).map(String).join());

/** Controls, format characters, line separators, half characters: nothing of the kind may reach a reader. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/u;

const labels =
  /^(Resource|Console|Owner|Since|When|What happened|What comes|What to do|In Slack|createdAt|eventName|eventId|principal|owner|meanwhile|action|round|Notice): |^\[(info|low|medium|high|critical)\] |^$/;

/** What must hold after any case: no defect, nothing polluted, nothing told that steers a reader or gives a secret away. */
export const expectHarmless = (stage: Stage, endings: readonly Ending[]): void => {
  expect(prototypes.map((prototype) => Reflect.ownKeys(prototype).map(String).join())).toEqual(shapes);
  expect(({} as Loose).polluted).toBeUndefined();
  expect(endings.filter(({ end, reason }) => end === "unfinished" || reason.startsWith("unknown"))).toEqual([]);
  for (const { reason } of stage.notes) {
    expect(reason ?? "").not.toMatch(invisible);
    expect((reason ?? "").length).toBeLessThanOrEqual(1_001);
  }
  for (const notice of stage.notices) {
    const { subject, message, attributes } = publicationOf(notice);
    expect(subject).toMatch(/^[ -~]{1,100}$/);
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(250_000);
    const texts: Record<string, string> = JSON.parse(message);
    const lines = (texts.default ?? "").split("\n");
    expect(lines.filter((line) => !labels.test(line) || invisible.test(line))).toEqual([]);
    expect(Object.keys(JSON.parse(texts.sqs ?? ""))).toContain("severity");
    for (const value of Object.values(attributes)) expect(value).not.toMatch(invisible);
    expectHarmlessInSlack(notice);
  }
  for (const { pk, sk, document } of stage.items()) {
    expect(`${pk}${sk}`).not.toMatch(invisible);
    expect(document.length).toBeLessThanOrEqual(350_000);
  }
  const told = JSON.stringify([stage.notes, stage.notices, stage.items()]);
  for (const secret of Object.values(secrets)) expect(told.includes(secret)).toBe(false);
};

/** Nothing of anybody's is read as mark-up: the one link is ours, and the fallback is escaped. */
const expectHarmlessInSlack = (notice: Notice): void => {
  const { text, blocks } = slackMessage(notice);
  expect(text).not.toMatch(/[<>]/);
  expect(text).not.toMatch(invisible);
  const markup = [...JSON.stringify(blocks).matchAll(/"mrkdwn","text":"([^"]*)"/g)].map(([, found]) => found);
  for (const found of markup) expect(found).toMatch(/^<https:\/\/[\w.-]+\/[\w/?=#%.-]*\|Open it in the console>$/);
};

/** Nothing was asked of SageMaker for writing, and nothing was changed there. */
export const expectNoWrite = (stage: Stage): void => expect(stage.writes).toEqual([]);
