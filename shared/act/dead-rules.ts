import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Notice } from "../model/notice.ts";
import { names } from "../names.ts";
import type { RuleDefinition } from "../rules.ts";
import { classify } from "./classify.ts";
import type { ExpectedRule } from "./expected-rules.ts";

/** A rule as EventBridge describes it. */
export interface FoundRule {
  state: string;
  pattern: string;
  targetArns: readonly string[];
}

export interface FoundMapping {
  source: string;
  state: string;
}

export interface RuleReads {
  rule(region: string, name: string): Promise<FoundRule | undefined>;
  /** What feeds this function, in the home region. */
  mappings(functionName: string): Promise<readonly FoundMapping[]>;
}

/** Which queue feeds which function. */
export const fed: Readonly<Record<string, string>> = {
  [names.functions.enforceTags]: names.queues.creations,
  [names.functions.recordSessions]: names.queues.sessions,
  [names.functions.watchVendors]: names.queues.vendorActs,
  [names.functions.auditVendors]: names.queues.audits,
};

/** What keeps records from coming in, each as one sentence. Throws where AWS cannot answer now: the schedule tries again. */
export const deadRules = async (expected: readonly ExpectedRule[], reads: RuleReads): Promise<readonly string[]> => {
  const rules = expected.map(({ region, definition, target }) =>
    lookedAt(`rule ${definition.name} in ${region}`, async () =>
      ruleFault({ definition, target }, await reads.rule(region, definition.name)),
    ),
  );
  const mappings = Object.entries(fed).map(([functionName, queue]) =>
    lookedAt(`the mapping from ${queue} to ${functionName}`, async () =>
      mappingFault(queue, await reads.mappings(functionName)),
    ),
  );
  const faults = await Promise.all([...rules, ...mappings]);
  return faults.filter((fault) => fault !== undefined);
};

const lookedAt = async (what: string, look: () => Promise<string | undefined>): Promise<string | undefined> => {
  try {
    const fault = await look();
    return fault && `${what} ${fault}`;
  } catch (error) {
    const { kind, reason } = classify(error);
    if (kind === "transient") throw error;
    return `${what} cannot be read: ${reason}`;
  }
};

const ruleFault = (
  { definition, target }: Omit<ExpectedRule, "region">,
  found: FoundRule | undefined,
): string | undefined => {
  if (!found) return "is missing";
  if (found.state !== definition.state) return `is ${found.state}, not ${definition.state}`;
  if (!isSamePattern(found.pattern, definition.pattern)) return "has another event pattern";
  if (!found.targetArns.includes(target)) return `does not feed ${target}`;
  return undefined;
};

/** Whether a rule is there as it should be and feeds this target. */
export const isRuleAlive = (definition: RuleDefinition, target: string, found: FoundRule | undefined): boolean =>
  ruleFault({ definition, target }, found) === undefined;

const isSamePattern = (found: string, pattern: object): boolean => {
  try {
    return isDeepStrictEqual(JSON.parse(found), JSON.parse(JSON.stringify(pattern)));
  } catch {
    return false;
  }
};

const mappingFault = (queue: string, found: readonly FoundMapping[]): string | undefined => {
  const mapping = found.find(({ source }) => source.endsWith(`:${queue}`));
  if (!mapping) return "is missing";
  return mapping.state === "Enabled" ? undefined : `is ${mapping.state}`;
};

/** One notice a day for the same faults. */
export const deadRulesNotice = (faults: readonly string[], topicArn: string, now: string): Notice => {
  const digest = createHash("sha256").update(faults.join("\n")).digest("hex").slice(0, 16);
  return {
    id: `dead-rules#${now.slice(0, 10)}#${digest}`,
    type: "dead-rules",
    severity: "critical",
    resource: { arn: topicArn, kind: undefined },
    team: undefined,
    studiouserid: undefined,
    at: now,
    title: "Sagewarden does not hear everything",
    detail: faults.join("; "),
    remediation:
      "npm run deploy puts rules and mappings back. Find out who changed them, then sweep for what was missed.",
    facts: { faults: String(faults.length) },
  };
};
