import { type Arn, parseArn } from "../model/arn.ts";
import type { Connection } from "../model/connection-settings.ts";
import { quoted } from "../settings/words.ts";

/** What a connection reaches, as its `target` says it. */
export type Target = BucketTarget | NamedTarget;

export interface BucketTarget {
  kind: "s3";
  bucket: string;
  /** Empty: the whole bucket. Otherwise it ends with `/`, so that `sales` is never `sales-archive`. */
  prefix: string;
}

export interface NamedTarget {
  kind: "sagemaker" | "ecr" | "secrets";
  /** As ARNs write it: `endpoint`, `repository`, `secret`. */
  type: string;
  /** `*` only at its end. */
  name: string;
  /** Of a target that is an ARN: where it is. Otherwise it is in the role's account, in any region. */
  place: Pick<Arn, "partition" | "region" | "account"> | undefined;
}

export type ReadTarget = Target | { problem: string };

type Kind = Connection["kind"];

/** Never `?`, `$`, quotes or a backslash: each means something in a policy. */
const forms = {
  bucket: /^(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  segment: /^[\w!.'()+=,@:&~ -]+$/,
  sagemaker: /^[A-Za-z0-9][A-Za-z0-9-]{0,255}\*?$/,
  ecr: /^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*[._/-]*\*?$/,
  secrets: /^[\w/+=.@-]{1,512}\*?$/,
} as const;

export const sagemakerTypes = ["endpoint", "feature-group", "pipeline"] as const;

const allowed: Readonly<Record<Kind, string>> = {
  s3: "bucket, bucket/prefix or s3://bucket/prefix, of letters, digits, blanks and _!.'()+=,@:&~- between the /",
  sagemaker: `an endpoint's name, ${sagemakerTypes.map((type) => `${type}/name`).join(", ")}, or an ARN of these; * only at the end`,
  ecr: "a repository's name such as team/image, or its ARN; * only at the end",
  secrets: "a secret's name, or its ARN; * only at the end",
};

/** The target, or what is wrong with it. Whoever wrote the settings is not trusted to know what a policy takes for a wildcard. */
export const readTarget = (kind: Kind, text: string): ReadTarget => {
  const read = text.length > 1_024 ? undefined : kind === "s3" ? readBucket(text) : readNamed(kind, text);
  return read ?? { problem: `${quoted(text)} is no target of the kind ${kind}; allowed: ${allowed[kind]}` };
};

/** `s3://…`, an object's ARN and plain text say the same: a bucket, and a folder in it. */
const readBucket = (text: string): BucketTarget | undefined => {
  const plain = text.replace(/^s3:\/\/|^arn:aws[\w-]*:s3:::/, "").replace(/\/\*$/, "/");
  const [bucket = "", ...segments] = plain.split("/");
  if (segments.at(-1) === "") segments.pop();
  const isFolder = (segment: string): boolean => forms.segment.test(segment) && !/^\.{1,2}$/.test(segment);
  if (!forms.bucket.test(bucket) || !segments.every(isFolder)) return undefined;
  return { kind: "s3", bucket, prefix: segments.map((segment) => `${segment}/`).join("") };
};

const services = { sagemaker: "sagemaker", ecr: "ecr", secrets: "secretsmanager" } as const;

const readNamed = (kind: NamedTarget["kind"], text: string): NamedTarget | undefined => {
  const arn = text.startsWith("arn:") ? parseArn(text) : undefined;
  if (arn !== undefined && !isPlace(arn, services[kind])) return undefined;
  if (arn === undefined && text.startsWith("arn:")) return undefined;
  const { type, name } = split(kind, arn?.resource ?? text, arn !== undefined);
  if (!forms[kind].test(name)) return undefined;
  if (kind === "sagemaker" && !sagemakerTypes.some((each) => each === type)) return undefined;
  const { partition = "", region = "", account = "" } = arn ?? {};
  return { kind, type, name, place: arn && { partition, region, account } };
};

const isPlace = ({ partition, service, region, account }: Arn, wanted: string): boolean =>
  service === wanted &&
  /^aws[a-z-]*$/.test(partition) &&
  /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(region) &&
  /^\d{12}$/.test(account);

const split = (kind: NamedTarget["kind"], text: string, isArn: boolean): { type: string; name: string } => {
  const mark = kind === "secrets" ? ":" : "/";
  const own = { sagemaker: "endpoint", ecr: "repository", secrets: "secret" }[kind];
  const at = text.indexOf(mark);
  const isTyped = isArn || kind === "sagemaker";
  if (!isTyped || (at < 0 && !isArn)) return { type: own, name: text };
  const type = text.slice(0, Math.max(at, 0));
  return { type, name: kind !== "sagemaker" && type !== own ? "" : text.slice(at + 1) };
};

/** The ARNs that a policy names for it. `place`: the role's. */
export const resourcesOf = (
  { kind, type, name, place }: NamedTarget,
  role: Pick<Arn, "partition" | "account">,
): readonly string[] => {
  const { partition, region, account } = place ?? { ...role, region: "*" };
  const arn = (resource: string): string => `arn:${partition}:${services[kind]}:${region}:${account}:${resource}`;
  if (kind === "secrets") return withSuffix(name, place !== undefined).map((each) => arn(`secret:${each}`));
  // SageMaker writes names in lower case into ARNs.
  const names = kind === "sagemaker" ? [...new Set([name, name.toLowerCase()])] : [name];
  return names.map((each) => arn(`${type}/${each}`));
};

/** Secrets Manager adds `-` and six characters to the name. Six wildcards: `-*` would be of every longer name as well. */
const withSuffix = (name: string, isArn: boolean): readonly string[] => {
  if (name.endsWith("*")) return [name];
  const [suffix] = (isArn && /-[A-Za-z0-9]{6}$/.exec(name)) || [];
  if (suffix === undefined) return [`${name}-??????`];
  // In an ARN without them the name's own end, as of `db-config`, looks like them.
  return suffix === suffix.toLowerCase() && !/\d/.test(suffix) ? [name, `${name}-??????`] : [name];
};
