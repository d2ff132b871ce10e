import {
  GenerateCredentialReportCommand,
  GenerateServiceLastAccessedDetailsCommand,
  GetAccountAuthorizationDetailsCommand,
  GetCredentialReportCommand,
  GetRoleCommand,
  GetServiceLastAccessedDetailsCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { GetBucketPolicyCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { classify } from "../act/classify.ts";
import type { FactProblem } from "../model/role-facts.ts";
import type { FactDocument } from "../vendors/facts/index.ts";

/** What a live account answers, as `factsFrom` reads it, and what it did not. */
export interface Documents {
  documents: readonly FactDocument[];
  problems: readonly FactProblem[];
}

export interface AccountReads {
  iam: Pick<IAMClient, "send">;
  s3: Pick<S3Client, "send">;
  sleep(ms: number): Promise<void>;
}

/** IAM answers a few of these calls a second: what is throttled waits, and the next calls are slower. */
const patient = { maxAttempts: 8, retryMode: "adaptive" };

/** `region`: of S3 and of IAM's endpoint. */
export const accountReads = (region: string): AccountReads => ({
  iam: new IAMClient({ ...patient, region }),
  s3: new S3Client({ ...patient, region, followRegionRedirects: true }),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});

/** All users, groups, roles and managed policies: ten pages for five thousand roles. Throws where they cannot be read. */
export const authorizationDetails = async ({ iam }: Pick<AccountReads, "iam">): Promise<readonly FactDocument[]> => {
  const documents: FactDocument[] = [];
  let Marker: string | undefined;
  do {
    const content = await iam.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 1_000, Marker }));
    documents.push({ name: `GetAccountAuthorizationDetails, page ${documents.length + 1}`, content });
    Marker = content.IsTruncated ? content.Marker : undefined;
  } while (Marker !== undefined);
  return documents;
};

/**
 * What authorization details leave out: session lengths and last use of these roles, access keys, bucket policies. A source that
 * cannot be read is a problem, and what it would have said is unknown.
 */
export const furtherDocuments = async (
  roles: readonly { arn: string; name: string }[],
  reads: AccountReads,
): Promise<Documents> => {
  const found: { documents: FactDocument[]; problems: FactProblem[] } = { documents: [], problems: [] };
  const attempt: Attempt = async (where, read) => {
    try {
      found.documents.push(...(await read()));
    } catch (error) {
      found.problems.push({ where, what: `cannot be read: ${classify(error).reason}` });
    }
  };
  await Promise.all([
    attempt("GetCredentialReport", () => credentialReport(reads)),
    attempt("ListBuckets", () => bucketPolicies(reads, attempt)),
    eachOf(roles, async (role) => {
      await attempt(`GetRole ${role.name}`, async () => [await roleDocument(role.name, reads)]);
      await attempt(`GetServiceLastAccessedDetails ${role.name}`, () => lastAccessed(role.arn, reads));
    }),
  ]);
  return found;
};

/** Policies of the account's buckets. */
export const bucketDocuments = async (reads: AccountReads): Promise<Documents> => {
  const problems: FactProblem[] = [];
  const documents: FactDocument[] = [];
  const attempt: Attempt = async (where, read) => {
    try {
      documents.push(...(await read()));
    } catch (error) {
      problems.push({ where, what: `cannot be read: ${classify(error).reason}` });
    }
  };
  await attempt("ListBuckets", () => bucketPolicies(reads, attempt));
  return { documents, problems };
};

type Attempt = (where: string, read: () => Promise<readonly FactDocument[]>) => Promise<void>;

const atOnce = 4;

const eachOf = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};

const roleDocument = async (RoleName: string, { iam }: AccountReads): Promise<FactDocument> => ({
  name: `GetRole ${RoleName}`,
  content: await iam.send(new GetRoleCommand({ RoleName })),
});

/** Milliseconds, and times: both reports are made while one waits, mostly within seconds. */
const wait = { ms: 1_000, times: 30 };

/** IAM makes a report every four hours at most, and answers with the one that is there. */
const credentialReport = async ({ iam, sleep }: AccountReads): Promise<readonly FactDocument[]> => {
  for (let time = 0; time < wait.times; time++) {
    const { State } = await iam.send(new GenerateCredentialReportCommand({}));
    if (State === "COMPLETE") break;
    await sleep(wait.ms);
  }
  return [{ name: "GetCredentialReport", content: await iam.send(new GetCredentialReportCommand({})) }];
};

const lastAccessed = async (arn: string, { iam, sleep }: AccountReads): Promise<readonly FactDocument[]> => {
  const { JobId } = await iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn: arn }));
  for (let time = 0; time < wait.times; time++) {
    const content = await iam.send(new GetServiceLastAccessedDetailsCommand({ JobId }));
    if (content.JobStatus === "COMPLETED")
      return [{ name: `GetServiceLastAccessedDetails ${arn}`, content: { ...content, Arn: arn } }];
    if (content.JobStatus === "FAILED") throw new Error("the job failed");
    await sleep(wait.ms);
  }
  throw new Error(`the job was not done after ${wait.times} s`);
};

/** Buckets that are looked at: one call each. */
const mostBuckets = 1_000;

const bucketPolicies = async ({ s3 }: AccountReads, attempt: Attempt): Promise<readonly FactDocument[]> => {
  const { Buckets = [], ContinuationToken } = await s3.send(new ListBucketsCommand({ MaxBuckets: mostBuckets }));
  const unread: string[] = ContinuationToken === undefined ? [] : ["*"];
  await eachOf(Buckets, async ({ Name }) => {
    if (Name === undefined) return;
    await attempt(`GetBucketPolicy ${Name}`, () =>
      bucketPolicy(Name, s3).catch((error: unknown) => {
        unread.push(Name);
        throw error;
      }),
    );
  });
  if (ContinuationToken !== undefined)
    await attempt("ListBuckets", () => Promise.reject(new Error(`more than ${mostBuckets} buckets`)));
  // One without its document: what it grants is unknown, and what an earlier audit found there is not resolved.
  const resourcePolicies = unread.map((name) => ({ resource: `arn:aws:s3:::${name}`, policy: null }));
  return [{ name: "GetBucketPolicy", content: { resourcePolicies, whole: ["bucket"] } }];
};

/** No document where the bucket has no policy. */
const bucketPolicy = async (Bucket: string, s3: AccountReads["s3"]): Promise<readonly FactDocument[]> => {
  try {
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    return Policy === undefined ? [] : [{ name: `GetBucketPolicy ${Bucket}`, content: { Bucket, Policy } }];
  } catch (error) {
    if ((error as Error).name === "NoSuchBucketPolicy") return [];
    throw error;
  }
};
