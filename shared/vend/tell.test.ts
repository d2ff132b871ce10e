import { expect, test } from "@jest/globals";
import type { IssueRow } from "../model/issue.ts";
import { tellWith } from "./tell.ts";
import type { Happening } from "./vend.ts";

const row: IssueRow = {
  ...{ accessKeyId: "ASIA1", person: "alice", connection: "sales", roleArn: "arn:role", application: "arn:app" },
  ...{ proof: "oidc" as const, proofId: "x", at: "2026-11-30T09:00:00Z", expiresAt: "2026-11-30T10:00:00Z" },
};

test.each<[Happening, string, string, object | undefined]>([
  [{ what: "issued", row }, "INFO", "Vended", { proof: "oidc" }],
  [{ what: "refused", gate: "proof", doubt: "used" }, "WARN", "VendRefused", { gate: "proof" }],
  [{ what: "misread", field: "body" }, "WARN", "VendRefused", { gate: "request" }],
  [{ what: "failed", error: "RetryLater" }, "WARN", "VendFailed", undefined],
])("%j", (happening, level, name, dimensions) => {
  const [metrics, lines]: [unknown[], string[]] = [[], []];
  tellWith(
    (metric) => metrics.push(metric),
    (line) => lines.push(line),
  )(happening);
  expect(metrics).toEqual([{ name, unit: "Count", value: 1, ...(dimensions && { dimensions }) }]);
  const { what, ...about } = happening;
  expect(lines.map((line) => JSON.parse(line))).toEqual([{ level, message: what, ...about }]);
});
