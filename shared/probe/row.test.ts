import { expect, test } from "@jest/globals";
import { tried } from "./fixture.ts";
import type { Probed } from "./model.ts";
import { notedIn, rowOf } from "./row.ts";

const probed: Probed = {
  ...{ at: "2026-11-30T03:00:00.000Z", controls: [], left: ["x"], crossed: 1, unknown: 1 },
  runs: [
    {
      ...{ team: "TeamA", other: "TeamB" },
      attempts: [
        tried(),
        tried({ id: "tag", outcome: "crossed", error: null }),
        tried({ outcome: "unknown", error: "why" }),
      ],
    },
  ],
};

test("what was refused is counted, the rest is kept", () => {
  const { resource } = tried();
  const noted = { team: "TeamA", other: "TeamB", resource };
  expect(rowOf(probed, ["TeamA"])).toEqual({
    ...{ at: probed.at, named: ["TeamA"], borders: 1, attempts: 3, left: ["x"] },
    crossed: [{ ...noted, id: "tag", error: null }],
    unknown: [{ ...noted, id: "read", error: "why" }],
  });
  expect(notedIn(probed, "refused")).toHaveLength(1);
});
