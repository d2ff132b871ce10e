import { expect, test } from "@jest/globals";
import { allow, deny, identity, named, when } from "#shared/policy/fixtures.ts";
import { answerOf } from "./answer.ts";
import { asker, ground, question } from "./fixture.ts";
import { asText } from "./text.ts";

const told = (statements: readonly object[], change: object = {}, notes: readonly string[] = []) =>
  asText(
    answerOf(question(change), ground({ notes, asker: asker({ layers: { identity: [identity(...statements)] } }) })),
  );

test("allowed, and by what", () => {
  const text = told([allow("sagemaker:*")], { resourceTags: ["team=A"] }, ["one", "two"]);
  expect(text).toContain('sagemaker:DeleteEndpoint: allowed\nby identity, statement 0: {"Effect":"Allow"');
  expect(text).toContain("assumed-role/team/bob, tagged team=A\n");
  expect(text).toContain("endpoint/e, tagged team=A\n");
  expect(text).toMatch(/layer +says +statement\nidentity +allows +identity, statement 0/);
  expect(text).toMatch(/\n\nnote: one\nnote: two$/);
});

test.each<[string, readonly object[], string]>([
  ["denied", [deny("*")], "denied by a statement\nby identity, statement 0"],
  ["not allowed", [], "denied, because not every layer allows it\n"],
  ["not known", [allow("*"), deny("*", "*", when("Unheard", "a:b", "c"))], "not known: AWS does not say"],
])("%s", (_, statements, words) => expect(told(statements)).toContain(words));

test("what came nearest, and why it was not it", () => {
  const statement = allow("sagemaker:*", "*", {
    Condition: { StringEquals: { "aws:ResourceTag/team": ["a", "b", "c", "d", "e", "f"] }, Bool: { "x:y": "true" } },
  });
  expect(told([statement], { context: ["x:y=false"] })).toContain(
    "StringEquals aws:ResourceTag/team: wants a or b or c or d or e or … (6); none is given\n  Bool x:y: wants true; got false",
  );
});

test("nothing of somebody's steers a terminal", () => {
  const policy = named("a\u001b[2Jb", "identity", [{ ...allow("*"), Sid: "x\ny" }]);
  const text = asText(
    answerOf(question({ resourceTags: ["a=\u202e"] }), ground({ asker: asker({ layers: { identity: [policy] } }) })),
  );
  for (const letter of ["\u001b", "\u202e"]) expect(text).not.toContain(letter);
  expect(text).toContain("\\u001b[2Jb");
  expect(text).not.toMatch(/^y/m);
});
