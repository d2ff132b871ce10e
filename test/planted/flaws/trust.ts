import {
  allow,
  bucketArn,
  objectsOf,
  ourAccount,
  type Parts,
  perfect,
  rootOf,
  secretOf,
  trusting,
  withId,
} from "../parts.ts";
import type { Flaw } from "./flaw.ts";

/** The trust is another. */
const trustOf = (title: string, trust: (parts: Parts) => readonly object[], ...expected: readonly string[]): Flaw => ({
  title,
  expected,
  break: (parts) => ({ trust: trust(parts) }),
});

const contractOf = (title: string, contract: (parts: Parts) => object, ...expected: readonly string[]): Flaw => ({
  title,
  expected,
  break: (parts) => ({ contract: { ...parts.contract, ...contract(parts) } }),
});

/** The vendor's own id is what the trust and the contract say, and is a poor one. */
const idOf = (title: string, id: (parts: Parts) => string, ...expected: readonly string[]): Flaw => ({
  title,
  expected,
  break: (parts) => ({
    externalId: id(parts),
    trust: [trusting(rootOf(parts.account), { StringEquals: { "sts:ExternalId": id(parts) } })],
    contract: { ...parts.contract, externalId: id(parts) },
  }),
});

const sharedId = secretOf("shared by two vendors");
const stranger = "900000000777";
const idBy = (operator: string, value: (parts: Parts) => unknown) => (parts: Parts) => [
  trusting(rootOf(parts.account), { [operator]: { "sts:ExternalId": value(parts) } }),
];

/** External ids: absent, weak, wide, poor, shared. */
export const externalIdFlaws: readonly Flaw[] = [
  trustOf("no external id", ({ account }) => [trusting(rootOf(account), undefined)], "trust-without-external-id"),
  trustOf(
    "no external id in the second statement",
    (parts) => [
      trusting(rootOf(parts.account), withId(parts)),
      trusting({ AWS: `arn:aws:iam::${parts.account}:role/support` }, undefined),
    ],
    "trust-without-external-id",
  ),
  trustOf(
    "another condition in its place",
    ({ account }) => [trusting(rootOf(account), { Bool: { "aws:SecureTransport": "true" } })],
    "trust-without-external-id",
  ),
  trustOf(
    "MFA in its place, if there is any",
    ({ account }) => [trusting(rootOf(account), { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } })],
    "trust-without-external-id",
  ),
  trustOf(
    "an external id only if there is one",
    idBy("StringEqualsIfExists", ({ externalId }) => externalId),
    "external-id-weak-operator",
  ),
  trustOf(
    "any external id but one",
    idBy("StringNotEquals", () => "guest"),
    "external-id-weak-operator",
  ),
  trustOf(
    "for all values",
    idBy("ForAllValues:StringEquals", ({ externalId }) => externalId),
    "external-id-weak-operator",
  ),
  trustOf(
    "any external id",
    idBy("StringLike", () => "*"),
    "external-id-wildcard",
  ),
  trustOf(
    "its own or any",
    idBy("StringLike", ({ externalId }) => [externalId, "*"]),
    "external-id-wildcard",
  ),
  trustOf(
    "what begins so",
    idBy("StringLike", ({ vendor }) => `${vendor}-*`),
    "external-id-wildcard",
  ),
  idOf("our account's number", () => ourAccount, "external-id-guessable"),
  idOf("the vendor's name", ({ vendor }) => vendor, "external-id-guessable"),
  idOf("a word", () => "password123", "external-id-guessable"),
  idOf("the id of another vendor", () => sharedId, "external-id-shared"),
  idOf("its id, which another vendor has too", () => sharedId, "external-id-shared"),
];

/** Who may come. */
export const trustFlaws: readonly Flaw[] = [
  trustOf("everybody", () => [trusting("*", undefined)], "trust-on-anybody", "trust-without-external-id"),
  trustOf("everybody who knows the id", (parts) => [trusting({ AWS: "*" }, withId(parts))], "trust-on-anybody"),
  trustOf(
    "everybody but one",
    (parts) => [
      { Effect: "Allow", NotPrincipal: rootOf(stranger), Action: "sts:AssumeRole", Condition: withId(parts) },
    ],
    "trust-by-exclusion",
  ),
  trustOf("another account", (parts) => [trusting(rootOf(stranger), withId(parts))], "trust-wider-than-contract"),
  trustOf(
    "another account beside",
    (parts) => [
      trusting({ AWS: [`arn:aws:iam::${parts.account}:root`, `arn:aws:iam::${stranger}:root`] }, withId(parts)),
    ],
    "trust-wider-than-contract",
    "several-vendors-on-a-role",
  ),
  trustOf(
    "all of STS",
    (parts) => [trusting(rootOf(parts.account), undefined, "sts:*")],
    "trust-without-external-id",
    "session-tags-not-limited",
  ),
  trustOf(
    "all that begins with Assume",
    ({ account }) => [trusting(rootOf(account), undefined, "sts:Assume*")],
    "trust-without-external-id",
  ),
  trustOf(
    "a principal that was deleted",
    (parts) => [...parts.trust, trusting({ AWS: "AROAJQABLZS4A3QDU576Q" }, withId(parts))],
    "trust-on-deleted-principal",
  ),
  trustOf(
    "any session tags",
    (parts) => [trusting(rootOf(parts.account), withId(parts), ["sts:AssumeRole", "sts:TagSession"])],
    "session-tags-not-limited",
  ),
  { title: "nobody registered it", break: () => ({ contract: undefined }), expected: ["role-not-registered"] },
  {
    title: "a session longer than the contract",
    break: ({ role }) => ({ role: { ...role, maxSession: 43_200 } }),
    expected: ["session-longer-than-contract"],
  },
  contractOf("a contract that has ended", () => ({ expires: "2026-06-30" }), "role-outlives-contract"),
  {
    title: "not used for months",
    break: ({ role }) => ({ role: { ...role, usedAt: "2026-07-01T00:00:00Z" } }),
    expected: ["role-unused"],
  },
  { title: "never used", break: ({ role }) => ({ role: { ...role, usedAt: "never" } }), expected: ["role-unused"] },
  {
    title: "a second role of the vendor",
    break: (parts) => ({
      others: [{ name: `${parts.vendor}-legacy`, trust: parts.trust, inline: objectsOf(parts.bucket) }],
    }),
    expected: ["several-roles-of-a-vendor", "role-unused"],
    on: ({ vendor }) => `arn:aws:iam::${ourAccount}:role/${vendor}-legacy`,
  },
  {
    title: "a second vendor on the role",
    break: (parts) => ({ trust: [...parts.trust, trusting(rootOf(perfect(501).account), withId(parts))] }),
    expected: ["several-vendors-on-a-role", "trust-wider-than-contract"],
  },
  {
    title: "ReadOnlyAccess under another name, for an account that nobody registered",
    break: (parts) => ({
      contract: undefined,
      inline: { look: [allow("s3:Get*"), allow("s3:ListBucket", bucketArn(parts))] },
      boundary: undefined,
    }),
    expected: ["role-not-registered", "reads-all-data"],
  },
  {
    title: "nobody registered it, and it lies among our own",
    break: ({ role, vendor }) => ({
      contract: undefined,
      tags: {},
      role: { ...role, path: "/", name: `datapipe-${vendor}` },
    }),
    expected: ["role-not-registered"],
  },
  {
    title: "any repository of the internet",
    break: ({ role, vendor }) => ({
      contract: undefined,
      tags: {},
      role: { ...role, path: "/", name: `ci-${vendor}` },
      trust: [
        trusting(
          { Federated: `arn:aws:iam::${ourAccount}:oidc-provider/token.actions.githubusercontent.com` },
          { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } },
          "sts:AssumeRoleWithWebIdentity",
        ),
      ],
    }),
    expected: ["federation-without-subject"],
  },
  {
    title: "in another vendor's name space",
    break: ({ role }) => ({ role: { ...role, path: "/vendor/another/" } }),
    expected: ["role-outside-name-space"],
  },
];
