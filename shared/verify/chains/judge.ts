import { evaluate } from "../../policy/evaluate.ts";
import type { Layers, PolicyDecision, Request } from "../../policy/model.ts";
import { isAbsentIn } from "../absent-keys.ts";
import type { Estate } from "../model.ts";
import { principalTags, serviceTags } from "../tags.ts";
import { isUnderRcps } from "../under-rcps.ts";
import { type Ask, type Context, type Facts, type Session, tagsNow } from "./model.ts";

/** What the policies say to one permission, as far as the attacker has come. */
export const judge = (estate: Estate, asked: Ask, facts: Facts): PolicyDecision =>
  "decision" in asked ? asked.decision : evaluate(requestOf(estate, asked, facts), layersOf(estate, asked));

type Permission = Exclude<Ask, { decision: PolicyDecision }>;

const requestOf = (estate: Estate, { by, action, on, context }: Permission, facts: Facts): Request => {
  const tags = on.isTagAskable ? tagsNow(on, facts) : {};
  const request = {
    principal: { arn: by.arn, tags: principalTags(tagsNow(by.role, facts), by.tags) },
    action,
    resource: { arn: on.arn, tags },
    context: { ...around(estate, by), ...serviceTags(action, tags), ...context },
  };
  const { tagKeys } = estate;
  return { ...request, isAbsent: isAbsentIn({ request, tagKeys, isPlain: false, mayHaveTag: by.mayHaveTag }) };
};

/** A colleague sits where everybody sits: requests come through the endpoint. */
const around = ({ region, account, vpcEndpoint }: Estate, { role, sourceIdentity }: Session): Context => ({
  "aws:PrincipalArn": role.arn,
  "aws:PrincipalAccount": account,
  "aws:RequestedRegion": region,
  "aws:SecureTransport": "true",
  "aws:PrincipalIsAWSService": "false",
  ...(vpcEndpoint !== undefined && { "aws:SourceVpce": vpcEndpoint }),
  ...(sourceIdentity !== undefined && { "aws:SourceIdentity": sourceIdentity }),
});

const layersOf = ({ scps, rcps }: Estate, { by, action, trust }: Permission): Layers => ({
  identity: by.role.policies,
  ...(by.role.boundary !== undefined && { boundary: by.role.boundary }),
  session: by.policies,
  ...(trust !== undefined && { resource: trust }),
  scps: scps.filter((level) => level.length > 0),
  rcps: isUnderRcps(action) ? rcps.filter((level) => level.length > 0) : [],
});
