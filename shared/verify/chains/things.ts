import type { Estate } from "../model.ts";
import { objectsOf } from "../places.ts";
import type { Tags, Thing } from "./model.ts";

export interface Person {
  team: string;
  person: string;
}

/** Things of one side, by IAM's name of the type. */
export type Belongings = (type: string) => Thing;

/** One of each that matters: the victim's, the attacker's own, and what both share. */
export interface Things {
  theirs: Belongings;
  mine: Belongings;
  /** What the attacker makes anew; tagged as the request says. */
  fresh: Belongings;
  domain: Thing;
  /** Where the victim's objects are, and the buckets that they are in. */
  buckets: readonly Thing[];
  objects: readonly Thing[];
  repository: Thing;
  key: Thing;
  /** In both spellings that policies use, with and without `:*`. */
  logGroups: readonly Thing[];
  logStream: Thing;
  /** For actions that know no resource. */
  anything: Thing;
}

const domainId = "d-shared";

/** Where the ARN says more than type and name. */
const paths: Readonly<Record<string, (person: string) => string>> = {
  "user-profile": (person) => `${domainId}/${person}`,
  app: (person) => `${domainId}/${person}/JupyterLab/default`,
  space: (person) => `${domainId}/${person}-space`,
};

/** facts of IAM: their tags are no condition keys. */
const untaggable = ["mlflow-tracking-server", "human-loop", "shared-model"];

export const thingsOf = (estate: Estate, attacker: Person, victim: Person): Things => {
  const { partition, region, account } = estate;
  const arn = (service: string, resource: string): string =>
    `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const tagsOf = ({ team, person }: Person): Tags => ({
    [estate.tagKeys.team]: team,
    [estate.tagKeys.studiouserid]: person,
  });
  const belongings =
    ({ team, person }: Person, suffix: string, isTagged: boolean): Belongings =>
    (type) => ({
      arn: arn("sagemaker", `${type}/${paths[type]?.(`${person}${suffix}`) ?? `${team}-${type}${suffix}`}`),
      tags: isTagged ? tagsOf({ team, person }) : {},
      isTagAskable: !untaggable.includes(type),
    });
  const objects = objectsOf(victim.team, estate);
  const buckets = new Set(objects.map((each) => each.slice(0, each.indexOf("/"))));
  const theirThing = (where: string): Thing => ({ arn: where, tags: tagsOf(victim), isTagAskable: true });
  const group = arn("logs", "log-group:/aws/sagemaker/TrainingJobs");
  return {
    theirs: belongings(victim, "", true),
    mine: belongings(attacker, "", true),
    fresh: belongings(attacker, "-new", false),
    domain: { arn: arn("sagemaker", `domain/${domainId}`), tags: {}, isTagAskable: true },
    buckets: [...buckets].map((each) => ({ arn: each, tags: {}, isTagAskable: true })),
    // The tags that S3 tells of an object are its bucket's.
    objects: objects.map((each) => ({ ...theirThing(each), isTagAskable: false })),
    repository: theirThing(arn("ecr", `repository/${victim.team.toLowerCase()}-images`)),
    key: theirThing(arn("kms", "key/11111111-2222-3333-4444-555555555555")),
    logGroups: [group, `${group}:*`].map((each) => ({ arn: each, tags: {}, isTagAskable: true })),
    logStream: { arn: `${group}:log-stream:${victim.team}-job/algo-1`, tags: {}, isTagAskable: true },
    anything: { arn: "*", tags: {}, isTagAskable: false },
  };
};

/** What Studio says of the one who calls from it. */
export const studioContext = (
  { partition, region, account }: Estate,
  caller: string,
  owner: string,
  sharing: string,
) => ({
  "sagemaker:DomainId": domainId,
  "sagemaker:UserProfileName": caller,
  "sagemaker:OwnerUserProfileArn": `arn:${partition}:sagemaker:${region}:${account}:user-profile/${domainId}/${owner}`,
  "sagemaker:SpaceSharingType": sharing,
});
