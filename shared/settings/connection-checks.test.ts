import { describe, expect, test } from "@jest/globals";
import { directory, roleArn } from "../connections/fixture.ts";
import { parseSettings } from "./parse.ts";

const problemsOf = (text: string): readonly string[] => {
  try {
    parseSettings(`${directory}${text}`, "s");
    return [];
  } catch (error) {
    return (error as Error).message.split("\n");
  }
};

const role = `role: "${roleArn("sales")}"`;
const sound = `kind: s3, target: lake/sales, groups: [Sales], ${role}`;
const line = directory.split("\n").length;

test("sound ones", () => {
  expect(problemsOf(`connections: { data: { ${sound} } }`)).toEqual([]);
  expect(problemsOf(`connections: [{ name: a, ${sound} }, { name: b, ${sound} }]`)).toEqual([]);
});

describe("one connection", () => {
  test.each([
    [
      `kind: s3, target: lake, groups: [Sale], ${role}`,
      'groups[0]: "Sale" is no team and nobody\'s group; allowed: Sales, Marketing, Else; did you mean "Sales"?',
    ],
    ["kind: s3, target: lake, groups: [Sales]", `role: missing; allowed: a role's ARN, or \${person.roles.<name>}`],
    [
      `kind: s3, target: lake, groups: [Sales], credential: environment, ${role}`,
      "role: nothing is taken with credential: environment; allowed: no role",
    ],
    [
      `kind: s3, target: lake, groups: [Sales], role: "\${person.roles.sale}"`,
      'role: nobody in its groups has "sale" in people.<id>.roles; allowed: sales, marketing; did you mean "sales"?',
    ],
    [
      `kind: s3, target: lake, groups: [Else], role: "\${person.roles.sales}"`,
      'role: nobody in its groups has "sales" in people.<id>.roles; allowed: none is defined',
    ],
    [`${sound}, maxSession: PT14M`, "maxSession: PT14M; allowed: PT15M to PT12H"],
    [`${sound}, maxSession: P1D`, "maxSession: P1D; allowed: PT15M to PT12H"],
    [
      `kind: s3, target: "lake*", groups: [Sales], ${role}`,
      'target: "lake*" is no target of the kind s3; allowed: bucket, bucket/prefix',
    ],
    [
      `kind: ecr, target: Lake, groups: [Sales], ${role}`,
      'target: "Lake" is no target of the kind ecr; allowed: a repository',
    ],
    [`kind: s3, target: "lake/${"a".repeat(700)}", groups: [Sales], ${role}`, "target: its session policy would have"],
    [
      `kind: ecr, target: lake, groups: [Sales], ${role}, admins: ["arn:aws:iam::111122223333:role/a"]`,
      "admins: only a bucket has a policy of ours; allowed: with kind: s3",
    ],
    [
      `kind: s3, target: lake, groups: [Sales], credential: environment, admins: ["arn:aws:iam::111122223333:role/a"]`,
      "credential: the bucket's policy (admins) would shut the asker's own credentials out; allowed: assume-role",
    ],
    [
      `${sound}, trustedApps: ["arn:aws:iam::111122223333:role/app"]`,
      "trustedApps: without a broker nobody asks them; allowed: with broker",
    ],
    [
      `${sound}, credentail: environment`,
      'credentail: unknown key "credentail"; allowed: kind, target, groups, role, access, maxSession, credential',
    ],
    [`${sound}, acces: write`, 'acces: unknown key "acces"'],
    [`kind: s4, target: lake, groups: [Sales], ${role}`, 'kind: found "s4"; allowed: s3, sagemaker, ecr, secrets'],
  ])("%s", (text, message) => {
    const problems = problemsOf(`connections: { data: { ${text} } }`);
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^s:${line}:\\d+: connections\\.data\\.`))]);
    expect(problems[0]).toContain(`connections.data.${message}`);
  });
});

test("a bucket that another connection closes", () => {
  const [closed] = problemsOf(
    `connections: { a: { ${sound}, admins: ["arn:aws:iam::111122223333:role/a"] }, b: { kind: s3, target: "s3://lake/x", groups: [Else], credential: environment } }`,
  );
  expect(closed).toContain("connections.b.credential: the bucket's policy (admins) would shut");
});

test.each([
  ["arn:aws:iam::111122223333:role/*", "is no role or user by its name"],
  ["arn:aws:sts::111122223333:assumed-role/platform/x", "is no role or user by its name"],
  ["arn:aws:iam::*:role/a*", "is no role or user by its name"],
  ["arn:aws:iam::*:role/aws-reserved/*", "is no role or user by its name"],
  [`arn:aws:iam::*:role/\${aws:PrincipalTag/x}`, "is no role or user by its name"],
  ["arn:aws:iam::*:role/sales", "is a role of a connection to this bucket too; allowed: either"],
])("the admin %s", (admin, message) => {
  const [problem, ...others] = problemsOf(`connections: { data: { ${sound}, admins: ["${admin}"] } }`);
  expect(problem).toContain(`connections.data.admins[0]: "${admin}" ${message}`);
  expect(others).toEqual([]);
});

test("a bucket with more roles than its policy has room for", () => {
  const many = Array.from(
    { length: 90 },
    (_, i) => `  p${i}: { team: Sales, roles: { own: "${roleArn(`sales-${i}`)}" } }`,
  );
  const people = directory.replace("people:\n", `people:\n${many.join("\n")}\n`);
  const text = `${people}connections: { data: { kind: s3, target: lake/sales, groups: [Sales], role: "\${person.roles.own}", admins: ["${roleArn("platform")}"] } }`;
  expect(() => parseSettings(text, "s")).toThrow(
    /connections\.data\.admins: the policy of lake would have \d+ characters; allowed: 20480, by fewer roles/,
  );
});

test("a list says which one by its number, and no name stands twice", () => {
  const list = (second: string) => problemsOf(`connections:\n- { name: a, ${sound} }\n- { ${second} }`);
  expect(list(`name: a, ${sound}`)).toEqual([
    `s:${line + 2}:11: connections[1].name: "a" is there already; allowed: each name once`,
  ]);
  expect(list("name: b, kind: s3, target: lake, groups: [Sales]")[0]).toMatch(/connections\[1\]\.role: missing/);
});

test("an id that STS takes for no session's name", () => {
  const problems = problemsOf(`connections: { data: { ${sound} } }`);
  expect(problems).toEqual([]);
  const odd = directory.replace("  dave:", '  "o o": { team: Sales }\n  "q q": { team: Else }\n  dave:');
  const message = (() => {
    try {
      parseSettings(`${odd}connections: { data: { ${sound} } }`, "s");
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  })();
  expect(message).toMatch(
    /^s:\d+:3: people\["o o"\]: "o o" becomes the name of a session; allowed with connections: 2 to 64 letters, digits and \+=,\.@_-$/,
  );
});
