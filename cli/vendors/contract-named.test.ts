import { expect, test } from "@jest/globals";
import { parseSettings } from "#shared/settings/parse.ts";
import { contractNamed } from "./contract-named.ts";

const settings = parseSettings(
  'mode: observe\nregion: us-east-1\ntags: {team: {values: teams}, studiouserid: {values: people}}\nteams: {T: {}}\npeople: {a: {team: T}}\nvendors: { auger: { accounts: ["999988887777"] } }\n',
  "s",
);
const place = { partition: "aws", account: "111122223333" };

test("a vendor is found by its name", () => {
  expect(contractNamed("auger", settings, place).role.name).toBe("vendor-auger");
});

test.each([
  ["augr", '"augr" is no vendor of the settings; allowed: auger; did you mean "auger"?'],
  ["__proto__", '"__proto__" is no vendor of the settings; allowed: auger'],
  ["", '"" is no vendor'],
])("%j is bad input", (name, message) => {
  expect(() => contractNamed(name, settings, place)).toThrow(expect.objectContaining({ name: "BadInput" }));
  expect(() => contractNamed(name, settings, place)).toThrow(message);
});
