import { describe, expect, test } from "@jest/globals";
import type { Principal } from "../model/activity.ts";
import { account, creationBy, lookupsOf, roleArn, rolePrincipal, settingsWith, short } from "./fixtures.ts";
import { attribute } from "./index.ts";

const sso = "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Analyst_0123456789abcdef";
const aliceId = "906700000000000000000000000000000001";
const bobId = "906700000000000000000000000000000002";

const run = async (principal: Principal) => {
  const roles = { [roleArn(sso)]: { team: "TeamB" } };
  const seen = await attribute(creationBy(principal), settingsWith(), lookupsOf({ roles }));
  return { ...seen, short: short(seen.owner) };
};

describe("the session name", () => {
  test("of Identity Center's role proves its user", async () => {
    expect((await run(rolePrincipal(sso, "alice@example.com"))).owner.studiouserid).toEqual({
      value: "alice",
      evidence: {
        resolver: "identity-center",
        field: "session name of an Identity Center role",
        strength: "proven",
      },
    });
  });

  test.each<[string, Principal, string]>([
    ["by the id", rolePrincipal(sso, "alice"), "alice/TeamA"],
    ["by the name at the provider", rolePrincipal(sso, "alice@idp.example.com"), "alice/TeamA"],
    [
      "in a home region's path",
      rolePrincipal("aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Analyst_0123456789abcdef", "alice"),
      "alice/TeamA",
    ],
    ["of nobody", rolePrincipal(sso, "mallory@example.com"), "-/TeamB"],
    ["in another case", rolePrincipal(sso, "Alice@example.com"), "-/TeamB"],
    [
      "of a role with the name but not the path",
      rolePrincipal("AWSReservedSSO_Analyst_0123456789abcdef", "alice"),
      "-/-",
    ],
    [
      "of a role with a path like it",
      rolePrincipal("x/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Analyst_0123456789abcdef", "alice"),
      "-/-",
    ],
    ["of another role under the path", rolePrincipal("aws-reserved/sso.amazonaws.com/Other", "alice"), "-/-"],
    [
      "of a role of another account",
      { ...rolePrincipal(sso, "alice"), session: { roleArn: roleArn(sso, "999988887777"), name: "alice" } },
      "-/-",
    ],
    ["of a principal of another account", rolePrincipal(sso, "alice", { account: "999988887777" }), "-/TeamB"],
    [
      "of another partition's role",
      { ...rolePrincipal(sso, "alice"), session: { roleArn: roleArn(sso).replace("aws:", "aws-cn:"), name: "alice" } },
      "-/-",
    ],
    ["when the record tells no role", { ...rolePrincipal(sso, "alice"), session: { name: "alice" } }, "-/-"],
    ["of something that is no role session", { ...rolePrincipal(sso, "alice"), type: "Unknown" }, "-/-"],
  ])("%s", async (_, principal, expected) => {
    expect((await run(principal)).short).toBe(expected);
  });
});

describe("onBehalfOf", () => {
  const onBehalf = (userId: string, principal: Principal = rolePrincipal("job", "x")): Principal => ({
    ...principal,
    onBehalfOf: { userId },
  });
  test.each<[string, Principal, string]>([
    ["of a role's session", onBehalf(aliceId), "alice/TeamA"],
    [
      "of an Identity Center user",
      { type: "IdentityCenterUser", account, onBehalfOf: { userId: aliceId } },
      "alice/TeamA",
    ],
    ["of nobody", onBehalf("906700000000000000000000000000000009"), "-/-"],
    ["of nothing", onBehalf(""), "-/-"],
    ["and the session name agree", onBehalf(aliceId, rolePrincipal(sso, "alice")), "alice/TeamA"],
    ["in another account", onBehalf(aliceId, rolePrincipal("job", "x", { account: "999988887777" })), "-/-"],
  ])("%s", async (_, principal, expected) => {
    expect((await run(principal)).short).toBe(expected);
  });

  test("and a session name of somebody else exclude each other", async () => {
    const seen = await run(onBehalf(bobId, rolePrincipal(sso, "alice")));
    expect(seen.short).toBe("-/-");
    expect(seen.conflicts).toEqual([
      {
        tag: "studiouserid",
        claimed: "alice",
        claimedIn: "session name of an Identity Center role",
        proven: null,
        provenIn: "userIdentity.onBehalfOf.userId",
      },
    ]);
  });
});
