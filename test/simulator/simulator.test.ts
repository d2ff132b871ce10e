import { describe, expect, test } from "@jest/globals";
import { inOrder, run } from "./run.ts";
import { everything } from "./scenario.ts";
import { essence, expectOneEnd, numRuns } from "./schedules.ts";

describe("one delivery in order", () => {
  test("ends as it must", async () => {
    const end = await run(everything, inOrder);
    const { tags, creations, cases, dead } = await essence(end);
    expect(Object.entries(tags).map(([arn, owned]) => `${arn.split("/")[1]} ${JSON.stringify(owned)}`)).toEqual([
      'plain {"note":"mine","studiouserid":"alice","team":"TeamA"}',
      'right {"studiouserid":"alice","team":"TeamA"}',
      'forged {"studiouserid":"alice","team":"TeamA"}',
      "untraceable {}",
      'claimed {"studiouserid":"bob","team":"TeamB"}',
      'partial {"cost":"42","studiouserid":"bob","team":"TeamB"}',
      'fought {"studiouserid":"alice","team":"TeamA"}',
      'again {"studiouserid":"bob","team":"TeamB"}',
      'train {"studiouserid":"alice","team":"TeamA"}',
      'search {"studiouserid":"alice","team":"TeamA"}',
      'claimed-right {"studiouserid":"bob","team":"TeamB"}',
      'of-tagged-role {"studiouserid":"bob","team":"TeamB"}',
      'search-001-0a1b2c3d {"studiouserid":"alice","team":"TeamA"}',
    ]);
    expect(creations.map(({ arn, outcome }) => `${arn.split("/")[1]} ${outcome}`)).toEqual([
      "search tagged",
      "again tagged",
      "again tagged",
      "claimed-right ok",
      "claimed unowned",
      "forged mismatch",
      "fought tagged",
      "of-tagged-role tagged",
      "partial tagged",
      "plain tagged",
      "right ok",
      "untraceable unowned",
      "search-001-0a1b2c3d tagged",
      "train tagged",
    ]);
    expect(cases).toHaveLength(2); // claimed, untraceable
    expect(dead).toHaveLength(1);
  });
});

test(`${numRuns} schedules end like one delivery in order`, () => expectOneEnd(20_261_122), 600_000);
