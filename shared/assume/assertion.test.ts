import { expect, test } from "@jest/globals";
import { chosen, readAssertion } from "./assertion.ts";
import { samlResponse, samlRole } from "./fake-assertion.ts";

const arn = (path: string) => `arn:aws:iam::111122223333:role/${path}`;
const provider = "arn:aws:iam::111122223333:saml-provider/idp";
const xml = samlResponse({
  Role: [samlRole("a/sales"), `${provider} , ${arn("admin")}`, "no role"],
  ...{ RoleSessionName: ["alice"], TransitiveTagKeys: ["team", "studiouserid"] },
});
const encoded = Buffer.from(xml).toString("base64");

test.each([xml, encoded, encoded.replaceAll(/(.{76})/g, "$1\n"), `\n${encoded}\n`])("XML and base64 %#", (text) => {
  const { base64, ...rest } = readAssertion(text, "--saml-assertion");
  expect(Buffer.from(base64, "base64").toString()).toBe(xml);
  expect(rest).toEqual({
    roles: [
      { roleArn: arn("a/sales"), providerArn: provider },
      { roleArn: arn("admin"), providerArn: provider },
    ],
    ...{ sessionName: "alice", transitiveKeys: ["team", "studiouserid"] },
  });
});

const entity = `<!DOCTYPE x [<!ENTITY a "b">]>${xml.slice(xml.indexOf("<samlp"))}`;
const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><samlp:Response>&b;</samlp:Response>`;
const outside = `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><samlp:Response>&a;</samlp:Response>`;

test.each([
  ["", "it is neither XML nor base64"],
  ["not base64!", "it is neither XML nor base64"],
  [Buffer.from("hello").toString("base64"), "it is not well-formed, or has a DOCTYPE or comments"],
  ["<a>", "it is not well-formed"],
  ...[entity, bomb, outside].map((text) => [text, "has a DOCTYPE"] as const),
  [xml.replace("alice", "al<!-- -->ice"), "or comments"],
  ["<a/>", "it has 0 assertions that are not encrypted"],
  [xml.replace("</samlp:Response>", '<saml:Assertion ID="_2"/></samlp:Response>'), "it has 2 assertions"],
  [
    samlResponse({ Role: [arn("a"), `${arn("a")},${provider},${arn("b")}`, `${arn("a b")},${provider}`] }),
    "it names no role of AWS",
  ],
  [samlResponse({ Role: ["x".repeat(100_000)] }), "characters are too many"],
])("what is none is refused %#", (text, message) => {
  expect(() => readAssertion(text, "--saml-assertion")).toThrow(message);
});

test("the role is one of those that it names", () => {
  const { roles } = readAssertion(xml, "");
  expect(chosen({ roles }, (one) => one === arn("admin"), "--role").roleArn).toBe(arn("admin"));
  const all = `${arn("a/sales")}, ${arn("admin")}`;
  expect(() => chosen({ roles }, undefined, "--role")).toThrow(
    `--role: the assertion names 2 roles; allowed: one of ${all}`,
  );
  expect(() => chosen({ roles }, () => false, "--role")).toThrow(
    `--role: the assertion does not name it; allowed: ${all}`,
  );
});
