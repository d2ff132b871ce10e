import { expect, test } from "@jest/globals";
import { connection } from "./fixture.ts";

const gatesOf = (out: string): readonly string[] =>
  (JSON.parse(out) as { gates: { gate: string; status: string }[] }).gates.map(
    ({ gate, status }) => `${gate} ${status}`,
  );

const admitted = ["person ok", "connection ok", "group ok", "mapping ok"];
const none = "tags not tried";

test.each([
  ["sales-data", "alice", undefined, 0, [...admitted, "trust ok", none, "policy ok", "target ok"]],
  ["marketing-data", "bob", undefined, 1, [...admitted, "trust ok", none, "policy ok", "target failed"]],
  ["images", "alice", undefined, 0, [...admitted, "trust ok", none, "policy ok", "target not tried"]],
  ["tagged", "alice", undefined, 0, [...admitted, "trust ok", "tags ok", "policy ok", "target ok"]],
  [
    "tagged",
    "alice",
    "sts:TagSession",
    1,
    [...admitted, "trust ok", "tags failed", "policy not tried", "target not tried"],
  ],
  [
    "sales-data",
    "alice",
    "sts:AssumeRole",
    1,
    [...admitted, "trust failed", none, "policy not tried", "target not tried"],
  ],
  ["own", "dave", undefined, 0, [...admitted, "trust not tried", none, "policy not tried", "target ok"]],
  [
    "sales-data",
    "erin",
    undefined,
    1,
    [...admitted.slice(0, 3), "mapping failed", "trust not tried", none, "policy not tried", "target not tried"],
  ],
  [
    "none",
    "alice",
    undefined,
    1,
    [
      "person ok",
      "connection failed",
      "group not tried",
      "mapping not tried",
      "trust not tried",
      none,
      "policy not tried",
      "target not tried",
    ],
  ],
])("%s for %s, STS refusing %s: exit %i", async (name, user, refuses, code, gates) => {
  const more =
    '  tagged: { kind: s3, target: lake/sales, groups: [Sales], role: "$' +
    '{person.roles.sales}", sessionTags: true }\n';
  const said = await connection(["test", name, "--json"], { user, more, ...(refuses && { refuses }) });
  expect({ code: said.code, gates: gatesOf(said.out) }).toEqual({ code, gates });
  expect(`${said.out}${said.err}`).not.toMatch(/arn:|\d{12}/);
});

test("in words", async () => {
  const { code, out } = await connection(["test", "sales-data"], { user: "dave" });
  expect(code).toBe(1);
  expect(out.split("\n").slice(0, 5)).toEqual([
    "gate        status     why",
    "person      ok         -",
    "connection  ok         -",
    'group       failed     you are in no group that "sales-data" is for',
    "mapping     not tried  group failed",
  ]);
});
