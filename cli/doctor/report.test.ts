import { expect, test } from "@jest/globals";
import { asText } from "./report.ts";

const checks = [
  { id: "node", status: "ok" as const, detail: "Node 24.0.0", remediation: "" },
  { id: "trail", status: "fail" as const, detail: "no trail", remediation: "make one" },
];

test("a line for each check, the remediation below it", () => {
  expect(asText({ checks })).toBe(
    ["ok       node   Node 24.0.0", "fail     trail  no trail", "                → make one"].join("\n"),
  );
});

test.each([
  [[], "The trail does not show its records yet."],
  [[{ eventID: "string" }], '"eventID": "string"'],
])("the shapes of the live check", (shapes, text) => {
  expect(asText({ checks, live: { seconds: 1, shapes } })).toContain(text);
});
