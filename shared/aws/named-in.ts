import { classify } from "../act/classify.ts";
import { namingsIn } from "../contain/reach/named-in.ts";
import type { IncidentWorld } from "../contain/world.ts";
import { isFields, listAt, textAt } from "../normalise/fields.ts";
import { type AccountReads, authorizationDetails, bucketDocuments } from "./account-documents.ts";

type Named = Awaited<ReturnType<IncidentWorld["namedIn"]>>;

/** No list of these policies exists: each resource would have to be asked. */
const unasked = "policies of keys, secrets, queues, topics, functions and repositories: nobody asked them";

/** ms. A containment waits for it: thousands of roles and buckets are read by an audit, with more time. */
const longest = 15_000;

/** Trust policies of the account's other roles, and policies of its buckets, that name a role. What cannot be read is told. */
export const namedIn = async (
  role: { arn: string; id: string },
  reads: AccountReads,
  ms: number = longest,
): Promise<Named> => {
  const [trusts, buckets] = await Promise.all([
    within(ms, "trust policies of other roles", inTrusts(role, reads)),
    within(ms, "policies of buckets", inBuckets(role, reads)),
  ]);
  return { found: [...trusts.found, ...buckets.found], unread: [...trusts.unread, ...buckets.unread, unasked] };
};

const within = async (ms: number, what: string, reading: Promise<Named>): Promise<Named> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Named>((resolve) => {
    timer = setTimeout(() => resolve({ found: [], unread: [`${what}: not all were read within ${ms / 1000} s`] }), ms);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
};

const inTrusts = async (role: { arn: string; id: string }, reads: AccountReads): Promise<Named> => {
  try {
    const pages = await authorizationDetails(reads);
    const roles = pages.flatMap(({ content }) => (isFields(content) ? listAt(content, "RoleDetailList") : []));
    const found = roles.filter(isFields).flatMap((other) => {
      const arn = textAt(other, "Arn");
      if (arn === undefined || arn === role.arn) return [];
      return namingsIn(other.AssumeRolePolicyDocument, role).map((as) => ({ where: `trust of ${arn}`, as }));
    });
    return { found, unread: [] };
  } catch (error) {
    return { found: [], unread: [`trust policies of other roles: ${classify(error).reason}`] };
  }
};

const inBuckets = async (role: { arn: string; id: string }, reads: AccountReads): Promise<Named> => {
  const { documents, problems } = await bucketDocuments(reads);
  const found = documents.flatMap(({ content }) => {
    const bucket = isFields(content) ? textAt(content, "Bucket") : undefined;
    if (bucket === undefined || !isFields(content)) return [];
    return namingsIn(content.Policy, role).map((as) => ({ where: `policy of arn:aws:s3:::${bucket}`, as }));
  });
  return { found, unread: problems.map(({ where, what }) => `${where} ${what}`) };
};
