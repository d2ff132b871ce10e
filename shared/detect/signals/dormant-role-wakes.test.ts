import { expect, test } from "@jest/globals";
import { assumeRecord, learntState, says } from "../../vendors/watch/example-acts.ts";
import { dormantRoleWakes } from "./dormant-role-wakes.ts";

const taken = (eventTime: string) => says(dormantRoleWakes, { ...assumeRecord, eventTime }, { before: learntState() });

test.each([
  ["after three months", "2026-10-01T10:00:00Z", ["taken after 92 days in which the role did nothing"]],
  ["after two", "2026-08-30T10:00:00Z", []],
])("%s", (_what, at, told) => expect(taken(at)).toEqual(told));

test("the first time ever is no concern", () => expect(says(dormantRoleWakes, assumeRecord)).toBeUndefined());
