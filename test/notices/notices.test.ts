import { describe, expect, test } from "@jest/globals";
import { toldAt } from "#shared/model/notice.ts";
import { type Plan, type Played, play, topicArn } from "./run.ts";

const counted = (ids: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
};

/** How often people were told of each notice: alone or in a digest, in Slack or by their team's topic. */
const tellings = ({ messages, published }: Played): Map<string, number> => {
  const inSlack = messages.flatMap(({ ids }) => (ids.length > 1 ? ids.slice(1) : ids));
  const byTopic = [...published].flatMap(([topic, ids]) => (topic === topicArn ? [] : ids));
  return counted([...inSlack, ...byTopic]);
};

const expectedIds = ({ rows }: Played): string[] =>
  rows.map(({ notice }) => notice.id).filter((id) => !id.startsWith("digest#"));

/** Never two first messages about one resource in one conversation. */
const expectOneThreadEach = ({ messages, rows }: Played): void => {
  const arns = new Map(rows.map(({ notice }) => [notice.id, notice.resource.arn]));
  const threaded = messages.filter(({ ids: [id = ""] }) => !/^(digest|tagging-failed)#/.test(id));
  const openers = threaded.filter(({ isReply }) => !isReply);
  const opened = openers.map(({ ids: [id = ""], thread }) => `${thread.split(" ")[0]} ${arns.get(id)}`);
  expect([...counted(opened).values()].filter((count) => count > 1)).toEqual([]);
};

const expectTold = (played: Played, notices: number): void => {
  const { rows, figures, published } = played;
  expect(figures.failed).toBe(0);
  expect(expectedIds(played)).toHaveLength(notices);
  for (const row of rows)
    expect([row.notice.id, row.state]).toEqual([row.notice.id, expect.stringMatching(/^(told|grouped)$/)]);
  for (const row of rows) expect(toldAt(row)).toBeDefined();
  expect(figures.faults / figures.calls).toBeGreaterThan(0.25);
  const told = tellings(played);
  expect(expectedIds(played).filter((id) => !told.has(id))).toEqual([]);
  const fed = new Set(published.get(topicArn));
  expect(expectedIds(played).filter((id) => !fed.has(id))).toEqual([]);
};

const doubled = (played: Played): string[] => [...tellings(played)].filter(([, count]) => count > 1).map(([id]) => id);

const plans: readonly Plan[] = [
  { seed: 1, style: "steady", notices: 500 },
  { seed: 2, style: "storm", notices: 500 },
  { seed: 3, style: "critical", notices: 500 },
  { seed: 4, style: "steady", notices: 500, crashes: true },
  { seed: 5, style: "storm", notices: 500, crashes: true },
  { seed: 6, style: "critical", notices: 500, crashes: true },
];

describe("500 notices, a third of Slack's calls in trouble", () => {
  test.each(plans)("seed $seed: $style, crashes: $crashes", async (plan) => {
    const played = await play(plan);
    expectTold(played, plan.notices);
    expectOneThreadEach(played);
    expect(doubled(played)).toEqual([]);
  });

  test("where Slack does not show what it has, only what it took unsaid is doubled", async () => {
    const played = await play({ seed: 7, style: "critical", notices: 500, blind: true });
    expectTold(played, 500);
    expect(doubled(played).length).toBeGreaterThan(0);
    expect(doubled(played).length).toBeLessThan(played.figures.faults / 3);
  });
});
