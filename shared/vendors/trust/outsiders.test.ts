import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readPolicy } from "../../policy/read.ts";
import { augersAccount, now, ourAccount, strangersAccount, trustWith } from "../fixture.ts";
import type { Around } from "./contexts.ts";
import { outsidersOf } from "./outsiders.ts";

const sister = "222233334444";
const around: Around = {
  account: ourAccount,
  partition: "aws",
  organization: { accounts: [sister] },
  vendorAccounts: new Set([augersAccount]),
  now,
};
const outside = (statements: readonly unknown[], more: Partial<Around> = {}) => {
  const { document } = trustWith(...statements);
  if (document === undefined) throw new Error("no policy");
  return outsidersOf(document, { ...around, ...more }).map(({ type, account }) => `${type} ${account ?? "-"}`);
};

const allow = (Principal: unknown, Condition?: unknown, more: object = { Action: "sts:AssumeRole" }) => ({
  Effect: "Allow",
  Principal,
  ...more,
  ...(Condition !== undefined && { Condition }),
});
const aws = (...names: string[]) => ({ AWS: names });
const stranger = `arn:aws:iam::${strangersAccount}:root`;

describe("who is outside", () => {
  test.each([
    ["another account", aws(stranger), [`account ${strangersAccount}`]],
    ["its number alone", aws(strangersAccount), [`account ${strangersAccount}`]],
    ["in China", aws(`arn:aws-cn:iam::${strangersAccount}:root`), [`account ${strangersAccount}`]],
    ["one of its roles", aws(`arn:aws:iam::${strangersAccount}:role/a/b`), [`principal ${strangersAccount}`]],
    ["a session", aws(`arn:aws:sts::${strangersAccount}:assumed-role/b/s`), [`principal ${strangersAccount}`]],
    ["our own account", aws(`arn:aws:iam::${ourAccount}:root`), []],
    ["our organisation's", aws(`arn:aws:iam::${sister}:role/x`), []],
    ["anybody", "*", ["anybody -"]],
    ["anybody, in the longer form", aws("*"), ["anybody -"]],
    ["what was deleted", aws("AROAJQABLZS4A3QDU576Q"), ["deleted -"]],
    ["everybody's role of a name", aws("arn:aws:iam::*:role/x"), ["anybody -"]],
    ["two, each named", aws(stranger, augersAccount), [`account ${strangersAccount}`, `account ${augersAccount}`]],
    ["one, named twice", aws(stranger, stranger), [`account ${strangersAccount}`]],
    ["one of our services", { Service: "lambda.amazonaws.com" }, []],
  ])("%s", (_, principal, expected) => expect(outside([allow(principal)])).toEqual(expected));

  test("everybody but one", () => {
    const { Principal, ...rest } = allow("*");
    expect(outside([{ ...rest, NotPrincipal: aws(stranger) }])).toEqual(["anybody -"]);
  });

  test("an account of the organisation that a contract names is a vendor's", () => {
    expect(outside([allow(aws(sister))], { vendorAccounts: new Set([sister]) })).toEqual([`account ${sister}`]);
  });
});

describe("with which action", () => {
  test.each([
    [{ Action: "sts:AssumeRole" }, true],
    [{ Action: "STS:assumerole" }, true],
    [{ Action: "sts:*" }, true],
    [{ Action: "sts:Assume*" }, true],
    [{ Action: "*" }, true],
    [{ Action: ["sts:TagSession", "sts:AssumeRole"] }, true],
    [{ NotAction: "s3:*" }, true],
    [{ NotAction: "sts:*" }, false],
    [{ Action: "sts:TagSession" }, false],
    [{ Action: "sts:AssumeRoleWithSAML" }, false],
  ])("%j: %s", (more, expected) => {
    expect(outside([allow(aws(stranger), undefined, more)])).toEqual(expected ? [`account ${strangersAccount}`] : []);
  });
});

describe("conditions narrow it", () => {
  const only = (operator: string, key: string, ...values: string[]) => ({ [operator]: { [key]: values } });
  test.each([
    ["our account alone", only("StringEquals", "aws:PrincipalAccount", ourAccount), []],
    ["keys do not mind case", only("StringEquals", "AWS:principalaccount", ourAccount), []],
    ["its account", only("StringEquals", "aws:PrincipalAccount", strangersAccount), [`account ${strangersAccount}`]],
    [
      "its account, among ours",
      only("StringEquals", "aws:PrincipalAccount", ourAccount, strangersAccount),
      [`account ${strangersAccount}`],
    ],
    ["a role of ours", only("ArnLike", "aws:PrincipalArn", `arn:aws:iam::${ourAccount}:role/*`), []],
    [
      "a role of its",
      only("ArnLike", "aws:PrincipalArn", `arn:aws:iam::${strangersAccount}:role/x*`),
      [`account ${strangersAccount}`],
    ],
    ["if there is an account", only("StringEqualsIfExists", "aws:PrincipalAccount", ourAccount), []],
    ["all but our account", only("StringNotEquals", "aws:PrincipalAccount", ourAccount), ["anybody -"]],
    ["any address", only("IpAddress", "aws:SourceIp", "198.51.100.0/24"), ["anybody -"]],
    ["an external id", only("StringEquals", "sts:ExternalId", "x1"), ["anybody -"]],
    ["MFA", only("Bool", "aws:MultiFactorAuthPresent", "true"), ["anybody -"]],
    ["for a service only", only("StringEquals", "aws:SourceAccount", ourAccount), []],
    ["until yesterday", only("DateLessThan", "aws:CurrentTime", "2027-01-14T00:00:00Z"), []],
    ["from tomorrow", only("DateGreaterThan", "aws:CurrentTime", "2027-01-16T00:00:00Z"), ["anybody -"]],
    ["an organisation", only("StringEquals", "aws:PrincipalOrgID", "o-abcdefghij"), ["organization -"]],
    [
      "a part of it",
      only("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-abcdefghij/r-ab12/*"),
      ["organization -"],
    ],
    ["whoever is in any", only("StringLike", "aws:PrincipalOrgID", "*"), ["anybody -"]],
    ["an organisation if any", only("StringEqualsIfExists", "aws:PrincipalOrgID", "o-abcdefghij"), ["anybody -"]],
  ])("anybody, %s", (_, condition, expected) => expect(outside([allow("*", condition)])).toEqual(expected));

  test("an account that the same statement shuts out", () => {
    expect(outside([allow(aws(stranger), only("StringEquals", "aws:PrincipalAccount", ourAccount))])).toEqual([]);
  });

  test.each([
    ["ours", "o-abcdefghij", []],
    ["somebody else's", "o-zzzzzzzzzz", ["anybody -"]],
  ])("the organisation is %s", (_, id, expected) => {
    const organization = { id, accounts: [] };
    const trust = [allow("*", only("StringEquals", "aws:PrincipalOrgID", "o-abcdefghij"))];
    expect(outside(trust, { organization })).toEqual(expected);
  });

  test("a registered vendor may have an organisation of its own", () => {
    const trust = [allow(aws(augersAccount), only("StringEquals", "aws:PrincipalOrgID", "o-abcdefghij"))];
    expect(outside(trust)).toEqual([`account ${augersAccount}`]);
  });
});

describe("a Deny beside it", () => {
  const deny = (Principal: unknown, Condition?: unknown, Action = "sts:AssumeRole") => ({
    ...allow(Principal, Condition, { Action }),
    Effect: "Deny",
  });
  const kept = [`account ${strangersAccount}`];
  test.each([
    ["everybody", deny("*"), []],
    ["its account", deny(aws(stranger)), []],
    ["one role of it", deny(aws(`arn:aws:iam::${strangersAccount}:role/x`)), kept],
    ["another action", deny("*", undefined, "sts:TagSession"), kept],
    ["every action", deny("*", undefined, "sts:*"), []],
    ["whoever is not ours", deny("*", { StringNotEquals: { "aws:PrincipalAccount": ourAccount } }), []],
    [
      "whoever is not in our organisation",
      deny("*", { StringNotEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } }),
      ["organization 444455556666"],
    ],
    ["some addresses", deny("*", { NotIpAddress: { "aws:SourceIp": "198.51.100.0/24" } }), kept],
    ["without an external id", deny("*", { Null: { "sts:ExternalId": "true" } }), kept],
    ["until yesterday", deny("*", { DateLessThan: { "aws:CurrentTime": "2027-01-14T00:00:00Z" } }), kept],
    ["since yesterday", deny("*", { DateGreaterThan: { "aws:CurrentTime": "2027-01-14T00:00:00Z" } }), []],
    ["sessions that are old", deny("*", { DateLessThan: { "aws:TokenIssueTime": "2027-01-15T00:00:00Z" } }), kept],
  ])("of %s", (_, denied, expected) => expect(outside([allow(aws(stranger)), denied])).toEqual(expected));

  test("of everybody but ours", () => {
    const { Principal, ...rest } = deny("*");
    expect(outside([allow("*"), { ...rest, NotPrincipal: aws(`arn:aws:iam::${ourAccount}:root`) }])).toEqual([]);
  });
});

describe("identity providers and services", () => {
  const saml = `arn:aws:iam::${ourAccount}:saml-provider/Okta`;
  test.each([
    ["SAML", allow({ Federated: saml }, undefined, { Action: "sts:AssumeRoleWithSAML" }), [`federated ${ourAccount}`]],
    [
      "OIDC, by name",
      allow({ Federated: "accounts.google.com" }, undefined, { Action: "sts:AssumeRoleWith*" }),
      ["federated -"],
    ],
    ["an action that providers do not have", allow({ Federated: saml }), []],
    [
      "a service for our account",
      allow({ Service: "x.amazonaws.com" }, { StringEquals: { "aws:SourceAccount": ourAccount } }),
      [],
    ],
    [
      "a service for another",
      allow({ Service: "x.amazonaws.com" }, { StringEquals: { "aws:SourceAccount": strangersAccount } }),
      [`service ${strangersAccount}`],
    ],
    [
      "a service for its resource",
      allow(
        { Service: "x.amazonaws.com" },
        { ArnLike: { "aws:SourceArn": `arn:aws:s3:us-east-1:${strangersAccount}:x` } },
      ),
      [`service ${strangersAccount}`],
    ],
  ])("%s", (_, statement, expected) => expect(outside([statement])).toEqual(expected));
});

test("a Deny never lets anybody else in", () => {
  const principal = fc.constantFrom<unknown>(
    "*",
    aws(stranger),
    aws(augersAccount),
    aws(ourAccount),
    aws("AROAJQABLZS4A3QDU576Q"),
  );
  const condition = fc.constantFrom<unknown>(
    undefined,
    { StringEquals: { "aws:PrincipalAccount": strangersAccount } },
    { StringNotEquals: { "aws:PrincipalAccount": strangersAccount } },
    { Null: { "sts:ExternalId": "true" } },
    { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } },
  );
  const statement = fc.tuple(principal, condition).map(([one, when]) => allow(one, when));
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), statement, (allowed, denied) => {
      const before = new Set(outside(allowed).map((one) => one.split(" ")[1]));
      for (const one of outside([...allowed, { ...denied, Effect: "Deny" }]))
        expect(before).toContain(one.split(" ")[1]);
    }),
  );
});

test("whatever a document holds, nothing throws", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      const { document } = readPolicy(
        `{"Statement":[${text},{"Effect":"Allow","Principal":${text},"Action":"*"}]}`,
        "trust",
      );
      if (document !== undefined) expect(Array.isArray(outsidersOf(document, around))).toBe(true);
    }),
  );
});
