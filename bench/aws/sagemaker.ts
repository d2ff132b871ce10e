import { account } from "../../test/fixtures.ts";
import { type Answer, Refused } from "./answer.ts";

interface Pair {
  Key: string;
  Value: string;
}

interface Page {
  MaxResults?: number;
  NextToken?: string;
}

export interface Estate {
  /** How many notebook instances and user profiles there are already. */
  existing: number;
  /** The name that each of these profiles has, before its number. */
  profilesNamed: string;
  /** The execution role of all profiles. */
  role: string;
}

const arnOf = (resource: string): string => `arn:aws:sagemaker:us-east-1:${account}:${resource}`;
const domainId = "d-bench";

/** As SageMaker pages: 10 unless the caller asks for more, 100 at most. */
const pageOf = <Row>(rows: readonly Row[], { MaxResults = 10, NextToken = "0" }: Page) => {
  const end = Number(NextToken) + Math.min(MaxResults, 100);
  return { rows: rows.slice(Number(NextToken), end), ...(end < rows.length ? { NextToken: `${end}` } : {}) };
};

/** SageMaker with as many resources as wanted; what is created during the run is added with `create`. */
export const sageMaker = ({ existing, profilesNamed, role }: Estate) => {
  const tags = new Map<string, Map<string, string>>();
  const makers = new Map<string, object>();
  const create = (arn: string, own: Readonly<Record<string, string>> = {}, maker: object = {}): void => {
    tags.set(arn, new Map(Object.entries(own)));
    makers.set(arn.slice(arn.lastIndexOf("/") + 1), maker);
  };
  const numbers = Array.from({ length: existing }, (_, index) => `${index}`.padStart(5, "0"));
  const profiles = ["alice", ...numbers.map((number) => `${profilesNamed}-${number}`)];
  for (const number of numbers) create(arnOf(`notebook-instance/existing-${number}`));
  create(arnOf(`user-profile/${domainId}/alice`), { team: "TeamA", studiouserid: "alice" });

  const tagsOf = (arn: string): Map<string, string> => {
    const found = tags.get(arn);
    if (!found) throw new Refused("ResourceNotFound");
    return found;
  };

  const answers: Readonly<Record<string, Answer>> = {
    AddTags: ({ ResourceArn, Tags }: { ResourceArn: string; Tags: readonly Pair[] }) => {
      const own = tagsOf(ResourceArn);
      for (const { Key, Value } of Tags) own.set(Key, Value);
      return { Tags };
    },
    ListTags: ({ ResourceArn }: { ResourceArn: string }) => ({
      Tags: [...tagsOf(ResourceArn)].map(([Key, Value]) => ({ Key, Value })),
    }),
    ListNotebookInstances: (page: Page) => {
      const { rows, ...rest } = pageOf(numbers, page);
      return { NotebookInstances: rows.map((number) => ({ NotebookInstanceName: `existing-${number}` })), ...rest };
    },
    ListUserProfiles: ({ UserProfileNameContains = "", ...page }: Page & { UserProfileNameContains?: string }) => {
      const named = profiles.filter((name) => name.includes(UserProfileNameContains));
      const { rows, ...rest } = pageOf(named, page);
      return { UserProfiles: rows.map((name) => ({ DomainId: domainId, UserProfileName: name })), ...rest };
    },
    DescribeUserProfile: ({ UserProfileName }: { UserProfileName: string }) => ({
      UserProfileArn: arnOf(`user-profile/${domainId}/${UserProfileName}`),
      UserSettings: { ExecutionRole: role },
    }),
    DescribeDomain: () => ({ DefaultUserSettings: { ExecutionRole: role } }),
    DescribeTrainingJob: ({ TrainingJobName }: { TrainingJobName: string }) => makers.get(TrainingJobName) ?? {},
  };
  const has = (arn: string): Readonly<Record<string, string>> => Object.fromEntries(tagsOf(arn));
  return { create, has, answers };
};
