import type { Contract } from "../../model/contract.ts";
import { names } from "../../names.ts";
import { covers, overlaps } from "../../policy/glob.ts";
import { rangeProblem } from "./addresses.ts";
import { boundaryDocument, permissionsDocument, trustDocument } from "./documents.ts";
import { grants } from "./grants.ts";
import { globalRegion } from "./limits.ts";
import { takers } from "./roles.ts";

/** Why no role can be made of a contract. */
export interface RoleProblem {
  /** In the vendor's part of the settings: `services[1]`. */
  path: string;
  message: string;
}

type Check = (contract: Contract) => readonly RoleProblem[];

const at = (path: string, message: string): RoleProblem => ({ path, message });

/** One problem for each entry of a list that has one. */
const each = (
  path: string,
  list: readonly string[],
  why: (entry: string, index: number) => string | undefined,
): RoleProblem[] =>
  list.flatMap((entry, index) => {
    const message = why(entry, index);
    return message === undefined ? [] : [at(`${path}[${index}]`, `${JSON.stringify(entry)}: ${message}`)];
  });

const services: Check = (contract) =>
  each("services", contract.services, (service) =>
    Object.hasOwn(grants, service)
      ? undefined
      : `no grant is known for it; allowed: ${Object.keys(grants).join(", ")}, or a role of your own by roleArn`,
  );

const rolePattern = /^arn:[^:]+:iam::[^:]+:role(\/[^*?]{3}.*)$/;

/** Who takes one of Sagewarden's roles ends its own watch; who takes another vendor's cannot be told from that one. */
const roleProblem = (pattern: string, own: string): string | undefined => {
  const [, name] = rolePattern.exec(pattern) ?? [];
  if (name === undefined || pattern.includes("$"))
    return "no role by its ARN, or not 3 characters of its path and name before a wildcard";
  if (overlaps(name, `${names.rolePath}*`)) return "means roles of Sagewarden too; allowed: others";
  if (overlaps(name, `${names.vendorPath}*`) && !covers(`${own}*`, name))
    return `means roles of other vendors too; allowed: under ${own}, or others`;
  return undefined;
};

const roles: Check = ({ passRoles, assumes, services: declared, role: { path: own } }) => [
  ...each("passRoles", passRoles, (pattern) => roleProblem(pattern, own)),
  ...each("assumes", assumes, (pattern) => roleProblem(pattern, own)),
  ...(passRoles.length > 0 && !declared.some((service) => Object.hasOwn(takers, service))
    ? [at("passRoles", `no service takes a role; allowed: with one of ${Object.keys(takers).join(", ")} in services`)]
    : []),
];

/** The external ids themselves lie under this name, and what Slack gave us. */
const ours = "sagewarden/*";

const secretForm = /^arn:[^:]+:(secretsmanager:[^:]+:[^:]+:secret:|ssm:[^:]+:[^:]+:parameter\/)[^*?]{3}/;

const secrets: Check = ({ secrets: declared, services: used }) =>
  each("secrets", declared, (pattern) => {
    if (!secretForm.test(pattern) || pattern.includes("$"))
      return "allowed: a secret's or parameter's ARN, 3 characters of its name before a wildcard";
    const [, name] = pattern.split(":secret:");
    if (name !== undefined && overlaps(name, ours)) return "means secrets of Sagewarden too; allowed: others";
    const service = pattern.split(":")[2] ?? "";
    return used.includes(service) ? undefined : `allowed: with ${service} in services`;
  });

/** CloudFormation names a bucket after its stack, in lower case: the trail's begins so. */
const ourBuckets = `${names.stack.toLowerCase()}*`;

const buckets: Check = ({ buckets: declared }) =>
  declared.some(({ bucket }) => overlaps(bucket, ourBuckets))
    ? [at("bucket", `means buckets of Sagewarden too (${ourBuckets}); allowed: others`)]
    : [];

const addresses: Check = ({ sourceIps }) => each("sourceIps", sourceIps, rangeProblem);

/** Tags of the session win over the role's own: a `sagewarden:` key would make it another vendor's. */
const sessionTags: Check = ({ sessionTags: keys }) =>
  each("sessionTags", keys, (key, index) => {
    if (/^(aws|sagewarden):/i.test(key) || /[*?$]/.test(key))
      return "allowed: a key without * ? $, not aws: or sagewarden:";
    const first = keys.findIndex((other) => other.toLowerCase() === key.toLowerCase());
    return first < index ? "is there already: keys do not mind case; allowed: each once" : undefined;
  });

/** What everybody knows is no external id. */
const externalId: Check = ({ externalId: id, vendor, accounts }) => {
  if (id.type === "auto") return [];
  const plain = id.value.toLowerCase();
  const isKnown = [vendor.toLowerCase(), ...accounts].some((word) => plain === word);
  return isKnown || id.value.length < 6
    ? [at("externalId", "can be guessed; allowed: the vendor's own value, at least 6 characters, or auto")]
    : [];
};

const regions: Check = ({ regions: named }) =>
  each("regions", named, (region) =>
    globalRegion([region]) === globalRegion(named) ? undefined : `another partition than ${named[0]}`,
  );

/** In characters, white space aside: of inline policies together, of a managed policy, of a trust that nobody had raised. */
const limits = { permissions: 10_240, boundary: 6_144, trust: 2_048 };

const sample = { partition: "aws-us-gov", account: "0".repeat(12) };

/** As long as what `auto` makes, twice: while a new one is handed over. */
const idLength = ({ externalId: id }: Contract): number => (id.type === "auto" ? 80 : id.value.length);

const sizes: Check = (contract) => {
  const documents = {
    trust: trustDocument(contract, { ...sample, externalId: "x".repeat(idLength(contract)) }),
    permissions: permissionsDocument(contract, sample),
    boundary: boundaryDocument(contract, sample),
  };
  return (["trust", "permissions", "boundary"] as const).flatMap((name) => {
    const { length } = JSON.stringify(documents[name]);
    if (length <= limits[name]) return [];
    const fewer = name === "trust" ? "accounts" : "bucket";
    return [at(fewer, `the role's ${name} would have ${length} characters; allowed: ${limits[name]}`)];
  });
};

const checks: readonly Check[] = [
  services,
  roles,
  secrets,
  buckets,
  addresses,
  sessionTags,
  externalId,
  regions,
  sizes,
];

/** What the settings' own checks leave open, because it matters only for a role that we make. */
export const roleProblems: Check = (contract) => checks.flatMap((check) => check(contract));
