import { parseArn } from "#shared/model/arn.ts";
import type { Tags } from "#shared/model/tags.ts";
import { matches } from "#shared/policy/glob.ts";
import type { Layers, NamedPolicy, Request, StatementRef } from "#shared/policy/model.ts";
import { isObject } from "#shared/policy/read-statement.ts";
import { type Why, why } from "#shared/policy/why.ts";
import { principalTags, serviceTags } from "#shared/verify/tags.ts";
import type { Asker, Ground } from "./ground.ts";
import type { Question } from "./question.ts";
import { type Redact, redactOf } from "./redact.ts";

/** What `explain --who --json` prints. No external id stands in it. */
export interface Answer {
  from: Ground["from"];
  who: { arn: string; tags: Tags };
  action: string;
  resource: { arn: string; tags: Tags };
  /** Everything that the request was taken to bring, beside the tags above. */
  context: Request["context"];
  decision: Why["decision"];
  statement: ShownStatement | null;
  layers: readonly { layer: string; says: string; statement: ShownStatement | null }[];
  nearest: readonly {
    layer: string;
    statement: ShownStatement;
    unmet: readonly {
      part: string;
      key: string | null;
      wanted: readonly string[];
      got: readonly string[] | null;
      unsure: boolean;
    }[];
  }[];
  notes: readonly string[];
}

interface ShownStatement {
  policy: string;
  index: number;
  sid: string | null;
  /** JSON; of a long list of actions those that are about the question. */
  text: string;
}

export const answerOf = (question: Question, ground: Ground & { asker: Asker }): Answer => {
  const { asker, from, organization, notes } = ground;
  const layers: Layers = {
    ...{ ...asker.layers, ...organization, session: asker.session?.policies ?? [] },
    ...(ground.resource.policy && { resource: ground.resource.policy }),
  };
  const request = requestOf(question, ground);
  const said = why(request, layers);
  const redact = redactOf(policiesOf(layers), request);
  const shown = (ref: StatementRef | undefined): ShownStatement | null =>
    ref === undefined ? null : shownStatement(ref, policiesOf(layers), question.action, redact);
  return {
    ...{ from, who: { arn: question.who.arn, tags: request.principal.tags ?? {} }, action: question.action },
    ...{ resource: { arn: question.resource, tags: request.resource.tags ?? {} } },
    ...{ context: redact.context(request.context), decision: said.decision, statement: shown(said.statement) },
    layers: said.layers.map(({ layer, says, statement }) => ({ layer, says, statement: shown(statement) })),
    nearest: said.nearest.flatMap(({ layer, statement, unmet }) => {
      const one = shown(statement);
      if (one === null) return [];
      const parts = unmet.map(({ part, key, wanted, got, isUnsure }) => ({
        ...{ part, key: key ?? null, wanted: redact.values(key, wanted) },
        ...{ got: got === undefined ? null : redact.values(key, got), unsure: isUnsure },
      }));
      return [{ layer, statement: one, unmet: parts }];
    }),
    notes,
  };
};

const policiesOf = ({
  identity,
  boundary,
  session = [],
  resource,
  scps = [],
  rcps = [],
}: Layers): readonly NamedPolicy[] => [
  ...identity,
  ...[boundary, resource].filter((policy) => policy !== undefined),
  ...[...session, ...[...scps, ...rcps].flat()],
];

const requestOf = (question: Question, { asker, resource, region }: Ground & { asker: Asker }): Request => {
  const session = question.sessionTags ?? asker.session?.tags ?? {};
  const tags = question.resourceTags ?? resource.tags;
  return {
    principal: { arn: question.who.arn, tags: principalTags(asker.tags, session) },
    action: question.action,
    resource: { arn: question.resource, tags },
    context: contextOf(question, asker, region, serviceTags(question.action, tags)),
  };
};

/** What AWS puts beside nearly every request, unless the question says otherwise. */
const contextOf = (
  { resource, who, requestTags, context }: Question,
  asker: Asker,
  region: string,
  ofResource: Request["context"],
): Request["context"] => {
  const arn = parseArn(resource);
  const sourceIdentity = asker.session?.sourceIdentity;
  const usual: Request["context"] = {
    ...{ "aws:PrincipalArn": asker.arn, "aws:RequestedRegion": arn?.region || region },
    ...{ "aws:SecureTransport": "true", "aws:ViaAWSService": "false", "aws:PrincipalIsAWSService": "false" },
    ...ofResource,
    ...(arn?.account === "" && { "aws:ResourceAccount": who.account }),
    ...(sourceIdentity !== undefined && { "aws:SourceIdentity": sourceIdentity }),
    ...(Object.keys(requestTags).length > 0 && { "aws:TagKeys": Object.keys(requestTags) }),
    ...Object.fromEntries(Object.entries(requestTags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  };
  const given = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  return { ...Object.fromEntries(Object.entries(usual).filter(([key]) => !given.has(key.toLowerCase()))), ...context };
};

const shownStatement = (
  { policy: name, index, sid }: StatementRef,
  policies: readonly NamedPolicy[],
  action: string,
  redact: Redact,
): ShownStatement => {
  const texts = policies.filter((each) => each.name === name).flatMap(({ policy }) => statementIn(policy.text, index));
  const [statement] = texts;
  return { policy: name, index, sid: sid ?? null, text: redact.statement(shortened(statement, action)) };
};

const statementIn = (text: string, index: number): readonly unknown[] => {
  try {
    const statement = [JSON.parse(text).Statement].flat()[index];
    return statement === undefined ? [] : [statement];
  } catch {
    return [];
  }
};

/** Long lists are of actions. */
const longest = 3;

const shortened = (statement: unknown, action: string): unknown => {
  if (!isObject(statement)) return statement ?? {};
  const entries = Object.entries(statement).map(([key, value]) => {
    const isLong = (key === "Action" || key === "NotAction") && Array.isArray(value) && value.length > longest;
    if (!isLong) return [key, value] as const;
    const about = value.filter((each) => typeof each === "string" && matches(each, action, { ignoreCase: true }));
    return [key, [...about, `… ${value.length - about.length} more`]] as const;
  });
  return Object.fromEntries(entries);
};
