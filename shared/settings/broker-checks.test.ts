import { describe, expect, test } from "@jest/globals";
import { settingsSchema } from "../model/settings.ts";
import { brokerProblems } from "./broker-checks.ts";
import { pathText } from "./words.ts";

const app = "arn:aws:iam::111122223333:role/sales-app";
const oidc = { issuer: "https://idp.example.com", audience: "broker" };
const sales = { kind: "s3", target: "data", groups: ["TeamA"], role: "arn:aws:iam::111122223333:role/sales" };

const check = (
  broker: object | undefined,
  connections: object = { sales },
  people: object = { alice: { team: "TeamA" } },
  region = "us-east-1",
) =>
  brokerProblems(
    settingsSchema.parse({
      ...{ mode: "observe", region, connections, ...(broker && { broker }) },
      tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
      teams: { TeamA: {} },
      people,
    }),
  ).map(({ path, message }) => `${pathText(path)}: ${message}`);

describe("right", () => {
  test.each<[string, object | undefined, object?]>([
    ["no broker", undefined],
    ["tokens", { callers: [app], oidc }],
    ["an issuer on this machine", { callers: [app], oidc: { ...oidc, issuer: "http://127.0.0.1:8080" } }],
    ["assertions", { callers: [app], saml: { metadata: "idp.xml" } }],
    ["only an application's word", { callers: [app] }, { sales: { ...sales, trustedApps: [app] } }],
  ])("%s", (_, broker, connections = { sales }) => {
    expect(check(broker, connections)).toEqual([]);
  });
});

describe("one thing broken", () => {
  test.each<[string, object, object | undefined, string]>([
    [
      "an issuer whose answers anybody between can change",
      { callers: [app], oidc: { ...oidc, issuer: "http://idp.example.com" } },
      undefined,
      'broker.oidc.issuer: "http://idp.example.com" is not secure; allowed: https://…',
    ],
    [
      "no proof at all",
      { callers: [app] },
      undefined,
      "broker: nobody could prove who asks; allowed: with oidc, saml, or trustedApps of a connection",
    ],
    ...[
      "urn:amazon:webservices",
      "urn:amazon:webservices:govcloud",
      "https://signin.aws.amazon.com/saml",
      "https://eu-west-1.signin.aws.amazon.com/saml/acs/1",
      "https://signin.amazonaws.cn/saml",
      "https://signin.amazonaws-us-gov.com/saml",
    ].map((audience): [string, object, undefined, string] => [
      `assertions for ${audience}, with which people sign in to AWS`,
      { callers: [app], saml: { metadata: "idp.xml", audience } },
      undefined,
      `broker.saml.audience: "${audience}" is AWS's own; allowed: an entity id of the broker`,
    ]),
    ...[
      sales.role,
      "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_1",
      "arn:aws:iam::111122223333:role/sagewarden/studio/sagewarden-studio-TeamA",
    ].map((caller): [string, object, undefined, string] => [
      `${caller}, which people take`,
      { callers: [caller], oidc },
      undefined,
      `broker.callers[0]: "${caller}" is a role that people take; allowed: an application's own`,
    ]),
    [
      "a trusted application that cannot call, in a list",
      { callers: [app], oidc },
      [{ name: "sales", ...sales, trustedApps: [app, `${app}2`] }],
      `connections[0].trustedApps[1]: "${app}2" may not call the broker; allowed: one of broker.callers: ${app}`,
    ],
  ])("%s", (_, broker, connections, expected) => {
    expect(check(broker, connections)).toEqual([expected]);
  });

  test.each(["cn-north-1", "us-gov-west-1", "il-central-1"])("a region without function URLs: %s", (region) => {
    expect(check(undefined, undefined, undefined, region)).toEqual([]);
    expect(check({ callers: [app], oidc }, undefined, undefined, region)).toEqual([
      `broker: in ${region} AWS has no function URLs for it; allowed: a region that has, or no broker`,
    ]);
  });

  test("more roles than the function's policies hold", () => {
    const people = Object.fromEntries(
      Array.from({ length: 900 }, (_, n) => [`p${n}`, { team: "TeamA", roles: { own: `${app}-of-person-${n}` } }]),
    );
    const own = { ...sales, role: `\${person.roles.own}` };
    expect(check({ callers: [app], oidc }, { own }, people)).toEqual([
      expect.stringMatching(/^broker: connections name 900 roles; allowed: 45000 characters/),
    ]);
  });

  test.each(["arn:aws:iam::*:role/app", "arn:aws:iam::111122223333:user/app", "arn:aws:iam::111122223333:root"])(
    "%s is no application",
    (caller) => {
      expect(() => check({ callers: [caller], oidc })).toThrow("application's role");
    },
  );
});
