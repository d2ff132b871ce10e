import { whoIs } from "./attribute/index.ts";
import { exemptBy } from "./decide/creation.ts";
import { isSettled } from "./decide/delays.ts";
import { endedBy, exemptTags, grantedBy } from "./decide/exempt-tag.ts";
import { exempted, exemptionOf, released } from "./decide/exemption.ts";
import { exemptionNotice } from "./decide/notices.ts";
import { opponentOf } from "./decide/rounds.ts";
import { exemptTagRules } from "./detect/index.ts";
import { type ExemptClaim, findingsOf } from "./detect/rule.ts";
import type { Situation } from "./edges.ts";
import { rowWithOwner } from "./guard-tags.ts";
import type { Creation, Retag } from "./model/activity.ts";
import type { CreationRow } from "./model/outcome.ts";
import type { StoredExemption } from "./model/stored-exemption.ts";
import type { Tags } from "./model/tags.ts";
import { secondsBetween } from "./model/time.ts";
import type { Case, Decided } from "./settle-creation.ts";

/** AddTags and DeleteTags of `sagewarden:exempt-until`: an approver's word exempts, anybody else's is told. Anybody may take it back. */
export const exemptByTag = async (retag: Retag, situation: Situation): Promise<void> => {
  if (retag.removed.includes(exemptTags.until)) await takeBack(retag, situation);
  const claim = await claimOf(retag, retag.added, situation);
  if (claim === undefined) return;
  const stored = await hear({ ...claim, team: await teamFor(claim, retag, situation) }, retag, situation);
  if (stored) await changeRow(stored.arn, (row) => exempted(row, stored, situation.edges.now()), situation);
};

/** The resource's team. Where the author may not approve for it, a better answer is waited for: the owner may still be sought. */
const teamFor = async (claim: ExemptClaim, retag: Retag, situation: Situation): Promise<string | undefined> => {
  const [row] = await situation.edges.ledger.creations(claim.arn);
  const team = row?.owner.team?.value;
  const seen = { claim: { ...claim, team }, settings: situation.settings };
  if (findingsOf(exemptTagRules, seen, claim.arn).length === 0) return team;
  return (await rowWithOwner(retag, situation))?.owner.team?.value;
};

/** The same tag in a creation's request, and what is stored of the resource where it can matter: nobody is proven, and the evidence had its time. */
export const exemptAtCreation = async (seen: Case, decided: Decided, situation: Situation): Promise<Decided> => {
  const { creation, attribution, stored: row } = seen;
  const { delivery, settings, edges } = situation;
  const now = edges.now();
  const settled = isSettled(creation.at, now, delivery.receiveCount);
  const createdAt = row?.createdAt ?? creation.at;
  await hearAtCreation(seen, { createdAt, settled }, situation);

  const { verdict } = decided.decision;
  const isNobodys = verdict === "unowned" || (verdict === "mismatch" && attribution.owner.studiouserid === null);
  if (!settled || !isNobodys) return decided;
  const stored = await edges.exemptions.get(creation.resource.arn);
  const grant = exemptionOf(creation, settings, now, stored, createdAt);
  return grant ? { ...decided, decision: exemptBy(grant, attribution) } : decided;
};

const hearAtCreation = async (
  { creation, attribution }: Case,
  { createdAt, settled }: { createdAt: string; settled: boolean },
  situation: Situation,
): Promise<void> => {
  const claim = await claimOf(creation, creation.requestTags, situation);
  if (claim === undefined || (claim.person === undefined && !settled)) return;
  const before = await situation.edges.exemptions.get(claim.arn);
  const isKnown = before !== undefined && secondsBetween(createdAt, before.at) >= 0;
  if (!isKnown) await hear({ ...claim, team: attribution.owner.team?.value }, creation, situation);
};

/** What somebody's tags say of an exemption, and who is proven to have written them. */
const claimOf = async (
  recorded: Creation | Retag,
  tags: Tags,
  { settings, edges }: Situation,
): Promise<ExemptClaim | undefined> => {
  if (!Object.hasOwn(tags, exemptTags.until)) return undefined;
  const { owner } = await whoIs(recorded, settings, edges.lookups);
  return {
    arn: recorded.resource.arn,
    until: tags[exemptTags.until] ?? "",
    reason: Object.hasOwn(tags, exemptTags.reason) ? tags[exemptTags.reason] : undefined,
    principal: opponentOf(recorded),
    person: owner.studiouserid?.value,
    team: undefined,
    at: recorded.at,
  };
};

/** Stores an approved exemption and answers what is stored then; tells of any other. */
const hear = async (
  claim: ExemptClaim,
  recorded: Creation | Retag,
  { settings, edges }: Situation,
): Promise<StoredExemption | undefined> => {
  const findings = findingsOf(exemptTagRules, { claim, settings }, claim.arn);
  if (findings.length > 0) {
    await edges.notify(exemptionNotice(recorded, claim, findings, edges.now()));
    return undefined;
  }
  const before = await edges.exemptions.get(claim.arn);
  const next = grantedBy(claim, before);
  if (next) await edges.exemptions.put(next);
  return next ?? before;
};

/** The creation is judged again by the next sweep: only a creation's own message can open a case. */
const takeBack = async (retag: Retag, situation: Situation): Promise<void> => {
  const { exemptions } = situation.edges;
  const { arn } = retag.resource;
  const before = await exemptions.get(arn);
  const next = endedBy({ arn, by: opponentOf(retag), at: retag.at }, before);
  if (next) await exemptions.put(next);
  const stored = next ?? before;
  if (stored) await changeRow(arn, (row) => released(row, stored), situation);
};

const changeRow = async (
  arn: string,
  change: (row: CreationRow) => CreationRow,
  { edges }: Situation,
): Promise<void> => {
  const [row] = await edges.ledger.creations(arn);
  const next = row && change(row);
  if (next && next !== row) await edges.ledger.update(next);
};
