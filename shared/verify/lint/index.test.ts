import { globSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { estateOf } from "../../../test/policy-sets.ts";
import { policyOf } from "../../access/fixtures.ts";
import { deny, named, when } from "../../policy/fixtures.ts";
import type { PolicyKind } from "../../policy/model.ts";
import { lint, lintRules, policiesOf } from "./index.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const policies = fileURLToPath(new URL("../../../policies", import.meta.url));

test("each file of rules/ is in the list under its own name", () => {
  const files = globSync("rules/*.ts", { cwd: here }).filter((file) => !file.endsWith(".test.ts"));
  expect(files.map((file) => basename(file, ".ts")).toSorted()).toEqual(lintRules.map(({ id }) => id).toSorted());
});

const kindOf = (document: string): PolicyKind => (document.includes("/trust-") ? "trust" : "identity");
const documents = globSync("{studio,org}/*.json", { cwd: policies })
  .map((file) => file.replace(/\.json$/, ""))
  .filter((name) => !name.endsWith("/verify"))
  .toSorted();

test.each(documents)("%s is clean", (name) => {
  expect(lint([policyOf(name, ["team"], kindOf(name))])).toEqual([]);
  expect(lint([policyOf(name, ["team", "project"], kindOf(name))])).toEqual([]);
});

test("as published", () => {
  const found = lint(policiesOf(estateOf("as-published")));
  expect(found.map(({ rule, statement: { policy, sid }, what }) => [rule, policy, sid, what.split(" ", 1)[0]])).toEqual(
    [
      ["transitive-keys-by-for-all-values", "trust-saml.json", "AnyTags", "a"],
      ["dead-pair", "supporting-services.json", "BucketItselfOnly", "s3:DeleteObject"],
      ["dead-pair", "supporting-services.json", "BucketItselfOnly", "s3:GetObject"],
      ["dead-pair", "supporting-services.json", "BucketItselfOnly", "s3:ListAllMyBuckets"],
      ["dead-pair", "supporting-services.json", "BucketItselfOnly", "s3:PutObject"],
    ],
  );
});

test("where it is, and how grave; one document of two roles is said once", () => {
  const policy = named("a.json", "identity", [
    deny("sagemaker:*", "*", when("ForAnyValue:StringEquals", "aws:TagKeys", "team")),
  ]);
  expect(lint([policy, policy])).toEqual([
    {
      ...{ rule: "deny-in-one-case", severity: "high", line: 4 },
      statement: { policy: "a.json", index: 0, sid: undefined },
      what: expect.stringContaining("team"),
      remedy: expect.any(String),
    },
  ]);
});
