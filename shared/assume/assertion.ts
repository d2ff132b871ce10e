import { BadInput } from "../model/errors.ts";
import { list, quoted } from "../settings/words.ts";
import { saml } from "../vend/saml-names.ts";
import { allOf, childrenNamed, isNamed, parseXml, textOf, type XmlElement } from "../vend/xml.ts";

/** A role that an assertion lets its bearer take, and the identity provider in the account. */
export interface SamlRole {
  roleArn: string;
  providerArn: string;
}

/** What is read of an assertion. Whether it is true, AWS judges: it alone knows the provider's keys. */
export interface Assertion {
  /** As STS takes it. */
  base64: string;
  roles: readonly [SamlRole, ...SamlRole[]];
  sessionName: string;
  transitiveKeys: readonly string[];
}

const prefix = "https://aws.amazon.com/SAML/Attributes/";
const role = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\x21-\x2b\x2d-\x7e]+$/;
const provider = /^arn:aws[a-z-]*:iam::\d{12}:saml-provider\/[\w.-]+$/;
const largest = 100_000;

/** A SAML response, XML or base64. `place` is what gave it. Throws BadInput. */
export const readAssertion = (text: string, place: string): Assertion => {
  const given = text.trim();
  const isXml = given.startsWith("<");
  const xml = isXml ? given : Buffer.from(given, "base64").toString("utf8");
  const base64 = isXml ? Buffer.from(given).toString("base64") : given.replaceAll(/\s+/g, "");
  const wrong = (what: string) =>
    new BadInput(`${place}: ${what}; allowed: the SAML response of the identity provider, XML or base64`);
  if (base64.length > largest) throw wrong(`${base64.length} characters are too many`);
  if (!isXml && !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw wrong("it is neither XML nor base64");
  const root = parseXml(xml);
  if (root === undefined) throw wrong("it is not well-formed, or has a DOCTYPE or comments");
  const assertions = allOf(root).filter((element) => isNamed(element, saml, "Assertion"));
  const [assertion] = assertions;
  if (assertion === undefined || assertions.length > 1)
    throw wrong(`it has ${assertions.length} assertions that are not encrypted`);
  const roles = valuesOf(assertion, "Role").flatMap(pairOf);
  const [first, ...others] = roles;
  if (first === undefined) throw wrong("it names no role of AWS");
  return {
    ...{ base64, roles: [first, ...others] },
    sessionName: valuesOf(assertion, "RoleSessionName")[0] ?? "",
    transitiveKeys: valuesOf(assertion, "TransitiveTagKeys"),
  };
};

const valuesOf = (assertion: XmlElement, name: string): readonly string[] =>
  allOf(assertion)
    .filter((element) => isNamed(element, saml, "Attribute") && element.getAttribute("Name") === `${prefix}${name}`)
    .flatMap((element) => childrenNamed(element, saml, "AttributeValue").map(textOf));

/** In either order. */
const pairOf = (text: string): readonly SamlRole[] => {
  const parts = text.split(",").map((part) => part.trim());
  const [roleArn, providerArn] = [parts.find((part) => role.test(part)), parts.find((part) => provider.test(part))];
  return roleArn === undefined || providerArn === undefined || parts.length !== 2 ? [] : [{ roleArn, providerArn }];
};

/** The role that is asked for, of those that the assertion names. `isAsked` undefined: nobody said which. Throws BadInput. */
export const chosen = (
  { roles }: Pick<Assertion, "roles">,
  isAsked: ((roleArn: string) => boolean) | undefined,
  option: string,
): SamlRole => {
  const [found, ...others] = isAsked === undefined ? roles : roles.filter(({ roleArn }) => isAsked(roleArn));
  const arns = roles.map(({ roleArn }) => roleArn);
  if (found === undefined) throw new BadInput(`${option}: the assertion does not name it; allowed: ${list(arns)}`);
  if (others.length === 0) return found;
  const several = [found, ...others].map(({ roleArn }) => quoted(roleArn).slice(1, -1));
  throw new BadInput(`${option}: the assertion names ${several.length} roles; allowed: one of ${several.join(", ")}`);
};
