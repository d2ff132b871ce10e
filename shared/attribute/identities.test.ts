import { describe, expect, test } from "@jest/globals";
import type { IssuedSession, Principal } from "../model/activity.ts";
import { tagKeysOf } from "../model/tag-keys.ts";
import { directoryOf } from "./directory.ts";
import {
  creationBy,
  lookupsOf,
  place,
  roleArn,
  rolePrincipal,
  samlUser,
  sessionOf,
  settingsWith,
  type Table,
  userPrincipal,
} from "./fixtures.ts";
import { authenticatedIn, iamUserProof, identityCenterWitnesses, isIdentityCenterRole } from "./identities.ts";

const sso = "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Analyst_0123456789abcdef";
const bobId = "906700000000000000000000000000000002";
const seenBy = (table: Table = {}) => {
  const lookups = lookupsOf(table);
  const [recorded, settings] = [creationBy(rolePrincipal("job", "run")), settingsWith()];
  const asked = { recorded, keys: tagKeysOf(settings), directory: directoryOf(settings), lookups };
  return { ...asked, calls: lookups.calls };
};

describe("Identity Center's roles", () => {
  test.each<[string, string | undefined, boolean]>([
    ["its own", roleArn(sso), true],
    ["in a region's path", roleArn(sso.replace(".com/", ".com/eu-west-1/")), true],
    ["two folders below", roleArn(sso.replace(".com/", ".com/eu-west-1/x/")), false],
    ["without a permission set", roleArn("aws-reserved/sso.amazonaws.com/AWSReservedSSO_"), false],
    ["with more after the name", roleArn(`${sso}/x`), false],
    ["with a line break", roleArn(`${sso}\nx`), false],
    ["under another service's path", roleArn(sso.replace("sso.amazonaws.com", "ssoXamazonaws.com")), false],
    ["a session of it", `arn:aws:sts::${place.account}:assumed-role/AWSReservedSSO_Analyst/alice`, false],
    ["a user of the name", roleArn(sso).replace(":role/", ":user/"), false],
    ["none", undefined, false],
    ["of a million characters", roleArn(sso.padEnd(1_000_000, "x")), false],
  ])("%s: %#", (_, arn, expected) => {
    expect(isIdentityCenterRole(arn, place)).toBe(expected);
  });
});

describe("the Identity Center users of a principal", () => {
  const byName = { person: "alice", field: "session name of an Identity Center role" };
  const byId = { person: "bob", field: "userIdentity.onBehalfOf.userId" };
  const portal = rolePrincipal(sso, "alice@example.com");
  test.each<[string, Principal, object[]]>([
    ["by the session's name", portal, [byName]],
    ["by the user's id", { type: "IdentityCenterUser", onBehalfOf: { userId: bobId } }, [byId]],
    ["by both, the id first", { ...portal, onBehalfOf: { userId: bobId } }, [byId, byName]],
    ["not by ids of nobody", { ...portal, session: { roleArn: roleArn(sso) }, onBehalfOf: { userId: "x" } }, []],
    ["not in an ordinary role", rolePrincipal("job", "alice"), []],
  ])("%s", (_, principal, expected) => {
    expect(identityCenterWitnesses(principal, seenBy())).toEqual(expected);
  });
});

describe("an IAM user", () => {
  test("of the directory is proven without a call", async () => {
    const seen = seenBy({ users: { "alice-iam": { studiouserid: "bob" } } });
    expect(await iamUserProof(userPrincipal("alice-iam"), seen)).toEqual({
      studiouserid: { value: "alice", field: "userIdentity.userName", strength: "proven" },
    });
    expect(seen.calls).toEqual([]);
  });

  test("outside it is proven by its own tags, which cost one call", async () => {
    const seen = seenBy({ users: { svc: { TEAM: "TeamA", studiouserid: "mallory" } } });
    const why = "the directory has no such person (tag studiouserid of IAM user svc)";
    expect(await iamUserProof(userPrincipal("svc"), seen)).toEqual({
      team: { value: "TeamA", field: "tag TEAM of IAM user svc", strength: "proven" },
      unproven: [{ tag: "studiouserid", value: "mallory", why }],
    });
    expect(seen.calls).toEqual(["userTags svc"]);
  });
});

describe("whom AWS authenticated along a chain", () => {
  const federated = (change: Partial<IssuedSession> = {}): IssuedSession =>
    sessionOf("analyst", "x", {
      operation: "AssumeRoleWithSAML",
      subject: "alice@idp.example.com",
      issuedTo: samlUser,
      ...change,
    });
  const asked = (issuedTo: Principal): IssuedSession => sessionOf("job", "run", { issuedTo });
  const subject = { person: "alice", field: "AssumeRoleWithSAML: responseElements.subject" };

  test.each<[string, readonly IssuedSession[], object[]]>([
    ["nobody without sessions", [], []],
    ["the subject of an assertion", [federated()], [subject]],
    ["not a subject outside the directory", [federated({ subject: "eve@idp.example.com" })], []],
    ["not the subject of a web identity", [federated({ operation: "AssumeRoleWithWebIdentity" })], []],
    ["not an assertion without a subject", [federated({ subject: undefined } as never)], []],
    [
      "a user who asked",
      [asked(userPrincipal("bob-iam"))],
      [{ person: "bob", field: "AssumeRole: userIdentity.userName" }],
    ],
    [
      "a user of Identity Center who asked",
      [asked(rolePrincipal(sso, "alice"))],
      [{ person: "alice", field: "AssumeRole: session name of an Identity Center role" }],
    ],
    ["not a role that asked", [asked(rolePrincipal("analyst", "alice"))], []],
    [
      "everybody, the nearest first",
      [asked(userPrincipal("bob-iam")), federated()],
      [{ person: "bob", field: "AssumeRole: userIdentity.userName" }, subject],
    ],
  ])("%s", async (_, sessions, expected) => {
    expect(await authenticatedIn({ sessions, doubt: undefined }, seenBy())).toEqual(expected);
  });

  test("is told even where the chain is in doubt: what contradicts must be heard", async () => {
    const chain = { sessions: [federated()], doubt: "too long" };
    expect(await authenticatedIn(chain, seenBy())).toEqual([subject]);
  });
});
