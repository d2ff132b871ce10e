import { type Fields, isFields } from "../../normalise/fields.ts";
import { readPolicy } from "../../policy/read.ts";
import { fieldOf, listOf, textOf, textsOf, timeOf } from "./fields.ts";
import { type Gathering, resourceKinds } from "./gathering.ts";

/** A policy of one resource, as JSON text or object. */
export const addResourcePolicy = (resource: string, policy: unknown, gathering: Gathering): void => {
  gathering.resourcePolicies ??= [];
  gathering.resourcePolicies.push({ resource, policy: readPolicy(policy, "resource") });
};

/** `{"resourcePolicies":[{"resource":ARN,"policy":…}]}`: ours, for policies of every kind. */
export const addResourcePolicies = (document: Fields, where: string, gathering: Gathering): void => {
  gathering.resourcePolicies ??= [];
  addKinds(document, gathering);
  for (const [index, one] of listOf(document, "resourcePolicies").entries()) {
    const resource = textOf(one, "resource");
    if (resource?.startsWith("arn:")) addResourcePolicy(resource, fieldOf(one, "policy"), gathering);
    else
      gathering.problems.push({ where: `${where}: resourcePolicies[${index}]`, what: "no ARN in resource: left out" });
  }
};

/** `"whole": ["bucket"]`: every bucket was asked. */
const addKinds = (document: Fields, { kinds }: Gathering): void => {
  const whole = textsOf(document, "whole");
  for (const kind of Object.values(resourceKinds)) if (whole.includes(kind)) kinds.add(kind);
};

/**
 * The resource of an answer that holds one policy. GetBucketPolicy's and GetKeyPolicy's do not name it: it is in what somebody
 * put beside it (`Bucket`, `KeyId`), or in the policy's own statements.
 */
export const resourceOf = (answer: Fields, policy: unknown): string | undefined => {
  const bucket = textOf(answer, "Bucket") ?? textOf(answer, "BucketName");
  if (bucket !== undefined) return bucket.startsWith("arn:") ? bucket : `arn:aws:s3:::${bucket}`;
  for (const name of ["ARN", "Arn", "resourceArn", "QueueArn", "TopicArn", "KeyArn", "KeyId", "FunctionArn"]) {
    const arn = textOf(answer, name);
    if (arn?.startsWith("arn:")) return arn;
  }
  return ownBucket(policy);
};

/** A bucket's policy can only speak of the bucket itself. */
const ownBucket = (policy: unknown): string | undefined => {
  const { document } = readPolicy(policy, "resource");
  const resources = document?.statements.flatMap(({ resources = [] }) => resources) ?? [];
  const buckets = new Set(resources.map((arn) => /^arn:[\w-]+:s3:::[a-z0-9.-]+(?=\/|$)/.exec(arn)?.[0]));
  const [bucket] = buckets;
  return buckets.size === 1 ? bucket : undefined;
};

/**
 * GetServiceLastAccessedDetails' answer. It does not name whom it is about: `Arn` beside it does, or the entity that last used a
 * service, where there is one.
 */
export const addLastAccessed = (answer: Fields, where: string, gathering: Gathering): void => {
  const services = listOf(answer, "ServicesLastAccessed");
  const entities = new Set(services.flatMap((one) => textOf(one, "LastAuthenticatedEntity") ?? []));
  const arn = textOf(answer, "Arn") ?? (entities.size === 1 ? [...entities][0] : undefined);
  const status = textOf(answer, "JobStatus");
  if (arn === undefined || (status !== undefined && status !== "COMPLETED")) {
    const what =
      arn === undefined ? "it does not say whose services: put the role's Arn beside" : "its job is not done";
    gathering.problems.push({ where, what: `${what}: left out` });
    return;
  }
  gathering.services.set(
    arn,
    services.flatMap((one) => {
      const service = textOf(one, "ServiceNamespace");
      return service === undefined ? [] : [{ service, lastAt: timeOf(one, "LastAuthenticated") }];
    }),
  );
};

export const isObjectOrText = (value: unknown): boolean => isFields(value) || typeof value === "string";
