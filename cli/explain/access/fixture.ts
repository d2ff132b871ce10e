import { account, allow, identity } from "#shared/policy/fixtures.ts";
import type { Asker, Ground } from "./ground.ts";
import { questionIn } from "./question.ts";

/** A question about a role's session and somebody's endpoint, and the ground of its answer. */
export const role = `arn:aws:iam::${account}:role/studio/team`;
export const bob = `arn:aws:sts::${account}:assumed-role/team/bob`;
export const endpoint = `arn:aws:sagemaker:us-east-1:${account}:endpoint/e`;

export const question = (change: object = {}) => {
  const asked = questionIn(undefined, { who: bob, action: "sagemaker:DeleteEndpoint", resource: endpoint, ...change });
  if (asked === undefined) throw new Error("no question");
  return asked;
};

export const asker = (change: Partial<Asker> = {}): Asker => ({
  ...{ arn: role, tags: { team: "A" }, session: undefined, layers: { identity: [identity(allow("*"))] } },
  ...change,
});

export const ground = (change: Partial<Ground & { asker: Asker }> = {}): Ground & { asker: Asker } => ({
  ...{ from: "live", region: "eu-west-1", asker: asker(), resource: { tags: {}, policy: undefined } },
  ...{ organization: { scps: [], rcps: [] }, notes: [], ...change },
});
