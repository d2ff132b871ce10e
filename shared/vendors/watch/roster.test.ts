import { describe, expect, test } from "@jest/globals";
import { account, role, settingsWith, vendorSettings } from "./example-acts.ts";
import { rosterOf } from "./roster.ts";

const roster = rosterOf(vendorSettings());
const roleArn = (name: string): string => `arn:aws:iam::${account}:role/${name}`;

describe("roles that are watched", () => {
  test.each([
    ["the contract's", role, role],
    ["the contract's, without its path", roleArn("vendor-auger"), role],
    ["unregistered, in the vendors' path", roleArn("vendor/x/vendor-x"), roleArn("vendor/x/vendor-x")],
    ["another", roleArn("admin"), undefined],
    ["no ARN", "vendor-auger", undefined],
  ])("%s", (_what, arn, watched) => {
    expect(roster.watched(arn)?.role).toBe(watched);
    expect(roster.watched(arn)?.contract?.vendor).toBe(watched === role ? "auger" : undefined);
  });

  test("the role that ours makes has its name in every account", () => {
    const other = "arn:aws:iam::444455556666:role/vendor/auger/vendor-auger";
    expect(roster.watched(other)).toMatchObject({ role: other, registered: true });
  });

  test("by its name alone, in its partition", () => {
    expect(roster.ofRoleName({ partition: "aws-cn", account, name: "vendor-auger" })?.role).toBe(
      `arn:aws-cn:iam::${account}:role/vendor/auger/vendor-auger`,
    );
    expect(roster.ofRoleName({ partition: "aws", account, name: "admin" })).toBeUndefined();
  });

  test("by its name alone, where it is on the list with its path", () => {
    const listed = rosterOf(vendorSettings(), [roleArn("legacy/tools/crawler")]);
    const named = (name: string) => listed.ofRoleName({ partition: "aws", account, name })?.role;
    expect([named("crawler"), named("tools"), named("legacy")]).toEqual([
      roleArn("legacy/tools/crawler"),
      undefined,
      undefined,
    ]);
  });

  test("a role that somebody else deploys is in one account", () => {
    const given = rosterOf(settingsWith({ dog: { accounts: ["999988887777"], roleArn: roleArn("DogIntegration") } }));
    expect(given.watched(roleArn("DogIntegration"))?.contract?.vendor).toBe("dog");
    expect(given.watched("arn:aws:iam::444455556666:role/DogIntegration")).toBeUndefined();
  });
});

describe("principals that somebody asked to judge", () => {
  const session = { type: "AssumedRole", arn: `arn:aws:sts::${account}:assumed-role/Dev/jo` };
  const withRole = { ...session, session: { roleArn: roleArn("path/Dev") } };
  const user = { type: "IAMUser", arn: `arn:aws:iam::${account}:user/jo` };
  const root = { type: "Root", arn: `arn:aws:iam::${account}:root` };

  test.each([
    ["a role", roleArn("path/Dev"), withRole, roleArn("path/Dev")],
    ["a role without its path", roleArn("Dev"), withRole, roleArn("path/Dev")],
    ["a role, where the record has no issuer", roleArn("Dev"), session, roleArn("Dev")],
    ["a role of any account", "arn:aws:iam::*:role/D?v", session, roleArn("Dev")],
    ["an assumed role", `arn:aws:sts::${account}:assumed-role/Dev/jo`, withRole, roleArn("path/Dev")],
    ["an assumed role's every session", `arn:aws:sts::${account}:assumed-role/Dev`, withRole, roleArn("path/Dev")],
    ["another session of it", `arn:aws:sts::${account}:assumed-role/Dev/al`, withRole, undefined],
    ["a user", user.arn, user, user.arn],
    ["users", `arn:aws:iam::${account}:user/*`, user, user.arn],
    ["another user", `arn:aws:iam::${account}:user/al`, user, undefined],
    ["root", root.arn, root, root.arn],
  ])("%s", (_what, pattern, principal, watched) => {
    expect(rosterOf(settingsWith({}), [pattern]).ofPrincipal(principal)?.role).toBe(watched);
    expect(rosterOf(settingsWith({})).ofPrincipal(principal)).toBeUndefined();
  });
});
