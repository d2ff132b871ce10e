import type { Answer } from "./check.ts";
import type { LiveResult } from "./live.ts";

/** What `doctor --json` prints. */
export interface Report {
  checks: readonly ({ id: string } & Answer)[];
  live?: Pick<LiveResult, "seconds" | "shapes">;
}

/** The report for a terminal. */
export const asText = ({ checks, live }: Report): string => {
  const width = Math.max(...checks.map(({ id }) => id.length));
  const lines = checks.flatMap(({ id, status, detail, remediation }) => [
    `${status.padEnd(7)}  ${id.padEnd(width)}  ${detail}`,
    ...(remediation === "" ? [] : [`${" ".repeat(width + 11)}→ ${remediation}`]),
  ]);
  if (live === undefined) return lines.join("\n");
  const shapes = live.shapes.map((shape) => JSON.stringify(shape, null, 2));
  const title = shapes.length === 0 ? "The trail does not show its records yet." : "The shapes of its records:";
  return [...lines, "", title, ...shapes].join("\n");
};
