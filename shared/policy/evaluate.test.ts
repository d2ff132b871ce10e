import { describe, expect, test } from "@jest/globals";
import { evaluate } from "./evaluate.ts";
import {
  account,
  allow,
  deny,
  identity,
  named,
  object,
  request,
  resourcePolicy,
  roleArn,
  sessionArn,
  vendorAccount,
  when,
} from "./fixtures.ts";
import type { Layers, Request } from "./model.ts";
import { readPolicy } from "./read.ts";

const reads = identity(allow("s3:Get*", "arn:aws:s3:::acme-data/*"));
const decisionOf = (layers: Partial<Layers>, change: Partial<Request> = {}) =>
  evaluate(request(change), { identity: [], ...layers }).decision;

describe("identity policies", () => {
  test.each<[string, object[], string]>([
    ["nothing", [], "implicitDeny"],
    ["an Allow", [allow("s3:GetObject", object)], "allowed"],
    ["an Allow in another case", [allow("S3:getobject", object)], "allowed"],
    ["an Allow of another action", [allow("s3:PutObject", object)], "implicitDeny"],
    ["an Allow elsewhere", [allow("s3:*", "arn:aws:s3:::other/*")], "implicitDeny"],
    ["resources mind case", [allow("s3:*", "arn:aws:s3:::ACME-data/*")], "implicitDeny"],
    ["NotAction", [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }], "allowed"],
    ["NotAction that names it", [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }], "implicitDeny"],
    [
      "NotResource that names it",
      [{ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::acme-data/*" }],
      "implicitDeny",
    ],
    ["a Deny wins", [allow("*"), deny("s3:*")], "explicitDeny"],
    ["a Deny elsewhere", [allow("*"), deny("s3:*", "arn:aws:s3:::other/*")], "allowed"],
    [
      "a Deny whose condition fails",
      [allow("*"), deny("*", "*", when("Bool", "aws:SecureTransport", "false"))],
      "allowed",
    ],
    ["an operator that AWS does not have", [allow("*", "*", when("String", "aws:x", "y"))], "ambiguous"],
    ["the same in a Deny", [allow("*"), deny("*", "*", when("String", "aws:x", "y"))], "ambiguous"],
    ["a Deny that is not clear, of what nobody allows", [deny("*", "*", when("String", "aws:x", "y"))], "implicitDeny"],
    ["a statement without an effect", [{ Action: "*", Resource: "*" }, allow("*")], "ambiguous"],
    ["a wildcard over parts of an ARN", [allow("*", "arn:aws:s3*")], "ambiguous"],
  ])("%s", (_, statements, expected) => {
    expect(decisionOf({ identity: [identity(...statements)] })).toBe(expected);
  });

  test("the statement that decides is named", () => {
    const policy = identity(allow("iam:*"), allow("s3:*", "*", { Sid: "Read" }));
    expect(evaluate(request(), { identity: [policy] })).toEqual({
      decision: "allowed",
      statement: { policy: "identity", index: 1, sid: "Read" },
    });
    const denying = named("deny", "identity", [deny("s3:*", "*", { Sid: "No" })]);
    expect(evaluate(request(), { identity: [policy, denying] })).toEqual({
      decision: "explicitDeny",
      statement: { policy: "deny", index: 0, sid: "No" },
    });
    expect(evaluate(request(), { identity: [] })).toEqual({ decision: "implicitDeny", statement: undefined });
  });

  test("root needs no policy", () => {
    const root = { principal: { arn: `arn:aws:iam::${account}:root` } };
    expect(decisionOf({}, root)).toBe("allowed");
    expect(decisionOf({ scps: [[identity(allow("iam:*"))]] }, root)).toBe("implicitDeny");
  });

  test.each([["{"], [`{"Statement": "${"x".repeat(140_000)}"}`], ["[]"]])(
    "a policy that cannot be read may say anything: %.14s",
    (text) => {
      const unread = { name: "unread", policy: readPolicy(text, "identity") };
      expect(decisionOf({ identity: [unread] })).toBe("ambiguous");
      expect(decisionOf({ identity: [reads, unread] })).toBe("ambiguous");
      expect(decisionOf({ identity: [identity(deny("*")), unread] })).toBe("explicitDeny");
    },
  );

  test("a policy that is too long says what it says", () => {
    const long = identity(allow("s3:*", ["*", `arn:aws:s3:::${"x".repeat(11_000)}`]));
    expect(long.policy.problems).toHaveLength(1);
    expect(decisionOf({ identity: [long] })).toBe("allowed");
  });
});

describe("layers of the principal", () => {
  const wide = identity(allow("*"));
  const other = identity(allow("iam:*"));
  test.each<[string, Partial<Layers>, string]>([
    ["a boundary that allows", { identity: [reads], boundary: wide }, "allowed"],
    ["a boundary that does not", { identity: [reads], boundary: other }, "implicitDeny"],
    ["a boundary grants nothing", { boundary: wide }, "implicitDeny"],
    ["a boundary that denies", { identity: [reads], boundary: identity(allow("*"), deny("s3:*")) }, "explicitDeny"],
    ["a session policy that allows", { identity: [reads], session: [other, wide] }, "allowed"],
    ["a session policy that does not", { identity: [reads], session: [other] }, "implicitDeny"],
    ["no session policy", { identity: [reads], session: [] }, "allowed"],
    ["each level of the organisation", { identity: [reads], scps: [[wide], [other, wide]] }, "allowed"],
    ["one level that does not", { identity: [reads], scps: [[wide], [other]] }, "implicitDeny"],
    ["a level without policies", { identity: [reads], scps: [[]] }, "implicitDeny"],
    ["an SCP that denies", { identity: [reads], scps: [[wide, identity(deny("s3:*"))]] }, "explicitDeny"],
    ["an RCP that does not", { identity: [reads], rcps: [[other]] }, "implicitDeny"],
  ])("%s", (_, layers, expected) => expect(decisionOf(layers)).toBe(expected));
});

describe("a resource's policy in the same account", () => {
  const narrow = identity(allow("iam:*"));
  const aws = (arn: string) => ({ AWS: arn });
  test.each<[string, Partial<Layers>, string]>([
    ["grants to a session", { resource: resourcePolicy(aws(sessionArn)) }, "allowed"],
    [
      "grants to a session beside boundary and session policy",
      { resource: resourcePolicy(aws(sessionArn)), boundary: narrow, session: [narrow] },
      "allowed",
    ],
    ["grants to the role", { resource: resourcePolicy(aws(roleArn)) }, "allowed"],
    [
      "grants to the role within its boundary",
      { resource: resourcePolicy(aws(roleArn)), boundary: narrow },
      "implicitDeny",
    ],
    [
      "grants to the role within the session policy",
      { resource: resourcePolicy(aws(roleArn)), session: [narrow] },
      "implicitDeny",
    ],
    ["grants to another role", { resource: resourcePolicy(aws(`${roleArn}-2`)) }, "implicitDeny"],
    ["hands over to the account", { resource: resourcePolicy(aws(account)) }, "implicitDeny"],
    [
      "hands over to the account, which allows",
      { identity: [reads], resource: resourcePolicy(aws(account)) },
      "allowed",
    ],
    ["grants to anybody", { resource: resourcePolicy("*") }, "allowed"],
    ["grants to anybody beside a boundary", { resource: resourcePolicy("*"), boundary: narrow }, "ambiguous"],
    ["denies", { identity: [reads], resource: resourcePolicy("*", { Effect: "Deny" }) }, "explicitDeny"],
    [
      "denies another",
      { identity: [reads], resource: resourcePolicy(aws(vendorAccount), { Effect: "Deny" }) },
      "allowed",
    ],
    ["without a Resource means itself", { resource: resourcePolicy(aws(roleArn), { Resource: undefined }) }, "allowed"],
    [
      "is about another object",
      { resource: resourcePolicy(aws(roleArn), { Resource: "arn:aws:s3:::acme-data/x" }) },
      "implicitDeny",
    ],
    [
      "is named first where it grants by itself",
      { identity: [reads], resource: resourcePolicy(aws(roleArn)) },
      "allowed",
    ],
  ])("%s", (_, layers, expected) => expect(decisionOf(layers)).toBe(expected));

  test("a user is granted by itself, whatever its boundary", () => {
    const user = `arn:aws:iam::${account}:user/u`;
    const layers = { resource: resourcePolicy(aws(user)), boundary: narrow };
    expect(decisionOf(layers, { principal: { arn: user } })).toBe("allowed");
  });

  test("names what granted", () => {
    const policy = (layers: Partial<Layers>) => evaluate(request(), { identity: [reads], ...layers }).statement?.policy;
    expect(policy({ resource: resourcePolicy(aws(roleArn)) })).toBe("resource");
    expect(policy({ resource: resourcePolicy(aws(account)) })).toBe("identity");
  });

  const key = `arn:aws:kms:us-east-1:${account}:key/1`;
  const kms = (Principal: unknown) => named("key", "resource", [{ ...allow("kms:*"), Principal }]);
  test.each<[string, Partial<Layers>, string]>([
    [
      "needs the key's policy",
      { identity: [identity(allow("kms:*"))], resource: kms(aws(vendorAccount)) },
      "implicitDeny",
    ],
    ["is handed over", { identity: [identity(allow("kms:*"))], resource: kms(aws(account)) }, "allowed"],
    ["is handed over to nobody", { resource: kms(aws(account)) }, "implicitDeny"],
    ["is granted", { resource: kms(aws(roleArn)) }, "allowed"],
  ])("a key %s", (_, layers, expected) => {
    expect(decisionOf(layers, { action: "kms:Decrypt", resource: { arn: key } })).toBe(expected);
  });
});

describe("a resource in another account", () => {
  const elsewhere = { context: { "aws:ResourceAccount": vendorAccount } };
  test.each<[string, Partial<Layers>, string]>([
    ["needs both", { identity: [reads], resource: resourcePolicy({ AWS: account }) }, "allowed"],
    ["needs the resource's policy", { identity: [reads] }, "implicitDeny"],
    ["needs the principal's policy", { resource: resourcePolicy({ AWS: sessionArn }) }, "implicitDeny"],
    [
      "needs the boundary",
      { identity: [reads], resource: resourcePolicy("*"), boundary: identity(allow("iam:*")) },
      "implicitDeny",
    ],
  ])("%s", (_, layers, expected) => expect(decisionOf(layers, elsewhere)).toBe(expected));

  test("the ARN says so where it has an account", () => {
    const queue = { action: "sqs:SendMessage", resource: { arn: `arn:aws:sqs:us-east-1:${vendorAccount}:q` } };
    expect(decisionOf({ identity: [identity(allow("sqs:*"))] }, queue)).toBe("implicitDeny");
  });
});

test("a service is let in by the resource's policy alone", () => {
  const service = { principal: { arn: "cloudtrail.amazonaws.com" } };
  expect(decisionOf({ resource: resourcePolicy({ Service: "cloudtrail.amazonaws.com" }) }, service)).toBe("allowed");
  expect(decisionOf({ identity: [reads] }, service)).toBe("implicitDeny");
});

describe("a Deny with NotPrincipal", () => {
  const butFor = (principals: readonly string[]) =>
    resourcePolicy(undefined, { Effect: "Deny", Principal: undefined, NotPrincipal: { AWS: principals } });
  test.each<[string, Partial<Layers>, string]>([
    ["denies everybody else", { resource: butFor([vendorAccount]) }, "explicitDeny"],
    [
      "spares who is named with role, session and account",
      { resource: butFor([account, roleArn, sessionArn]) },
      "allowed",
    ],
    ["with a part of these is not known", { resource: butFor([roleArn]) }, "ambiguous"],
    [
      "denies whoever has a boundary",
      { resource: butFor([account, roleArn, sessionArn]), boundary: identity(allow("*")) },
      "explicitDeny",
    ],
  ])("%s", (_, layers, expected) => expect(decisionOf({ identity: [reads], ...layers })).toBe(expected));

  test("AWS knows no Allow with it", () => {
    expect(
      decisionOf({
        resource: resourcePolicy(undefined, { Principal: undefined, NotPrincipal: { AWS: vendorAccount } }),
      }),
    ).toBe("ambiguous");
  });
});
