import { describe, expect, test } from "@jest/globals";
import type { Principal } from "../model/activity.ts";
import {
  aliceProfile,
  creationBy,
  lookupsOf,
  rolePrincipal,
  sageMakerArn,
  sessionBehind,
  settingsWith,
  short,
  userPrincipal,
} from "./fixtures.ts";
import { attribute } from "./index.ts";

const withSource = (sourceIdentity: string, principal = rolePrincipal("studio", "SageMaker")): Principal => ({
  ...principal,
  session: { ...principal.session, sourceIdentity },
});

const run = async (
  principal: Principal,
  profiles = [aliceProfile()],
  region = "us-east-1",
  sessions = [sessionBehind(principal)],
) => {
  const lookups = lookupsOf({ profiles, sessions });
  const attribution = await attribute(creationBy(principal, { region }), settingsWith(), lookups);
  const asked = lookups.calls.filter((call) => call.startsWith("profilesNamed"));
  return { ...attribution, short: short(attribution.owner), asked };
};

describe("the source identity", () => {
  test("that names one profile proves its owner", async () => {
    const seen = await run(withSource("alice-profile"));
    expect(seen.short).toBe("alice/TeamA");
    expect(seen.asked).toEqual(["profilesNamed alice-profile"]);
  });

  test("of a session whose STS record has not been seen proves nobody yet, and that is told", async () => {
    const seen = await run(withSource("alice-profile"), undefined, undefined, []);
    expect(seen.short).toBe("-/-");
    expect(seen.unproven.map(({ value }) => value)).toEqual(["TeamA", "alice"]);
    expect(seen.unproven[0]?.why).toMatch("STS record of a session behind the call has not been seen");
  });

  test("that names two profiles proves nobody, and that is told", async () => {
    const other = aliceProfile({ arn: sageMakerArn("user-profile/d-2/alice-profile") });
    const seen = await run(withSource("alice-profile"), [aliceProfile(), other]);
    expect(seen.short).toBe("-/-");
    expect(seen.unproven).toEqual([
      {
        tag: "studiouserid",
        value: "alice-profile",
        why: "2 user profiles have this name (sessionContext.sourceIdentity)",
      },
    ]);
  });

  test("that names no profile proves nobody, even with a person's id", async () => {
    const seen = await run(withSource("alice"), []);
    expect(seen.short).toBe("-/-");
    expect(seen.unproven).toEqual([]);
  });

  test.each([
    ["an address", "alice@example.com"],
    ["a blank", "alice profile"],
    ["a star", "*"],
    ["nothing", ""],
    ["a hyphen at the end", "alice-"],
    ["too long", "a".repeat(64)],
    ["huge", "a-".repeat(1_000_000)],
  ])("that cannot be a profile's name is not asked for: %s", async (_, name) => {
    const seen = await run(withSource(name));
    expect(seen.asked).toEqual([]);
    expect(seen.short).toBe("-/-");
  });

  test("in a region that is none is not asked for", async () => {
    expect((await run(withSource("alice-profile"), undefined, "../x")).asked).toEqual([]);
  });

  test("of anything but a role's session is not asked for", async () => {
    const seen = await run(withSource("alice-profile", userPrincipal("somebody")));
    expect(seen.asked).toEqual([]);
  });
});
