import { expect, test } from "@jest/globals";
import { inWords } from "./report.ts";

test.each([
  [[], ""],
  [["AddTags"], "AddTags"],
  [["ListTags", "AddTags", "ListTags"], "2 ListTags, AddTags"],
])("%j is told as %j", (operations, expected) => expect(inWords(operations)).toBe(expected));
