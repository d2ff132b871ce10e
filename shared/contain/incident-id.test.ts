import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { executionOf, incidentIdOf, isIncidentId } from "./incident-id.ts";

const role = (name: string): string => `arn:aws:iam::111122223333:role/vendor/x/${name}`;

test("names the role, and its incidents by number", () => {
  expect(incidentIdOf(role("vendor-auger"), 1)).toMatch(/^role-auger-[\w-]{22}-1$/);
  expect(incidentIdOf(role("+=,.@"), 12)).toMatch(/^role--[\w-]{22}-12$/);
});

test("whatever a role is called, Lambda takes its execution's name, and no two have the same", () => {
  const names = fc.stringMatching(/^[\w+=,.@-]{1,64}$/);
  const numbers = fc.integer({ min: 1, max: 99_999 });
  fc.assert(
    fc.property(names, names, numbers, numbers, (one, other, number, again) => {
      const incident = incidentIdOf(role(one), number);
      expect(isIncidentId(incident)).toBe(true);
      expect(executionOf({ role: role(one), incident, again, version: "99999" })).toMatch(/^[\w-]{1,64}$/);
      expect(incident === incidentIdOf(role(other), again)).toBe(one === other && number === again);
    }),
  );
});

test("further runs, and those for a newer version, have names of their own", () => {
  const start = { role: role("a"), incident: incidentIdOf(role("a"), 1) };
  const further = [{ again: 1 }, { version: "1" }, { again: 1, version: "1" }, { document: "closed" }];
  const starts = [start, ...further.map((one) => ({ ...start, ...one }))];
  expect(new Set(starts.map(executionOf)).size).toBe(5);
  expect(executionOf(start)).toBe(start.incident);
});

test.each(["", "role-auger-abc-1", `${incidentIdOf(role("a"), 1)}0`.replace(/10$/, "01"), incidentIdOf(role("a"), 0)])(
  "%j is none",
  (text) => expect(isIncidentId(text)).toBe(false),
);
