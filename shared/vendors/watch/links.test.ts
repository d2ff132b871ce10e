import { describe, expect, test } from "@jest/globals";
import {
  account,
  actOf,
  assumeRecord,
  callRecord,
  role,
  seenOf,
  vendorIdentity,
  vendorSettings,
} from "./example-acts.ts";
import { changedRole, idsOf, isForeignAccount, type LinkSubject, linksOf, mayLink, takenRole } from "./links.ts";

const iam = (eventName: string, responseElements: object, change: object = {}) =>
  callRecord("iam", eventName, {}, { responseElements, ...change });
const tied = (record: object, watched: object = {}) => {
  const seen = seenOf(record, watched);
  return linksOf(seen.act, seen.watched);
};
const made = (record: object, watched: object = {}) => tied(record, watched).map(({ id, how }) => [id, how]);
const lambda = { role: `arn:aws:iam::${account}:role/service-role/predict`, functionName: "predict-1" };
const hub = `arn:aws:iam::${account}:role/hub-data`;
const credentials = { accessKeyId: "ASIANEXT", expiration: "Jul 1, 2026, 11:00:00 AM" };
const chain = (assumedRoleUser: object) =>
  callRecord("sts", "AssumeRole", { roleArn: hub }, { responseElements: { credentials, assumedRoleUser } });

describe("what a watched role's act ties to it", () => {
  test.each([
    [
      "a key",
      iam("CreateAccessKey", { accessKey: { accessKeyId: "AKIAMADE", userName: "x" } }),
      "key:AKIAMADE",
      "minted",
    ],
    ["a user", iam("CreateUser", { user: { arn: "arn:aws:iam::1:user/x" } }), "arn:aws:iam::1:user/x", "minted"],
    ["a role", iam("CreateRole", { role: { arn: "arn:aws:iam::1:role/x" } }), "arn:aws:iam::1:role/x", "minted"],
    [
      "a function",
      callRecord("lambda", "CreateFunction20150331", lambda),
      `worker:${account}:predict/predict-1`,
      "minted",
    ],
    [
      "a session",
      callRecord("sts", "AssumeRole", {}, { responseElements: { credentials: { accessKeyId: "ASIANEXT" } } }),
      "key:ASIANEXT",
      "chained",
    ],
  ])("%s", (_what, record, id, how) => {
    expect(made(record)).toEqual([[id, how]]);
    expect(mayLink(actOf(record))).toBe(true);
    expect(made({ ...record, errorCode: "AccessDenied" })).toEqual([]);
    expect(made(record, { how: "changed" })).toEqual([]);
  });

  test.each<[string, object, string, LinkSubject]>([
    [
      "a password",
      iam("CreateLoginProfile", {}, { requestParameters: { userName: "jo" } }),
      `password:${account}:jo`,
      { type: "password", user: "jo" },
    ],
    [
      "a SAML provider",
      iam("CreateSAMLProvider", { sAMLProviderArn: "arn:aws:iam::1:saml-provider/x" }),
      "arn:aws:iam::1:saml-provider/x",
      { type: "identity-provider", arn: "arn:aws:iam::1:saml-provider/x" },
    ],
    [
      "an OpenID provider",
      iam("CreateOpenIDConnectProvider", { openIDConnectProviderArn: "arn:aws:iam::1:oidc-provider/x.org/y" }),
      "arn:aws:iam::1:oidc-provider/x.org/y",
      { type: "identity-provider", arn: "arn:aws:iam::1:oidc-provider/x.org/y" },
    ],
  ])("%s, which acts under no id of its own", (_what, record, id, subject) => {
    expect(tied(record)).toMatchObject([{ id, how: "minted", subject }]);
    expect(mayLink(actOf(record))).toBe(true);
  });

  test.each<[string, object, LinkSubject]>([
    [
      "a key: whose",
      iam("CreateAccessKey", { accessKey: { accessKeyId: "AKIAMADE", userName: "x" } }),
      { type: "key", user: "x" },
    ],
    [
      "a user: its unique id",
      iam("CreateUser", { user: { arn: "arn:aws:iam::1:user/x", userId: "AIDAX" } }),
      { type: "user", arn: "arn:aws:iam::1:user/x", uniqueId: "AIDAX" },
    ],
    [
      "a role: its unique id",
      iam("CreateRole", { role: { arn: "arn:aws:iam::1:role/x", roleId: "AROAX" } }),
      { type: "role", arn: "arn:aws:iam::1:role/x", uniqueId: "AROAX" },
    ],
    [
      "a function: its name and role",
      callRecord("lambda", "CreateFunction20150331v2", lambda),
      { type: "function", name: "predict-1", role: lambda.role },
    ],
    [
      "a session: the role, the session as IAM knows it, its end",
      chain({ assumedRoleId: "AROAHUB:auger-8" }),
      { type: "role-session", role: hub, session: "AROAHUB:auger-8", until: "2026-07-01T11:00:00.000Z" },
    ],
    ["a session whose name has no form", chain({ assumedRoleId: "AROAHUB:*" }), { type: "role-session", role: hub }],
    [
      "a session without a role: the user",
      {
        ...callRecord("sts", "GetFederationToken", { name: "f" }, { responseElements: { credentials } }),
        userIdentity: { type: "IAMUser", userName: "jo", accessKeyId: "AKIAMADE" },
      },
      { type: "federated-session", user: "jo" },
    ],
  ])("carries what a denial needs of %s", (_what, record, subject) => {
    const [link] = tied(record, { how: "chained" });
    expect(link?.subject).toMatchObject(subject);
    expect(link?.subject).not.toHaveProperty("session", "AROAHUB:*");
  });

  test.each([
    ["a user", iam("CreateUser", { user: { arn: "not an ARN" } })],
    ["a provider", iam("CreateSAMLProvider", { sAMLProviderArn: "arn:aws:iam::1:saml-provider/x:role/y" })],
    ["a password", iam("CreateLoginProfile", {}, { requestParameters: { userName: "a:role/b" } })],
  ])("nothing by a text that is no name or ARN of %s", (_what, record) => expect(tied(record)).toEqual([]));

  test("a role, of a person whom one only asked to judge: nothing", () => {
    const record = iam("CreateRole", { role: { arn: "arn:aws:iam::1:role/x" } });
    const userIdentity = { type: "IAMUser", arn: `arn:aws:iam::${account}:user/jo`, accountId: account };
    expect(made({ ...record, userIdentity }, { registered: false })).toEqual([]);
    expect(made(record, { registered: false })).toHaveLength(1);
  });

  test("its own session is no chain", () => expect(made(assumeRecord)).toEqual([]));
  test("a read ties nothing", () => expect(mayLink(actOf(iam("GetRole", { role: { arn: "x" } })))).toBe(false));
});

test("a principal is found by its key, as a worker, and by its role", () => {
  expect(idsOf(actOf(callRecord("s3", "ListBuckets")).principal)).toEqual([
    "key:ASIAAUGER00000000001",
    `worker:${account}:vendor-auger/auger-7`,
    role,
  ]);
  expect(idsOf({ type: "IAMUser", arn: "arn:aws:iam::1:user/x" })).toEqual(["arn:aws:iam::1:user/x"]);
  expect(idsOf({ type: "AWSService" })).toEqual([]);
});

describe("the role that is taken", () => {
  test("by the request", () => expect(takenRole(actOf(assumeRecord))).toBe(role));

  test("denied: by the message", () => {
    const errorMessage = `User: ${vendorIdentity.arn} is not authorized to perform: sts:AssumeRole on resource: ${role}`;
    const record = { ...assumeRecord, requestParameters: null, errorCode: "AccessDenied", errorMessage };
    expect(takenRole(actOf(record))).toBe(role);
  });

  test("none by another call, nor by what is no role", () => {
    expect(takenRole(actOf(callRecord("iam", "GetRole", { roleArn: role })))).toBeUndefined();
    expect(takenRole(actOf({ ...assumeRecord, requestParameters: { roleArn: "a role" } }))).toBeUndefined();
  });
});

describe("the role that is changed", () => {
  const name = { partition: "aws", account, name: "vendor-auger" };
  test.each([
    ["by the request", callRecord("iam", "PutRolePolicy", { roleName: "vendor-auger" }), name],
    [
      "denied: by the message",
      callRecord("iam", "PutRolePolicy", null, {
        errorCode: "AccessDenied",
        errorMessage:
          "User: x is not authorized to perform: iam:PutRolePolicy on resource: role vendor-auger because no",
      }),
      name,
    ],
    ["not by a read", callRecord("iam", "GetRole", { roleName: "vendor-auger" }), undefined],
    ["not by another service", callRecord("sts", "TagRole", { roleName: "vendor-auger" }), undefined],
  ])("%s", (_what, record, changed) => expect(changedRole(actOf(record))).toEqual(changed));
});

test.each([
  ["another account", { type: "AWSAccount", account: "444455556666" }, true],
  ["one of the organisation", { type: "AWSAccount", account: "777788889999" }, false],
  ["the own", { type: "AWSAccount", account }, false],
  ["the caller's own copy of the record", { type: "AssumedRole", account: "444455556666" }, false],
])("foreign: %s", (_what, principal, is) => {
  const settings = { ...vendorSettings(), organization: { accounts: ["777788889999"] } };
  expect(isForeignAccount(principal, role, settings)).toBe(is);
});
