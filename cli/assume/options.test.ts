import { expect, test } from "@jest/globals";
import { Command } from "commander";
import { addAssumeOptions, readAsked } from "./options.ts";

const asked = (...argv: string[]) => {
  const command = addAssumeOptions(new Command()).exitOverride();
  return readAsked(command.parse(argv, { from: "user" }).opts());
};

test("the least", () => {
  const { role, chain, tags, furtherTags, ...rest } = asked("--role", "TeamA");
  expect(role).toEqual({ by: "name", name: "TeamA" });
  expect([chain, tags, { ...furtherTags }]).toEqual([[], false, {}]);
  expect(new Set(Object.values(rest))).toEqual(new Set([undefined]));
});

test("everything", () => {
  const more = ["--account", "prod", "--profile", "p", "--external-id", "x1", "--duration", "PT30M"];
  const who = ["--session-name", "al", "--source-identity", "--tags", "--tag", "a=1", "--tag", "b=2"];
  const mfa = ["--mfa-serial", "arn:aws:iam::111122223333:mfa/al", "--mfa-code", "123456"];
  const chain = ["--chain", "role:a", "--chain", "role:b", "--session-policy", "p.json"];
  expect(asked("--role", "role:c", ...more, ...who, ...mfa, ...chain)).toMatchObject({
    chain: [
      { by: "role", name: "a" },
      { by: "role", name: "b" },
    ],
    mfa: { serial: "arn:aws:iam::111122223333:mfa/al", code: "123456" },
    ...{ account: "prod", profile: "p", externalId: "x1", seconds: 1_800, sessionPolicy: "p.json" },
    ...{ sessionName: "al", sourceIdentity: true, tags: true, furtherTags: { a: "1", b: "2" } },
  });
  expect(asked("--role", "a", "--source-identity", "al").sourceIdentity).toBe("al");
});

test.each([
  [[], "--role: nothing is given; allowed: an ARN, a team"],
  [["--role", ""], "--role: nothing is given"],
  [["--role", "a", "--profile", ""], "--profile: nothing is given"],
  [["--role", "a", "--account", "a b"], '--account: "a b"; allowed: a name of the settings, or 12 digits'],
  [["--role", "a", "--external-id", "x y"], '--external-id: "x y"; allowed: 2 to 1224'],
  [["--role", "a", "--duration", "1h"], '--duration: "1h"; allowed'],
  [["--role", "a", "--duration", "PT2H", "--chain", "b"], "allowed: at most PT1H with --chain"],
  [["--role", "a", "--mfa-code", "123456"], "--mfa-code: of which device? allowed: with --mfa-serial"],
  [["--role", "a", "--mfa-serial", "arn:x:y:z", "--mfa-code", "12345x"], "--mfa-code: it is not six digits"],
  [["--role", "a", "--mfa-serial", "a b"], "--mfa-serial"],
  [["--role", "a", "--session-name", "a b"], "--session-name"],
  [["--role", "a", "--source-identity", "a b"], "--source-identity"],
  [["--role", "a", "--tag", "x"], '--tag: "x"; allowed: KEY=VALUE'],
  [["--chain", "", "--role", "a"], '--chain: "" names no role'],
])("%j is refused", (argv, message) => {
  expect(() => asked(...argv)).toThrow(message);
});
