import type { Goal } from "../../model.ts";
import type { Context, Thing, Try } from "../model.ts";
import { direct } from "../tries.ts";
import type { World } from "../world.ts";

interface Row {
  action: string;
  on: Thing;
  goal: Goal;
  known?: string;
  context?: Context;
}

const tries = ({ sessions }: World, rows: readonly Row[]): readonly Try[] =>
  sessions.flatMap((by) =>
    rows.map(({ action, on, goal, known, context = {} }) => direct(by, { goal, known, action }, on, { context })),
  );

/** Another team's prefix, and what holds for the bucket as a whole. */
export const objects = (world: World): readonly Try[] => {
  const prefixes = [[], `${world.victim.team}/`].map((prefix): Context => ({ "s3:prefix": prefix }));
  const onBucket = [
    "PutBucketPolicy",
    "DeleteBucketPolicy",
    "PutBucketAcl",
    "PutBucketCORS",
    "PutLifecycleConfiguration",
  ];
  return tries(world, [
    ...world.things.objects.flatMap((on) =>
      onObject.flatMap(([goal, names]) => names.map((name): Row => ({ action: `s3:${name}`, on, goal }))),
    ),
    ...world.things.buckets.flatMap((on): readonly Row[] => [
      ...prefixes.map((context): Row => ({ action: "s3:ListBucket", on, goal: "data-read", context })),
      { action: "s3:DeleteBucket", on, goal: "data-deleted" },
      ...onBucket.map((name): Row => ({ action: `s3:${name}`, on, goal: "data-written" })),
    ]),
  ]);
};

const onObject: readonly (readonly [Goal, readonly string[]])[] = [
  ["data-read", ["GetObject", "GetObjectVersion", "GetObjectTorrent"]],
  ["data-written", ["PutObject", "PutObjectAcl", "PutObjectVersionAcl", "ReplicateObject"]],
  ["data-deleted", ["DeleteObject", "DeleteObjectVersion"]],
];

/** Whoever writes an image runs code wherever it is pulled. */
export const images = (world: World): readonly Try[] => {
  const on = world.things.repository;
  return tries(world, [
    { action: "ecr:SetRepositoryPolicy", on, goal: "data-written", known: "C11" },
    { action: "ecr:PutImage", on, goal: "data-written", known: "C11" },
    { action: "ecr:BatchGetImage", on, goal: "data-read" },
    { action: "ecr:BatchDeleteImage", on, goal: "data-deleted" },
    { action: "ecr:DeleteRepository", on, goal: "data-deleted" },
  ]);
};

/** Logs and metrics of another team's jobs: read, forged, sent on, or gone. All teams' streams lie in SageMaker's groups. */
export const logs = (world: World): readonly Try[] => {
  const { logGroups, logStream, anything } = world.things;
  const measured = { "cloudwatch:namespace": `${world.victim.team}/jobs` };
  return tries(world, [
    { action: "cloudwatch:PutMetricData", on: anything, goal: "data-written", context: measured },
    { action: "logs:GetLogEvents", on: logStream, goal: "data-read" },
    { action: "logs:PutLogEvents", on: logStream, goal: "data-written" },
    { action: "logs:DeleteLogStream", on: logStream, goal: "data-deleted" },
    { action: "logs:PutResourcePolicy", on: anything, goal: "data-read", known: "C12" },
    ...logGroups.flatMap((on): readonly Row[] => [
      { action: "logs:FilterLogEvents", on, goal: "data-read" },
      { action: "logs:PutSubscriptionFilter", on, goal: "data-read", known: "C12" },
      { action: "logs:PutRetentionPolicy", on, goal: "data-deleted" },
      { action: "logs:DeleteLogGroup", on, goal: "data-deleted" },
    ]),
  ]);
};

/** The key's own policy is not known: taken is that it hands over to the account, as KMS sets up every key. */
export const keys = (world: World): readonly Try[] => {
  const on = world.things.key;
  return tries(world, [
    { action: "kms:Decrypt", on, goal: "data-read" },
    { action: "kms:CreateGrant", on, goal: "data-read" },
    { action: "kms:PutKeyPolicy", on, goal: "data-written" },
    { action: "kms:DisableKey", on, goal: "data-deleted" },
    { action: "kms:ScheduleKeyDeletion", on, goal: "data-deleted" },
  ]);
};

/** Search shows what its filter lets through: all teams' without one, the victim's with theirs. */
export const search = (world: World): readonly Try[] => {
  const { estate, victim, things } = world;
  const filter = `sagemaker:SearchVisibilityCondition/Tags.${estate.tagKeys.team}/EqualsIfExists`;
  const row: Row = { action: "sagemaker:Search", on: things.anything, goal: "data-read", known: "C13" };
  return tries(world, [row, { ...row, context: { [filter]: victim.team } }]);
};
