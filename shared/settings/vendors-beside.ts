import type { VendorSettings } from "../model/vendor-settings.ts";
import { madeNames } from "../names.ts";
import { overlaps } from "../policy/glob.ts";
import type { Problem } from "./words.ts";

type Named = readonly [name: string, vendor: VendorSettings];

interface Clash {
  key: keyof VendorSettings | undefined;
  /** Between a vendor and one that stands before it. */
  isSo(one: Named, before: Named): boolean;
  message(before: string): string;
}

const isOurs = ({ roleArn }: VendorSettings): boolean => roleArn === undefined;

/**
 * Two contracts must not mean one thing: an abused role is cut off without another, no vendor acts as another, and whoever knows
 * the one's external id could be taken for the other. Only a deployment is refused: the audit finds in live roles what clashes.
 */
const clashes: readonly Clash[] = [
  {
    key: "roleArn",
    isSo: ([, one], [, before]) => one.roleArn !== undefined && one.roleArn === before.roleArn,
    message: (before) => `is ${before}'s already; allowed: a role of its own`,
  },
  {
    key: "externalId",
    isSo: ([, one], [, before]) => one.externalId !== "auto" && one.externalId === before.externalId,
    message: (before) => `is ${before}'s too; allowed: one of its own`,
  },
  {
    key: "bucket",
    isSo: ([, one], [, before]) =>
      scopes(one).some((mine) => scopes(before).some((theirs) => isInTheWay(mine, theirs))),
    message: (before) => `${before} writes there too; allowed: a bucket or prefix of its own`,
  },
  {
    key: "bucket",
    isSo: ([, one], [, before]) =>
      scopes(one).some((mine) => scopes(before).some((theirs) => isPatternOver(mine, theirs))),
    message: (before) => `a pattern means ${before}'s buckets too; allowed: names that are its own`,
  },
  {
    // IAM does not mind case in the names of roles.
    key: undefined,
    isSo: ([name], [before]) => name.toLowerCase() === before.toLowerCase(),
    message: (before) => `is ${before} in other letters; allowed: another name`,
  },
  {
    key: undefined,
    isSo: ([name, one], [other, before]) =>
      name.toLowerCase() !== other.toLowerCase() && makeBoth(one, before) && beginAlike(name, other),
    message: (before) => `what it makes would be named like what ${before} makes; allowed: a name that neither begins`,
  },
];

/** What is wrong with contracts beside each other, each told of the later one. */
export const problemsBeside = (vendors: Readonly<Record<string, VendorSettings>>): readonly Problem[] =>
  Object.entries(vendors).flatMap((one, index, all) =>
    clashes.flatMap(({ key, isSo, message }): Problem[] => {
      const before = all.slice(0, index).find((other) => isSo(one, other));
      if (before === undefined) return [];
      return [
        {
          path: ["vendors", one[0], ...(key === undefined ? [] : [key])],
          at: key === undefined ? "key" : "value",
          message: message(before[0]),
        },
      ];
    }),
  );

/** Grants that tell a vendor's own things by their names. Instances are told by tags alone. */
const withNames = ["eks", "lambda", "sagemaker"];

const makeBoth = (one: VendorSettings, other: VendorSettings): boolean =>
  isOurs(one) &&
  isOurs(other) &&
  withNames.some((service) => [one, other].every(({ services }) => services.includes(service)));

/** `acme` and `acme-eu`: the names of the second are all names that the first may give. */
const beginAlike = (one: string, other: string): boolean => {
  const [mine, theirs] = [madeNames(one).toLowerCase(), madeNames(other).toLowerCase()];
  return mine.startsWith(theirs) || theirs.startsWith(mine);
};

interface Scope {
  bucket: string;
  prefix: string;
  isWritten: boolean;
}

const scopes = ({ bucket }: VendorSettings): readonly Scope[] => {
  if (bucket === undefined) return [];
  if (typeof bucket === "string") return [{ bucket, prefix: "", isWritten: true }];
  if ("pattern" in bucket) return [{ bucket: bucket.pattern, prefix: "", isWritten: true }];
  return bucket.map(({ access, ...scope }) => ({ ...scope, isWritten: access === "write" }));
};

const isPattern = ({ bucket }: Scope): boolean => bucket.includes("*");

const isInTheWay = (one: Scope, two: Scope): boolean =>
  !isPattern(one) &&
  one.bucket === two.bucket &&
  one.isWritten &&
  two.isWritten &&
  (one.prefix.startsWith(two.prefix) || two.prefix.startsWith(one.prefix));

/** It may delete the buckets of its names, and whoever only reads one of them would read what it puts there. */
const isPatternOver = (one: Scope, two: Scope): boolean =>
  (isPattern(one) || isPattern(two)) && overlaps(one.bucket, two.bucket);
