import { tagList } from "../model/tags.ts";
import type { Border, Call, Need, Side } from "./model.ts";

/** What one team must never be able to do to another, tried. */
export interface Attempt {
  id: string;
  /** IAM's name of what must be refused. */
  action: string;
  /** Who tries. Absent: the team. `warden`: the function itself, which may take every team's probe role. */
  by?: "warden";
  /** Without these, and a session of the team, a refusal says nothing. */
  needs: { self: readonly Need[]; other: readonly Need[] };
  /** Absent: always. */
  when?(border: Border): boolean;
  resource(border: Border): string;
  call(border: Border): Call;
  /** Should it succeed: takes back what it did. Tried in this order until one works. Absent: it changed nothing. */
  undo?(border: Border): readonly { by: "self" | "other"; call: Call }[];
}

const sagemaker = (operation: string, params: Call["params"]): Call => ({ service: "sagemaker", operation, params });
const s3 = (operation: string, params: Call["params"]): Call => ({ service: "s3", operation, params });

export const experimentArn = ({ partition, region, account }: Border["place"], name: string): string =>
  `arn:${partition}:sagemaker:${region}:${account}:experiment/${name}`;
export const objectArn = ({ partition, bucket }: Border["place"], key: string): string =>
  `arn:${partition}:s3:::${bucket}/${key}`;

const description = "A decoy of sagewarden probe";

/** The calls by which a team works with what is its own, and others try to. */
export const calls = {
  makeDecoy: ({ decoy, tags }: Pick<Side, "decoy" | "tags">): Call =>
    sagemaker("CreateExperiment", { ExperimentName: decoy, Description: description, Tags: tagList(tags) }),
  describe: (ExperimentName: string): Call => sagemaker("DescribeExperiment", { ExperimentName }),
  update: (ExperimentName: string): Call => sagemaker("UpdateExperiment", { ExperimentName, Description: description }),
  remove: (ExperimentName: string): Call => sagemaker("DeleteExperiment", { ExperimentName }),
  listTags: (ResourceArn: string): Call => sagemaker("ListTags", { ResourceArn }),
  list: ({ bucket }: Border["place"], Prefix: string): Call =>
    s3("ListObjectsV2", { Bucket: bucket, Prefix, MaxKeys: 1 }),
  makeImage: (ImageName: string, RoleArn: string, tags: Side["tags"]): Call =>
    sagemaker("CreateImage", { ImageName, RoleArn, Description: description, Tags: tagList(tags) }),
  removeImage: (ImageName: string): Call => sagemaker("DeleteImage", { ImageName }),
  put: ({ bucket }: Border["place"], Key: string): Call => s3("PutObject", { Bucket: bucket, Key, Body: description }),
  get: ({ bucket }: Border["place"], Key: string): Call => s3("GetObject", { Bucket: bucket, Key }),
  removeObject: ({ bucket }: Border["place"], Key: string): Call => s3("DeleteObject", { Bucket: bucket, Key }),
};

const addTags = ({ other, place }: Border, tags: Side["tags"]): Call =>
  sagemaker("AddTags", { ResourceArn: experimentArn(place, other.decoy), Tags: tagList(tags) });
const deleteTags = ({ other, place }: Border, keys: readonly string[]): Call =>
  sagemaker("DeleteTags", { ResourceArn: experimentArn(place, other.decoy), TagKeys: keys });
const tagsAgain = (border: Border) => [{ by: "self" as const, call: addTags(border, border.other.tags) }];

/** Nobody's key: no policy guards it. */
const plainKey = "sagewarden-probe";

const theirDecoy = {
  needs: { self: ["decoy"], other: ["decoy"] },
  resource: ({ place, other }: Border) => experimentArn(place, other.decoy),
} as const;

const onDecoys: readonly Attempt[] = [
  {
    ...{ ...theirDecoy, id: "read", action: "sagemaker:DescribeExperiment" },
    call: ({ other }) => calls.describe(other.decoy),
  },
  {
    ...{ ...theirDecoy, id: "list-tags", action: "sagemaker:ListTags" },
    call: ({ place, other }) => calls.listTags(experimentArn(place, other.decoy)),
  },
  {
    ...{ ...theirDecoy, id: "update", action: "sagemaker:UpdateExperiment" },
    call: ({ other }) => calls.update(other.decoy),
  },
  {
    ...{ ...theirDecoy, id: "tag", action: "sagemaker:AddTags" },
    // It goes with the decoy.
    call: (border) => addTags(border, { [plainKey]: border.self.unit }),
  },
  {
    ...{ ...theirDecoy, id: "retag-as-own", action: "sagemaker:AddTags" },
    call: (border) => addTags(border, border.self.tags),
    undo: tagsAgain,
  },
  {
    ...{ ...theirDecoy, id: "untag", action: "sagemaker:DeleteTags" },
    call: (border) => deleteTags(border, [border.place.teamKey]),
    undo: tagsAgain,
  },
  {
    ...{ id: "create-as-theirs", action: "sagemaker:CreateExperiment" },
    needs: { self: ["decoy"], other: [] },
    resource: ({ place, fresh }) => experimentArn(place, fresh),
    call: ({ fresh, other }) => calls.makeDecoy({ decoy: fresh, tags: other.tags }),
    undo: ({ fresh }) => [
      { by: "other", call: calls.remove(fresh) },
      { by: "self", call: calls.remove(fresh) },
    ],
  },
  {
    ...{ ...theirDecoy, id: "delete", action: "sagemaker:DeleteExperiment" },
    call: ({ other }) => calls.remove(other.decoy),
    undo: ({ other }) => [{ by: "other", call: calls.makeDecoy(other) }],
  },
];

const theirObject = {
  needs: { self: ["object"], other: ["object"] },
  resource: ({ place, other }: Border) => objectArn(place, other.object),
} as const;

const onObjects: readonly Attempt[] = [
  {
    ...{ ...theirObject, id: "list-objects", action: "s3:ListBucket" },
    resource: ({ place, other }) => objectArn(place, `${other.prefix}*`),
    call: ({ place, other }) => calls.list(place, other.prefix),
  },
  {
    ...{ ...theirObject, id: "get-object", action: "s3:GetObject" },
    call: ({ place, other }) => calls.get(place, other.object),
  },
  {
    ...{ ...theirObject, id: "put-object", action: "s3:PutObject" },
    resource: ({ place, other, fresh }) => objectArn(place, `${other.prefix}.${fresh}`),
    call: ({ place, other, fresh }) => calls.put(place, `${other.prefix}.${fresh}`),
    undo: ({ place, other, fresh }) => [
      { by: "other", call: calls.removeObject(place, `${other.prefix}.${fresh}`) },
      { by: "self", call: calls.removeObject(place, `${other.prefix}.${fresh}`) },
    ],
  },
  {
    ...{ ...theirObject, id: "delete-object", action: "s3:DeleteObject" },
    call: ({ place, other }) => calls.removeObject(place, other.object),
    undo: ({ place, other }) => [{ by: "other", call: calls.put(place, other.object) }],
  },
];

/** Of a team's session the tags are transitive: it hands them on, and STS takes none of the same key. */
const assume = (RoleArn: string, { person }: Side, tags?: Side["tags"]): Call => ({
  service: "sts",
  operation: "AssumeRole",
  params: {
    ...{ RoleArn, RoleSessionName: person, DurationSeconds: 900 },
    ...(tags && { Tags: tagList(tags), TransitiveTagKeys: Object.keys(tags) }),
  },
});

/** An image of SageMaker is a name with a role, and costs nothing. */
const onRoles: readonly Attempt[] = [
  {
    ...{ id: "pass-their-role", action: "iam:PassRole" },
    needs: { self: ["pass-role"], other: ["roles"] },
    resource: ({ other }) => other.roles.execution,
    call: ({ self, other, fresh }) => calls.makeImage(fresh, other.roles.execution, self.tags),
    undo: ({ fresh }) => [{ by: "self", call: calls.removeImage(fresh) }],
  },
  {
    ...{ id: "take-their-execution-role", action: "sts:AssumeRole" },
    needs: { self: [], other: ["roles"] },
    resource: ({ other }) => other.roles.execution,
    call: ({ self, other }) => assume(other.roles.execution, self),
  },
  {
    ...{ id: "take-their-peoples-role", action: "sts:AssumeRole" },
    needs: { self: [], other: ["roles"] },
    resource: ({ other }) => other.roles.people,
    call: ({ self, other }) => assume(other.roles.people, self),
  },
  {
    ...{ id: "take-own-role-as-theirs", action: "sts:TagSession", by: "warden" },
    needs: { self: [], other: [] },
    resource: ({ self }) => self.roles.probe,
    // All is right but the team.
    call: ({ self, other }) => assume(self.roles.probe, self, { ...self.sessionTags, ...other.tags }),
  },
];

/**
 * A person's own, for nobody else can have one: a refusal touches nothing. The address, should one come, is dropped, and is void after
 * five seconds. There is no control: the probe is nobody of the directory, and opens no profile.
 */
const onProfiles: readonly Attempt[] = [
  {
    ...{ id: "open-their-profile", action: "sagemaker:CreatePresignedDomainUrl" },
    needs: { self: [], other: ["profile"] },
    when: ({ other }) => other.profile !== undefined,
    resource: ({ place: { partition, region, account }, other: { profile } }) =>
      `arn:${partition}:sagemaker:${region}:${account}:user-profile/${profile?.domainId}/${profile?.name}`,
    call: ({ other: { profile } }) =>
      sagemaker("CreatePresignedDomainUrl", {
        ...{ DomainId: profile?.domainId, UserProfileName: profile?.name },
        ...{ ExpiresInSeconds: 5, SessionExpirationDurationInSeconds: 1_800 },
      }),
  },
];

/** In this order: what takes something away stands last. */
export const attempts: readonly Attempt[] = [...onRoles, ...onProfiles, ...onObjects, ...onDecoys];
