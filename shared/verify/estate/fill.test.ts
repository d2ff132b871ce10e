import { expect, test } from "@jest/globals";
import { fill } from "./fill.ts";

const values = { account: "111122223333", "team-key": "team", odd: 'a"b', teams: ["TeamA", "TeamB"] };

test.each([
  ["a part of a text", '"arn:aws:iam::<account>:role/*"', '"arn:aws:iam::111122223333:role/*"'],
  ["a key, within IAM's own variable", `"\${aws:PrincipalTag/<team-key>}"`, `"\${aws:PrincipalTag/team}"`],
  ["a list for a whole text", '{"x": "<teams>"}', '{"x": ["TeamA","TeamB"]}'],
  ["a value that would end its text", '["<odd>", "<odd>!"]', String.raw`["a\"b", "a\"b!"]`],
  ["what is no placeholder", '"a < b > c <Upper>"', '"a < b > c <Upper>"'],
])("%s", (_, text, filled) => {
  expect(fill(text, values)).toEqual({ text: filled });
});

test("a placeholder that nothing stands for is named, and one of every object's own names is none", () => {
  expect(fill('"<bucket>/<account>/<constructor>"', values)).toEqual({ missing: ["bucket", "constructor"] });
});
