import { globSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { policyDocument } from "./documents.ts";
import { policyOf, values } from "./fixtures.ts";

const folder = fileURLToPath(new URL("../../policies/", import.meta.url));
const names = globSync("*/*.json", { cwd: folder })
  .filter((path) => basename(path) !== "verify.json")
  .map((path) => path.replace(/\.json$/, ""))
  .toSorted();
const ours = names.filter((name) => dirname(name) !== "as-published");
/** A variable with a default always has a value. */
const mayBeNothing = (text: string): boolean => text.replaceAll(/\$\{[^{},]+, '\w+'\}/g, "").includes("${");
const kindOf = (name: string) => (name.includes("/trust-") ? "trust" : "identity");

describe.each(names)("policies/%s.json", (name) => {
  test("is sound once it is filled, and nothing is left standing", () => {
    const { problems, text } = policyOf(name, undefined, kindOf(name)).policy;
    expect(problems).toEqual([]);
    expect(text).not.toMatch(/<[a-z-]+>/);
  });

  test("names each statement, once", () => {
    const sids = policyOf(name, undefined, kindOf(name)).policy.document?.statements.map(({ sid }) => sid) ?? [];
    expect(sids).not.toContain(undefined);
    expect(new Set(sids).size).toBe(sids.length);
  });

  test("has its row in the README beside it", () => {
    expect(readFileSync(`${folder}${dirname(name)}/README.md`, "utf8")).toContain(`\`${basename(name)}.json\``);
  });
});

describe.each(
  ours.flatMap((name) => [
    { name, border: ["team"] as const },
    { name, border: ["team", "project"] as const },
  ]),
)("policies/$name.json, by $border", ({ name, border }) => {
  const statements = policyOf(name, border, kindOf(name)).policy.document?.statements ?? [];

  test("no Deny rests on a variable alone", () => {
    const denies = statements.filter(({ effect }) => effect === "Deny");
    const open = denies.filter(({ conditions }) => {
      const nulls = conditions.filter(({ operator }) => operator === "Null").map(({ key }) => `\${${key}}`);
      return conditions.some(({ values: of }) => of.some((value) => mayBeNothing(value) && !nulls.includes(value)));
    });
    expect(open.map(({ sid }) => sid)).toEqual([]);
  });

  test("no ForAllValues is true because there is nothing", () => {
    const open = statements.filter(({ conditions }) =>
      conditions.some(
        ({ set, key }) =>
          set === "ForAllValues" &&
          !conditions.some((each) => each.operator === "Null" && each.key === key && each.values.includes("false")),
      ),
    );
    expect(open.map(({ sid }) => sid)).toEqual([]);
  });
});

test("statements of one name are one statement, wherever they stand", () => {
  const all = ["read-only", "developer", "workspace"].flatMap(
    (name) => JSON.parse(policyDocument(`studio/${name}`, values)).Statement,
  );
  for (const sid of ["ListNames", "ListNamesOfType", "SearchOwn", "OpenOwnProfile"]) {
    const [first, ...others] = all.filter(({ Sid }: { Sid: string }) => Sid === sid);
    expect(others).toEqual([first]);
  }
});

test("without a VPC endpoint, a profile is opened from anywhere", () => {
  const { "vpc-endpoint": _, ...rest } = values;
  expect(policyDocument("studio/workspace", values)).toContain("aws:SourceVpce");
  expect(policyDocument("studio/workspace", rest)).not.toContain("aws:SourceVpce");
});

test("file systems are none's, but for those that are named", () => {
  const of = (more: object): unknown =>
    JSON.parse(policyDocument("studio/developer", { ...values, ...more })).Statement.find(
      ({ Sid }: { Sid: string }) => Sid === "NoFileSystems",
    ).Condition["ForAnyValue:StringNotEquals"]["sagemaker:FileSystemId"];
  expect(of({})).toEqual(["none"]);
  expect(of({ "file-systems": ["fs-1", "fs-2"] })).toEqual(["fs-1", "fs-2"]);
});

test("what IAM would not take is refused", () => {
  const people = Array.from({ length: 700 }, (_, index) => `person-${index}`);
  expect(() => policyDocument("studio/admin-profiles", { ...values, people })).toThrow(
    /^policies\/studio\/admin-profiles.json: \d+ characters; allowed: 6144$/,
  );
});
