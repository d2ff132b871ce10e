import type { BucketScope, Contract } from "../../model/contract.ts";
import { ownNames, vendorTag } from "./grant.ts";
import { globalRegion } from "./limits.ts";

/** What the vendor's people need: what to enter, what they may do, what is refused. No external id is in it. */
export interface Sheet {
  vendor: string;
  account: string;
  roleArn: string;
  externalId: string;
  sessionName: string;
  sourceIdentity: string;
  sessionTags: readonly string[];
  /** seconds */
  sessionLength: number;
  regions: readonly string[];
  addresses: readonly string[];
  hours: string;
  expires: string | null;
  services: readonly string[];
  buckets: readonly string[];
  /** How what it makes has to be named and tagged. Empty: it makes nothing. */
  making: readonly string[];
  passRoles: readonly string[];
  assumes: readonly string[];
  secrets: readonly string[];
  refused: readonly string[];
  /** A command that takes the role. */
  example: string;
  contact: string;
}

export interface SheetPlace {
  account: string;
  /** Who answers for the vendor, with an address where one is known. */
  contact: string;
}

export const sheetOf = (contract: Contract, { account, contact }: SheetPlace): Sheet => {
  const { vendor, role, regions, sourceIps, services, passRoles, assumes, secrets, sessionTags, expires } = contract;
  return {
    vendor,
    account,
    roleArn: role.arn,
    externalId: whereItIs(contract),
    sessionName: named(contract.sessionName, contract.sessionNameStart) ?? "any",
    sourceIdentity: named(contract.sourceIdentity, contract.sourceIdentityStart) ?? "none; a call with one is refused",
    sessionLength: contract.maxSession,
    addresses: sourceIps,
    hours: hoursOf(contract),
    expires: expires ?? null,
    buckets: contract.buckets.map(scopeText),
    making: makingOf(contract),
    refused: refusals(contract),
    example: exampleOf(contract),
    ...{ sessionTags, regions, services, passRoles, assumes, secrets, contact },
  };
};

const whereItIs = ({ externalId, role }: Contract): string => {
  if (externalId.type === "given") return "the value that you gave us";
  // Nothing of ours made one for it.
  if (role.madeBy === "others") return "as the role's trust policy asks for it; agree on one with the contact below";
  return `comes to you by another way than this sheet. For us: Secrets Manager, ${externalId.secret}, version AWSCURRENT`;
};

const named = (pattern: string | undefined, start: string | undefined): string | undefined => {
  if (start !== undefined) return `begins with ${start}`;
  return pattern === undefined ? undefined : `matches the regular expression ${pattern}`;
};

const hoursOf = ({ hours }: Contract): string =>
  hours === undefined ? "any" : `${hours.from} to ${hours.to} UTC, ${hours.days.join(" ")}`;

const scopeText = ({ bucket, prefix, access, madeBy }: BucketScope): string => {
  const where = prefix === "" ? bucket : `${bucket}, keys that begin with ${prefix}`;
  return `${where}: ${access === "write" ? "reads and writes" : "reads"}${madeBy === "vendor" ? "; you make these buckets" : ""}`;
};

/** Declared service -> what is made by it, and what its name begins with. */
const things: Readonly<Record<string, (contract: Contract) => string>> = {
  ec2: () =>
    "instances (IMDSv2 only, from public images or those tagged for you), their volumes and network interfaces",
  eks: (contract) => `clusters and node groups, clusters named ${ownNames(contract)}`,
  lambda: (contract) => `functions named ${ownNames(contract)}, without a VPC`,
  sagemaker: (contract) => `training jobs named ${ownNames(contract).toLowerCase()}, without a VPC`,
};

/** Instances need no role; what else is made runs as one. */
const makingOf = (contract: Contract): readonly string[] =>
  contract.services
    .filter((service) => contract.role.madeBy === "us" && (service === "ec2" || contract.passRoles.length > 0))
    .flatMap((service) => (Object.hasOwn(things, service) ? things[service]?.(contract) : undefined) ?? [])
    .map((thing) => `${thing}: with the tag ${vendorTag} = ${contract.vendor} when they are made`);

const refusals = (contract: Contract): readonly string[] => [
  "everything that this sheet does not name",
  "sts:AssumeRole without the external id, or from another account than yours",
  ...(contract.sessionTags.length === 0 ? ["session tags"] : ["other session tags, and transitive ones"]),
  `calls in another region (global services count as ${globalRegion(contract.regions)})`,
  ...(contract.sourceIps.length === 0 ? [] : ["calls from another address, a VPC endpoint's included"]),
  ...(contract.expires === undefined ? [] : [`every call after ${contract.expires} (UTC), in live sessions too`]),
  "calls without TLS",
  ...(contract.buckets.length === 0
    ? []
    : ["versions of objects, ACLs and tags of objects, the policy and the settings of a bucket that is not yours"]),
];

/** In a shell the value stays out of the command and its history. */
const exampleOf = ({
  role,
  regions,
  sessionNameStart = "",
  vendor,
  maxSession,
  sourceIdentityStart,
  sourceIdentity,
}: Contract) => {
  const identity = sourceIdentity === undefined ? "" : ` --source-identity "${sourceIdentityStart ?? ""}NAME"`;
  const name = sessionNameStart === "" ? `${vendor}-JOB` : `${sessionNameStart}JOB`;
  return `aws sts assume-role --region ${regions[0]} --role-arn '${role.arn.replaceAll("'", "'\\''")}' --role-session-name "${name}" --external-id "$EXTERNAL_ID" --duration-seconds ${maxSession}${identity}`;
};

const shown = (list: readonly string[]): string => (list.length === 0 ? "none" : list.join(", "));

/** Label and text, in the order of the sheet. */
export const sheetLines = (sheet: Sheet): readonly (readonly [label: string, text: string])[] => [
  ["AWS account", sheet.account],
  ["Role", sheet.roleArn],
  ["External id", sheet.externalId],
  ["Session name", sheet.sessionName],
  ["Source identity", sheet.sourceIdentity],
  ["Session tags", shown(sheet.sessionTags)],
  ["Session length", `at most ${sheet.sessionLength / 60} minutes`],
  ["Regions", shown(sheet.regions)],
  ["Addresses", sheet.addresses.length === 0 ? "any" : shown(sheet.addresses)],
  ["Hours", sheet.hours],
  ["Last day", sheet.expires ?? "none"],
  ["Services", shown(sheet.services)],
  ...sheet.buckets.map((text) => ["Bucket", text] as const),
  ...sheet.making.map((text) => ["You make", text] as const),
  ...(sheet.passRoles.length === 0 ? [] : [["Roles for services", shown(sheet.passRoles)] as const]),
  ...(sheet.assumes.length === 0 ? [] : [["Further roles", shown(sheet.assumes)] as const]),
  ...(sheet.secrets.length === 0 ? [] : [["Secrets", shown(sheet.secrets)] as const]),
  ...sheet.refused.map((text) => ["Refused", text] as const),
  ["Contact", sheet.contact],
];

/** Prefixes and patterns may be of others' making: no cell breaks the table, none becomes a link. */
const cell = (text: string): string =>
  text
    .replaceAll(/\p{Cc}/gu, " ")
    .replaceAll(/[\\|[`]/g, "\\$&")
    .replaceAll("<", "&lt;");

export const sheetMarkdown = (sheet: Sheet): string => `# Access for ${cell(sheet.vendor)}

| | |
| --- | --- |
${sheetLines(sheet)
  .map(([label, text]) => `| ${label} | ${cell(text)} |`)
  .join("\n")}

To take the role, with the external id in the variable EXTERNAL_ID:

\`\`\`
${sheet.example}
\`\`\`

Take it anew before a session ends: sessions are not renewed. Keep no access keys for this account; none is needed. From an SDK, use
its provider for assumed roles with the same parameters.
`;
