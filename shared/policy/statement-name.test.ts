import { expect, test } from "@jest/globals";
import { statementName, statementPlace } from "./statement-name.ts";

test.each([
  ["Keys", "Keys"],
  [undefined, "statement 3"],
  [null, "statement 3"],
])("a statement with the Sid %p is %p", (sid, name) => {
  expect(statementName({ sid, index: 3 })).toBe(name);
  expect(statementPlace({ policy: "a.json", sid, index: 3 })).toBe(`a.json, ${name}`);
});
