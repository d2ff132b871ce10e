import { regionsOf } from "#shared/model/settings.ts";
import { readPolicy } from "#shared/policy/read.ts";
import type { CommonOptions, Io } from "../../verb.ts";
import { type Answer, answerOf } from "./answer.ts";
import { groundOfAccount, type Reads } from "./from-account.ts";
import { groundOfEstate } from "./from-files.ts";
import type { Ground } from "./ground.ts";
import type { Question } from "./question.ts";

/** Why somebody can do something, or cannot; undefined: there is no such somebody. */
export const explainAccess = async (
  question: Question,
  options: CommonOptions,
  io: Io,
): Promise<Answer | undefined> => {
  const ground = await groundOf(question, options, io);
  const { asker } = ground;
  return asker && answerOf(question, { ...ground, asker });
};

const groundOf = async (question: Question, options: CommonOptions, io: Io): Promise<Ground> => {
  const { policies } = question;
  if (policies === undefined) return groundOfAccount(await liveReads(options, io), question);
  const { readEstate } = await import("../../verify/read-estate.ts");
  return groundOfEstate(await readEstate(policies, io.cwd), question);
};

const liveReads = async (options: CommonOptions, io: Io): Promise<Reads> => {
  const { liveRoles } = await import("../../vendors/ground.ts");
  const { facts, problems, settings } = await liveRoles(options, io);
  for (const { where, what } of problems) io.err(`${where}: ${what}`);
  const [region = ""] = regionsOf(settings);
  return {
    ...{ facts, region },
    organization: async () => (await import("../../verify/live.ts")).liveOrganization(facts.account, settings),
    tags: async (arn, of) => (await import("#shared/aws/inspect/sagemaker.ts")).readTags(arn, { region: of }),
    bucketPolicy: async (bucket) => {
      const text = await (await import("#shared/aws/inspect/s3.ts")).policyOfBucket(bucket, { region });
      return text === undefined ? undefined : { name: `policy of ${bucket}`, policy: readPolicy(text, "resource") };
    },
    session: async (accessKey) => {
      const { deployedSessions } = await import("#shared/aws/inspect/ledger.ts");
      const session = await deployedSessions({ region }).sessionByKey(accessKey);
      const { tags, inheritedTags, sourceIdentity } = session ?? {};
      return session && { tags: { ...inheritedTags, ...tags }, sourceIdentity, policies: [] };
    },
  };
};
