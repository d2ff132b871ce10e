import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { settings } from "./fixture.ts";
import { readTags, refuseGuarded } from "./session-tags.ts";

test("keys and values, an equals sign in the value too", () => {
  expect({ ...readTags(["cost=1", "a b=c=d", "empty="]) }).toEqual({ cost: "1", "a b": "c=d", empty: "" });
  expect(Object.keys(readTags(["__proto__=x"]))).toEqual(["__proto__"]);
});

test.each([
  [["cost"], /^--tag: "cost"; allowed: KEY=VALUE$/],
  [["=x"], /allowed: KEY=VALUE/],
  [["a*=x"], /"a\*" is no key/],
  [[`${"k".repeat(129)}=x`], /is no key; allowed: 1 to 128/],
  [[`k=${"v".repeat(257)}`], /is no value; allowed: at most 256/],
  [["k=a\nb"], /is no value/],
  [["AwS:x=1"], /keys that are not AWS's own/],
  [["cost=1", "COST=2"], /"COST" is given twice/],
  [Array.from({ length: 51 }, (_, index) => `k${index}=x`), /51 tags; allowed: at most 50/],
])("%j is refused", (texts, message) => {
  expect(() => readTags(texts)).toThrow(message);
});

const guard = (text: string) => () => refuseGuarded(readTags([text]), settings);

test.each(["team", "CostTeam", "studiouserid", "project"])("%s is guarded, in any case of letters", (key) => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: key.length, maxLength: key.length }), (upper) => {
      const spelt = [...key].map((letter, at) => (upper[at] ? letter.toUpperCase() : letter.toLowerCase())).join("");
      expect(guard(`${spelt}=x`)).toThrow(/is guarded, it decides what somebody may do/);
    }),
  );
});

test.each([" team=x", "ｔｅａｍ=x", "\u017ftudiouserid=x"])("%j looks like one", (text) => {
  expect(guard(text)).toThrow(/is guarded/);
});

test.each(["colour=x", "cost=x", "teams=x"])("%s is not", (text) => {
  expect(guard(text)).not.toThrow();
});
