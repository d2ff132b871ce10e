import { auditTurn } from "./decide/audit-turn.ts";
import { findingChanges } from "./decide/finding-rows.ts";
import { findingNotices } from "./decide/vendor-notices.ts";
import { type Audited, audit, type Rules } from "./detect/audit/index.ts";
import { RetryLater } from "./model/errors.ts";
import type { AccountFacts, FactProblem } from "./model/role-facts.ts";
import type { Settings } from "./model/settings.ts";
import { names } from "./names.ts";
import { digestOf } from "./record/clean-audits.ts";
import { cleanAuditsOf } from "./restore/clean.ts";
import type { RulePlace } from "./rules.ts";
import type { AuditAsk, AuditEdges } from "./vendor-edges.ts";
import { contractsOf } from "./vendors/contract.ts";
import { discover, isVendorRole } from "./vendors/discover.ts";
import { factsFrom } from "./vendors/facts/index.ts";
import { currentWanted } from "./vendors/watch/wanted.ts";

export interface AuditGround {
  settings: Settings;
  place: RulePlace;
  edges: AuditEdges;
  /** All that there are. */
  rules?: Rules;
}

/** What one audit did, for the log and the metrics. */
export interface AuditEnd {
  roles: number;
  findings: number;
  /** Found for the first time, or graver than before. */
  news: number;
  /** Rules over roles that could not be answered for want of a source. */
  unknown: number;
  problems: readonly FactProblem[];
}

/**
 * The way of an audit: read → discover → audit → compare with what was there → notify → record, also what was clean → write the rules.
 *
 * Undefined: another audit has seen what was asked for, or only the rules were to be written. Throws `RetryLater` while a burst
 * of changes or another audit goes on.
 */
export const auditVendors = async (ask: AuditAsk, ground: AuditGround): Promise<AuditEnd | undefined> => {
  const { edges } = ground;
  if (ask.rules) {
    await edges.keepRules();
    return undefined;
  }
  const now = edges.now();
  const state = await edges.states.read();
  const turn = auditTurn(ask, state, now);
  if (turn.type === "done") return undefined;
  if (turn.type === "wait") throw new RetryLater("an audit for this and other changes is due later", turn.seconds);
  const begun = { ...state, startedAt: now, endedAt: undefined, version: state.version + 1 };
  await edges.states.save(begun);
  const { audited, end } = await auditNow(ground, now);
  await edges.states.save({
    ...begun,
    endedAt: edges.now(),
    policies: policiesOf(audited),
    version: begun.version + 1,
  });
  return end;
};

/** Whoever changes one of these changes what a vendor may do. */
const policiesOf = ({ roles }: Audited): Readonly<Record<string, true>> => {
  const vendors = roles.filter(isVendorRole).map(({ role }) => role);
  const arns = vendors.flatMap(({ policies, boundary }) => [
    ...policies.flatMap(({ arn }) => arn ?? []),
    ...(typeof boundary === "object" ? [boundary.arn] : []),
  ]);
  return Object.fromEntries(arns.map((arn) => [arn, true]));
};

const auditNow = async (
  { settings, place, edges, rules }: AuditGround,
  now: string,
): Promise<{ audited: Audited; end: AuditEnd }> => {
  const contracts = contractsOf(settings, place);
  const { facts, problems } = await readAccount({ settings, place, edges }, now);
  const audited = audit(facts, contracts, settings, now, rules);
  const roles = new Set(facts.roles.map(({ arn }) => arn));
  const recorded = await edges.findings.open();
  const changes = findingChanges(recorded, audited, { roles, isWhole: facts.isWhole === true }, now);
  for (const notice of findingNotices(changes.news, contracts, now))
    await edges.notify(notice.notice, modeOf(notice.vendor, settings));
  for (const row of changes.rows) await edges.findings.save(row);
  for (const row of cleanAuditsOf(audited, now, digestOf)) await edges.clean.save(row);
  const unpublished = await edges.publish(changes.rows);
  await edges.watchList.change((list) => currentWanted(list, strangers(audited, settings), now));
  await edges.keepRules();
  const end = {
    roles: audited.roles.length,
    findings: audited.findings.length,
    news: changes.news.length,
    unknown: audited.unknown.length,
    problems: [...problems, ...unpublished],
  };
  return { audited, end };
};

const modeOf = (vendor: string | undefined, { vendors, mode }: Settings): Settings["mode"] =>
  (vendor === undefined ? undefined : vendors[vendor]?.mode) ?? mode;

/** Everything that IAM has says which roles are vendors'; more is asked of these only. */
export const readAccount = async (
  {
    settings,
    place,
    edges,
  }: Pick<AuditGround, "settings" | "place"> & { edges: Pick<AuditEdges, "account" | "further"> },
  now: string,
): Promise<{ facts: AccountFacts; problems: readonly FactProblem[] }> => {
  const documents = await edges.account();
  const first = factsFrom(documents);
  const found = discover(first.facts, contractsOf(settings, place), settings, now).filter(isVendorRole);
  const further = await edges.further(found.map(({ role }) => role));
  const { facts, problems } = factsFrom([...documents, ...further.documents]);
  return { facts, problems: [...problems, ...further.problems] };
};

/** Vendors' roles that no rule of the stacks hears: neither in our name space nor registered by their ARN. */
const strangers = ({ roles }: Audited, settings: Settings): readonly string[] => {
  const registered = new Set(Object.values(settings.vendors).flatMap(({ roleArn }) => roleArn ?? []));
  return roles
    .filter(isVendorRole)
    .map(({ role }) => role)
    .filter(({ arn, path }) => !path.startsWith(names.vendorPath) && !registered.has(arn))
    .map(({ arn }) => arn);
};
