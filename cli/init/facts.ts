import type { RoleTrust, UserWithTags } from "#shared/aws/inspect/iam.ts";
import type { ProfileWithTags } from "#shared/aws/inspect/sagemaker.ts";
import { describeFailure } from "../failure.ts";

/** What the account shows. */
export interface Facts {
  account: string;
  region: string;
  profiles: readonly ProfileWithTags[];
  users: readonly UserWithTags[];
  roles: readonly RoleTrust[];
  /** CloudTrail records of STS and SageMaker, newest first. */
  records: readonly unknown[];
  /** What could not be read, and why. */
  unread: readonly string[];
}

/** Where the facts come from. Tests answer from a table. */
export interface Sources {
  region(): Promise<string>;
  account(region: string): Promise<string>;
  profiles(region: string): Promise<readonly ProfileWithTags[]>;
  users(region: string): Promise<readonly UserWithTags[]>;
  roles(region: string): Promise<readonly RoleTrust[]>;
  records(region: string): Promise<readonly unknown[]>;
}

/** Enough to start from; LookupEvents answers 100 records a second at most. */
const most = { profiles: 500, users: 500, roles: 2_000, records: 200 };

export const liveSources: Sources = {
  region: async () => (await import("#shared/aws/inspect/region.ts")).usualRegion(),
  account: async (region) => (await (await import("#shared/aws/inspect/sts.ts")).getCaller({ region })).account,
  profiles: async (region) =>
    (await import("#shared/aws/inspect/sagemaker.ts")).listProfiles(most.profiles, { region }),
  users: async (region) => (await import("#shared/aws/inspect/iam.ts")).listUsers(most.users, { region }),
  roles: async (region) => (await import("#shared/aws/inspect/iam.ts")).listRoles(most.roles, { region }),
  records: async (region) => {
    const { lookupRecords } = await import("#shared/aws/inspect/cloudtrail.ts");
    const of = (value: string) => lookupRecords({ key: "EventSource", value, most: most.records }, { region });
    return [...(await of("sts.amazonaws.com")), ...(await of("sagemaker.amazonaws.com"))];
  },
};

/** Reads everything. Only who and where we are must be known; the rest may be refused, and is then named. */
export const gather = async (sources: Sources): Promise<Facts> => {
  const region = await sources.region();
  const account = await sources.account(region);
  const unread: string[] = [];
  const tryTo = async <Item>(what: string, read: () => Promise<readonly Item[]>): Promise<readonly Item[]> => {
    try {
      return await read();
    } catch (error) {
      unread.push(`${what}: ${describeFailure(error)}`);
      return [];
    }
  };
  const profiles = await tryTo("user profiles", () => sources.profiles(region));
  const users = await tryTo("IAM users", () => sources.users(region));
  const roles = await tryTo("roles", () => sources.roles(region));
  const records = await tryTo("the trail", () => sources.records(region));
  return { account, region, profiles, users, roles, records, unread };
};
