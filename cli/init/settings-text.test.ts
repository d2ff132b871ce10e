import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseSettings } from "#shared/settings/parse.ts";
import { propose } from "./proposal.ts";
import { settingsText } from "./settings-text.ts";

const text = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom(
    "__proto__",
    "true",
    "null",
    "123",
    "~",
    "- a",
    "a: b",
    "# c",
    "&x",
    "*x",
    "!t",
    "a\nmode: enforce",
    "a\r\nb",
    "'",
    '"',
    "%YAML",
    "---",
    "<<",
    "\u2028x",
    "\u0085x",
    "constructor",
  ),
);
const tags = fc
  .oneof(fc.record({ team: text, studiouserid: text }), fc.dictionary(text, text))
  .map((map) => ({ ...map }));
const facts = fc.record({
  account: fc.constant("111122223333"),
  region: fc.constant("us-east-1"),
  profiles: fc.array(fc.record({ name: text, domainId: text, tags }), { maxLength: 5 }),
  users: fc.uniqueArray(fc.record({ name: text, tags }), { maxLength: 5, selector: ({ name }) => name.toLowerCase() }),
  roles: fc.array(fc.record({ arn: text, trust: fc.constant('{"Statement":[{"Effect":"Allow","Principal":"*"}]}') }), {
    maxLength: 3,
  }),
  records: fc.constant([]),
  unread: fc.array(text, { maxLength: 3 }),
});

describe("whatever the account holds", () => {
  test("the file is valid and says what was proposed, in observe mode", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const proposal = propose(given);
        const settings = parseSettings(settingsText(proposal), "out");
        expect(settings.mode).toBe("observe");
        expect(Object.keys(settings.teams).toSorted()).toEqual(proposal.teams.map(({ id }) => id).toSorted());
        const people = Object.entries(settings.people).map(([id, { team, iamUser }]) => ({ id, team, iamUser }));
        const proposed = proposal.people.map(({ id, team, iamUser }) => ({ id, team, iamUser }));
        expect(new Set(people.map((one) => JSON.stringify(one)))).toEqual(
          new Set(proposed.map((one) => JSON.stringify(one))),
        );
        expect({ provisioners: settings.provisioners, vendors: settings.vendors }).toEqual({
          provisioners: [],
          vendors: {},
        });
      }),
    );
  });
});

test("comments say where each came from and what is to be decided", () => {
  const written = settingsText({
    region: "us-east-1",
    teams: [{ id: "TeamA", from: "IAM user al\nmode: enforce" }],
    people: [{ id: "alice", team: "TeamA", iamUser: "al", from: "IAM user al" }],
    provisioners: [{ arn: "arn:aws:iam::111122223333:role/terraform", creations: 3 }],
    vendors: [{ role: "arn:aws:iam::111122223333:role/v", accounts: ["999988887777"] }],
    notes: ["user profile bob of d-1: no team tag"],
  });
  for (const line of [
    "  # from IAM user al mode: enforce",
    "  # from IAM user al",
    '#   - "arn:aws:iam::111122223333:role/terraform"   # 3 seen',
    '#   vendor-1: { accounts: ["999988887777"] }   # trusted by arn:aws:iam::111122223333:role/v',
    "# - user profile bob of d-1: no team tag",
  ]) {
    expect(written.split("\n")).toContain(line);
  }
});
