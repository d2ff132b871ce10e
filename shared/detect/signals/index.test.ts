import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { assumeRecord, callRecord, getObjectRecord, seenOf } from "../../vendors/watch/example-acts.ts";
import { signals } from "./index.ts";

const ids = signals.map(({ id }) => id);

test("each file is in the list, once, by its own name", () => {
  const others = ["index.ts", "signal.ts"];
  const files = readdirSync(new URL(".", import.meta.url)).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !others.includes(file),
  );
  expect(ids.toSorted()).toEqual(files.map((file) => file.replace(/\.ts$/, "")).toSorted());
});

describe.each(signals.map((signal) => [signal.id, signal] as const))(
  "%s",
  (id, { why, blind, falsePositives, attack }) => {
    test("says what it is, what it cannot see, who does this rightly, and which techniques it shows", () => {
      expect(id).toMatch(/^[a-z]+(-[a-z\d]+)*$/);
      for (const text of [why, blind, falsePositives]) expect(text).toMatch(/^[A-Z].{20,}[.`]$/s);
      expect(attack.length).toBeGreaterThan(0);
      for (const technique of attack) expect(technique).toMatch(/^T\d{4}(\.\d{3})?$/);
    });
  },
);

test("whatever a record holds, no signal fails", () => {
  const records = fc.constantFrom<object>(getObjectRecord, assumeRecord, callRecord("iam", "PutRolePolicy", {}));
  const fields = [
    "requestParameters",
    "responseElements",
    "additionalEventData",
    "userAgent",
    "sourceIPAddress",
    "errorMessage",
  ];
  const hows = fc.constantFrom("session", "assumed", "chained", "minted", "changed");
  fc.assert(
    fc.property(records, fc.constantFrom(...fields), fc.anything(), hows, (record, field, value, how) => {
      const seen = seenOf({ ...record, [field]: value }, { how: how as "session" });
      for (const signal of signals) {
        signal.detect(seen);
        signal.severityOf?.(seen);
      }
    }),
  );
});
