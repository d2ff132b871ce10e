import { ourAccount, type Parts, rootOf, trusting, withId } from "../parts.ts";
import type { Right } from "./right.ts";

const trustOf = (title: string, trust: (parts: Parts) => readonly object[], contract: object = {}): Right => ({
  title,
  change: (parts) => ({ trust: trust(parts), contract: { ...parts.contract, ...contract } }),
});

/** Trusts that are as narrow as the contract, however they are written. */
export const trustRights: readonly Right[] = [
  trustOf("the account by its number", (parts) => [trusting({ AWS: parts.account }, withId(parts))]),
  trustOf("one role of the vendor", (parts) => [
    trusting({ AWS: `arn:aws:iam::${parts.account}:role/etl` }, withId(parts)),
  ]),
  trustOf("the key in another case", (parts) => [
    trusting(rootOf(parts.account), { StringEquals: { "STS:externalid": parts.externalId } }),
  ]),
  trustOf("StringLike without a wildcard", (parts) => [
    trusting(rootOf(parts.account), { StringLike: { "sts:ExternalId": parts.externalId } }),
  ]),
  trustOf("a condition on region and address beside", (parts) => [
    trusting(rootOf(parts.account), {
      StringEquals: { "sts:ExternalId": parts.externalId, "aws:RequestedRegion": "us-east-1" },
      IpAddress: { "aws:SourceIp": "198.51.100.0/24" },
    }),
  ]),
  trustOf(
    "a name for the session beside",
    (parts) => [
      trusting(rootOf(parts.account), {
        StringEquals: { "sts:ExternalId": parts.externalId },
        StringLike: { "sts:RoleSessionName": "etl-*" },
      }),
    ],
    { roleSessionName: "^etl-" },
  ),
  {
    title: "two accounts of the contract",
    change: (parts) => ({
      trust: [
        trusting({ AWS: [`arn:aws:iam::${parts.account}:root`, "arn:aws:iam::900000000888:root"] }, withId(parts)),
      ],
      contract: { ...parts.contract, accounts: [parts.account, "900000000888"] },
    }),
  },
  trustOf("a statement for our own people beside", (parts) => [
    ...parts.trust,
    trusting({ AWS: `arn:aws:iam::${ourAccount}:role/break-glass` }, undefined),
  ]),
  trustOf("a sister account beside", (parts) => [...parts.trust, trusting(rootOf("222233334444"), undefined)]),
  trustOf("a Deny beside", (parts) => [
    ...parts.trust,
    {
      Effect: "Deny",
      Principal: "*",
      Action: "sts:AssumeRole",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]),
  trustOf(
    "session tags by name",
    (parts) => [
      ...parts.trust,
      trusting(
        rootOf(parts.account),
        {
          StringEquals: { "sts:ExternalId": parts.externalId },
          "ForAllValues:StringEquals": { "aws:TagKeys": ["project"] },
        },
        "sts:TagSession",
      ),
    ],
    { sessionTags: ["project"] },
  ),
  {
    title: "the longest session of its contract",
    change: ({ role, contract }) => ({
      role: { ...role, path: "/", name: `${role.name}-own`, maxSession: 7_200 },
      contract: { ...contract, maxSession: "PT2H", roleArn: `arn:aws:iam::${ourAccount}:role/${role.name}-own` },
    }),
  },
  {
    title: "the last day of its contract",
    change: ({ contract }) => ({ contract: { ...contract, expires: "2026-11-29" } }),
  },
  { title: "used two months ago", change: ({ role }) => ({ role: { ...role, usedAt: "2026-09-20T00:00:00Z" } }) },
];
