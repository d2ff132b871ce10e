import type { RoleImage } from "#shared/model/role-image.ts";
import { account } from "../fixtures.ts";

export const policyText = (Statement: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement });

/** A vendor's role: reads a bucket, and is taken from the vendor's account with an external id. */
export const aRole = (change: Partial<RoleImage> = {}): RoleImage => {
  const { name = "vendor-acme", path = "/vendor/acme/" } = change;
  return {
    arn: `arn:aws:iam::${account}:role${path}${name}`,
    id: `AROA${name
      .replaceAll(/[^A-Za-z0-9]/g, "")
      .toUpperCase()
      .padEnd(17, "0")}`,
    name,
    path,
    createdAt: "2026-01-01T00:00:00Z",
    description: undefined,
    maxSession: 3_600,
    trust: policyText([
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::999988887777:root" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": "e-1" } },
      },
    ]),
    boundary: undefined,
    inline: [{ name: "data", document: policyText([{ Effect: "Allow", Action: "s3:*", Resource: "*" }]) }],
    attached: [],
    tags: [],
    profiles: [],
    ...change,
  };
};
