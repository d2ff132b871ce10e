import { expect, test } from "@jest/globals";
import { barChart } from "./bars.ts";

const widths = (svg: string): number[] =>
  [...svg.matchAll(/<rect [^>]*width="(\d+)"/g)].map(([, width]) => Number(width));

test("bars are as long as their numbers, and each says its own", () => {
  const svg = barChart("Created", [
    { label: "TrainingJob", value: 100 },
    { label: "Model", value: 50 },
    { label: "Endpoint", value: 1 },
  ]);
  const [most = 0, half = 0, least = 0] = widths(svg);
  expect([half / most, least > 0]).toEqual([0.5, true]);
  for (const text of [">100<", ">50<", ">1<", ">TrainingJob<", 'aria-label="Created"']) expect(svg).toContain(text);
});

test("a hostile label is text, and short", () => {
  const svg = barChart("<b>", [{ label: `<script>${"x".repeat(500)}`, value: 0 }]);
  expect(svg).not.toMatch(/<script|<b>/);
  expect(svg.length).toBeLessThan(900);
});
