import { type Arn, parseArn } from "#shared/model/arn.ts";
import type { AccountFacts, RoleFacts } from "#shared/model/role-facts.ts";
import type { Tags } from "#shared/model/tags.ts";
import type { NamedPolicy } from "#shared/policy/model.ts";
import { boundaryPolicy, heldPolicies } from "#shared/verify/estate/held.ts";
import type { OrganizationLayers } from "#shared/verify/estate/organization.ts";
import { describeFailure } from "../../failure.ts";
import type { Asker, Ground, Session } from "./ground.ts";
import { isAboutTrust, type Question, type Who } from "./question.ts";

/** What is read of a live account, each by itself: what fails is a note. */
export interface Reads {
  facts: AccountFacts;
  region: string;
  /** Of something of SageMaker's. */
  tags(arn: string, region: string): Promise<Tags>;
  /** Undefined: the bucket has none. */
  bucketPolicy(bucket: string): Promise<NamedPolicy | undefined>;
  organization(): Promise<OrganizationLayers>;
  /** What the ledger knows of a session by its access key. */
  session(accessKey: string): Promise<Session | undefined>;
}

export const groundOfAccount = async (reads: Reads, question: Question): Promise<Ground> => {
  const notes: string[] = [];
  const attempt = async <Answer>(what: string, read: () => Promise<Answer>): Promise<Answer | undefined> => {
    try {
      return await read();
    } catch (error) {
      notes.push(`${what} cannot be read: ${describeFailure(error)}`);
      return undefined;
    }
  };
  const { facts, region } = reads;
  const { scps, rcps, unread } = await reads.organization();
  const asker = askerIn(facts, question.who);
  const session = await sessionOf(question, reads, attempt, notes);
  const target = facts.roles.find(({ arn }) => arn === question.resource);
  const resource = {
    tags: question.resourceTags ?? (await tagsOf(question, target, reads, attempt, notes)) ?? {},
    policy: await policyOf(question, target, reads, attempt),
  };
  if (resource.policy === undefined && !isReadHere(question)) {
    notes.push("a policy on the resource itself, where it has one, is not read");
  }
  return {
    ...{ from: "live", region, resource, organization: { scps, rcps } },
    asker: asker && { ...asker, session },
    notes: [...unread, ...notes],
  };
};

type Attempt = <Answer>(what: string, read: () => Promise<Answer>) => Promise<Answer | undefined>;

const askerIn = ({ account, roles, users = [] }: AccountFacts, who: Who): Asker | undefined => {
  if (who.account !== account) return undefined;
  if (who.kind === "root") return { arn: who.arn, tags: {}, session: undefined, layers: { identity: [] } };
  const holder =
    who.kind === "user"
      ? users.find(({ arn }) => arn === who.arn)
      : roles.find(({ arn, name }) => (who.kind === "session" ? name === who.name : arn === who.arn));
  if (holder === undefined) return undefined;
  const boundary = boundaryPolicy(holder.boundary);
  const layers = { identity: heldPolicies(holder.policies), ...(boundary && { boundary }) };
  return { arn: holder.arn, tags: holder.tags ?? {}, session: undefined, layers };
};

const sessionOf = async (
  { accessKey, who, sessionTags }: Question,
  reads: Reads,
  attempt: Attempt,
  notes: string[],
): Promise<Session | undefined> => {
  const session = accessKey === undefined ? undefined : await attempt("the ledger", () => reads.session(accessKey));
  if (accessKey !== undefined && session === undefined)
    notes.push(`the ledger knows no session of the key ${accessKey}`);
  if (who.kind === "session" && session === undefined && sessionTags === undefined) {
    notes.push("tags of the session are not known: --session-tags, or --access-key, which the ledger may know");
  }
  if (who.kind === "session") notes.push("a session policy, where the session has one, is not known");
  return session;
};

const tagsOf = async (
  { resource }: Question,
  target: RoleFacts | undefined,
  reads: Reads,
  attempt: Attempt,
  notes: string[],
): Promise<Tags | undefined> => {
  if (target !== undefined) return target.tags;
  const arn = parseArn(resource);
  if (arn?.service === "sagemaker") return attempt("the tags of the resource", () => reads.tags(resource, arn.region));
  if (arn !== undefined) notes.push("the tags of the resource are not read: --resource-tags");
  return undefined;
};

const isBucket = (arn: Arn | undefined): boolean => arn?.service === "s3" && arn.account === "";

const isReadHere = (question: Question): boolean => isBucket(parseArn(question.resource)) || isAboutTrust(question);

const policyOf = async (
  question: Question,
  target: RoleFacts | undefined,
  reads: Reads,
  attempt: Attempt,
): Promise<NamedPolicy | undefined> => {
  if (target !== undefined && isAboutTrust(question)) return { name: `trust of ${target.name}`, policy: target.trust };
  const arn = parseArn(question.resource);
  const [bucket = ""] = arn?.resource.split("/") ?? [];
  return isBucket(arn) ? attempt("the bucket's policy", () => reads.bucketPolicy(bucket)) : undefined;
};
