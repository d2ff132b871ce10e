import { expect, test } from "@jest/globals";
import { withSettings } from "../../test/fixtures.ts";
import { week } from "./fixture.ts";
import { reportOf, sumOf } from "./report.ts";

const report = reportOf(week, withSettings({ mode: "observe" }));

test("the week in one document", () => {
  expect(report).toMatchObject({
    from: week.from,
    to: week.to,
    mode: "observe",
    leftAlone: [{ why: "SageMaker has no call to stop a Model", count: 1 }],
  });
  expect([report.would.length, report.turnOn.length, report.kinds.length]).toEqual([5, 2, 3]);
});

test("each thing held back is in the line of its kind", () => {
  for (const what of ["tag", "stop", "delete", "notice"] as const)
    expect(sumOf(report.kinds, ({ would }) => would[what])).toBe(
      report.would.filter((one) => one.what === what).length,
    );
});
