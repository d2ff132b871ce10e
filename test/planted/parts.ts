import { createHash } from "node:crypto";

/** One vendor with its role, in parts: a case of the planted account changes one of them. */
export interface Parts {
  vendor: string;
  /** Of the vendor. */
  account: string;
  externalId: string;
  bucket: string;
  role: { path: string; name: string; maxSession: number; usedAt: string | "never" };
  trust: readonly object[];
  inline: Readonly<Record<string, readonly object[]>>;
  /** Statements undefined: the document is not among the planted ones. */
  attached: readonly { arn: string; statements?: readonly object[] }[];
  /** Statements of the permissions boundary. */
  boundary: readonly object[] | undefined;
  tags: Readonly<Record<string, string>>;
  /** As in `vendors.<name>` of the settings; undefined: nobody registered it. */
  contract: Readonly<Record<string, unknown>> | undefined;
  users: readonly PlantedUser[];
  resourcePolicies: readonly { resource: string; statements: readonly object[] }[];
  /** Further roles beside it, by their names. */
  others: readonly { name: string; inline: readonly object[]; trust: readonly object[] }[];
}

export interface PlantedUser {
  name: string;
  path: string;
  tags: Readonly<Record<string, string>>;
  inline: readonly object[];
  keys: readonly ("active" | "inactive")[];
}

export const ourAccount = "111122223333";
export const now = "2026-11-29T12:00:00Z";

export const allow = (action: unknown, resource: unknown = "*", condition?: object): object => ({
  ...{ Effect: "Allow", Action: action, Resource: resource },
  ...(condition === undefined ? {} : { Condition: condition }),
});

export const trusting = (
  principal: unknown,
  condition: object | undefined,
  action: unknown = "sts:AssumeRole",
): object => ({
  ...{ Effect: "Allow", Principal: principal, Action: action },
  ...(condition === undefined ? {} : { Condition: condition }),
});

export const roleArn = ({ role }: Parts): string => `arn:aws:iam::${ourAccount}:role${role.path}${role.name}`;
export const bucketArn = ({ bucket }: Parts): string => `arn:aws:s3:::${bucket}`;
export const rootOf = (account: string): { AWS: string } => ({ AWS: `arn:aws:iam::${account}:root` });
export const withId = ({ externalId }: Parts): object => ({ StringEquals: { "sts:ExternalId": externalId } });

/** What reading and writing a bucket needs. */
export const objectsOf = (bucket: string): readonly object[] => [
  allow(["s3:ListBucket", "s3:GetBucketLocation"], `arn:aws:s3:::${bucket}`),
  allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"], `arn:aws:s3:::${bucket}/*`),
];

/** Letters and digits that nobody guesses, the same in each run. */
export const secretOf = (seed: string): string =>
  createHash("sha256")
    .update(seed)
    .digest("base64")
    .replaceAll(/[^A-Za-z0-9]/g, "")
    .slice(0, 40);

/** A vendor whose role is right: it does what its contract says, and nothing else. */
export const perfect = (index: number): Parts => {
  const vendor = `acme${String(index).padStart(3, "0")}`;
  const account = String(900_000_000_000 + index * 7_919);
  const [externalId, bucket] = [secretOf(vendor), `${vendor}-exchange`];
  return {
    ...{ vendor, account, externalId, bucket },
    role: { path: `/vendor/${vendor}/`, name: `vendor-${vendor}`, maxSession: 3_600, usedAt: "2026-11-27T04:00:00Z" },
    trust: [trusting(rootOf(account), { StringEquals: { "sts:ExternalId": externalId } })],
    inline: { contract: objectsOf(bucket) },
    attached: [],
    boundary: objectsOf(bucket),
    tags: { "sagewarden:vendor": vendor },
    contract: {
      accounts: [account],
      externalId,
      bucket,
      services: ["s3"],
      maxSession: "PT1H",
      expires: "2027-12-31",
      owner: "alice",
    },
    ...{ users: [], resourcePolicies: [], others: [] },
  };
};
