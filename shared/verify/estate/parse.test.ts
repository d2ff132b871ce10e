import { expect, test } from "@jest/globals";
import { BadInput } from "../../model/errors.ts";
import { formWith, soundForm } from "./fixtures.ts";
import { parseEstate } from "./parse.ts";

const complaint = (text: string): string => {
  try {
    parseEstate(text, "verify.json");
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
  return "";
};

test("a sound form, with what may be left out", () => {
  const { form } = parseEstate(JSON.stringify(soundForm), "verify.json");
  expect(form).toMatchObject({
    ...{ partition: "aws", tagKeys: { team: "team", studiouserid: "studiouserid" }, values: {}, scps: [], rcps: [] },
    roles: [{ sessions: [{ name: "alice", policies: [] }, { name: "carol" }] }, { name: "studio-TeamB" }],
  });
});

test.each<[string, readonly (string | number)[], unknown, RegExp]>([
  [
    "a key that nobody knows",
    ["roles", 0, "polices"],
    [],
    /^verify.json:\d+:\d+: roles\[0\].polices: unknown key "polices"; allowed: name, kind,.* mean "policies"\?$/,
  ],
  [
    "a kind that nobody knows",
    ["roles", 1, "kind"],
    "boss",
    /roles\[1\].kind: found "boss"; allowed: team, execution, admin, provisioner, other/,
  ],
  [
    "a key that is missing",
    ["account"],
    undefined,
    /^verify.json:1:1: account: missing; allowed: a 12-digit account id/,
  ],
  [
    "a number where a text is due",
    ["account"],
    111122223333,
    /account: found the number 111122223333; allowed: a 12-digit account id/,
  ],
  [
    "the same team twice",
    ["teams", "other"],
    "TeamA",
    /teams.other: found "TeamA"; allowed: another team than teams.own/,
  ],
  [
    "a file above the folder",
    ["roles", 0, "policies"],
    ["../x.json"],
    /roles\[0\].policies\[0\]: found "..\/x.json"; allowed: a file in the folder/,
  ],
  [
    "a file from the root",
    ["roles", 0, "trust"],
    "/etc/passwd",
    /roles\[0\].trust: found "\/etc\/passwd"; allowed: a file in the folder/,
  ],
  ["a hidden file", ["roles", 0, "trust"], "a/.env", /roles\[0\].trust: .*allowed: a file in the folder/],
  [
    "a role of another account",
    ["roles", 0, "arn"],
    "arn:aws:iam::999988887777:role/x",
    /roles\[0\].arn: found .* allowed: a role of this account/,
  ],
  [
    "a user",
    ["roles", 0, "arn"],
    "arn:aws:iam::111122223333:user/x",
    /roles\[0\].arn: found .* allowed: the ARN of a role/,
  ],
  [
    "a name that is there already",
    ["roles", 1, "name"],
    "studio-TeamA",
    /roles\[1\].name: "studio-TeamA" is roles\[0\].name as well; allowed: each once/,
  ],
  [
    "a person twice",
    ["roles", 0, "sessions", 1, "name"],
    "alice",
    /sessions\[1\].name: "alice" is roles\[0\].sessions\[0\].name as well/,
  ],
  [
    "a tag key in two spellings",
    ["roles", 0, "tags"],
    { team: "TeamA", TEAM: "TeamB" },
    /roles\[0\].tags.TEAM: "TEAM" is "team" in another spelling/,
  ],
  ["no roles", ["roles"], [], /roles: found a list of 0; allowed: at least 1 item/],
])("refuses %s", (_, path, value, said) => {
  expect(complaint(formWith(path, value))).toMatch(said);
});

test.each([
  ["no JSON", "{", /^verify.json:\d+:\d+: /],
  ["a list", "[]", /^verify.json:1:1: found a list of 0; allowed: a map/],
  [
    "a key that stands twice",
    '{"account":"1","account":"2"}',
    /^verify.json:1:16: this key is there already; allowed: each key once/,
  ],
])("refuses %s", (_, text, said) => {
  expect(complaint(text)).toMatch(said);
});

test("many problems are counted, not listed", () => {
  const roles = Array.from({ length: 60 }, () => ({ ...soundForm.roles[0], kind: "boss" }));
  expect(
    complaint(formWith(["roles"], roles))
      .split("\n")
      .at(-1),
  ).toBe("verify.json: and 10 more");
});
