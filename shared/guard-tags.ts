import { whoIs } from "./attribute/index.ts";
import { evidenceWindow, lastReceive, settleDelay } from "./decide/delays.ts";
import { retagNotice } from "./decide/notices.ts";
import { changedKeys, decideRetag, type RetagDecision } from "./decide/retag.ts";
import { type CountedRound, countRound, opponentOf } from "./decide/rounds.ts";
import type { Situation } from "./edges.ts";
import type { Retag } from "./model/activity.ts";
import { RetryLater } from "./model/errors.ts";
import type { CreationRow } from "./model/outcome.ts";
import { ownerTags } from "./model/owner.ts";
import { secondsBetween } from "./model/time.ts";
import { putOwnerBack } from "./put-back.ts";

/** Seconds for which a provisioner's second round is left alone before the owner is put back. */
const backOff = 10 * 60;

/** AddTags and DeleteTags by others: put the recorded owner of guarded tags back, and tell both. */
export const guardTags = async (retag: Retag, situation: Situation): Promise<void> => {
  const { settings, edges } = situation;
  if (retag.principal.session?.roleArn === edges.self) return;
  const row = await rowWithOwner(retag, situation);
  if (!row || isLeftAlone(row) || changedKeys(retag, row.owner, settings).length === 0) return;

  const round = await saveRound(retag, row, situation);
  const { owner: author } = await whoIs(retag, settings, edges.lookups);
  const decision = decideRetag({ retag, recorded: row.owner, author, round: round.number, settings });
  if (decision.action === "accept") await accept(retag, row, decision, situation);
  if (decision.action === "back-off") waitOut(retag, situation);
  if (decision.action === "restore" || decision.action === "back-off") await putOwnerBack(retag, row, situation);
  if (decision.findings.length > 0) await tell(retag, row, decision, round, situation);
};

/** What the settings exempt is left alone. Where a person excused a missing owner, a guarded tag stays guarded. */
const isLeftAlone = ({ outcome, exemption }: CreationRow): boolean =>
  outcome === "exempt" && (exemption?.source ?? "settings") === "settings";

/** The row of the resource's newest creation before the change. While its owner is still sought, the change waits. */
export const rowWithOwner = async (retag: Retag, { delivery, edges }: Situation): Promise<CreationRow | undefined> => {
  const rows = await edges.ledger.creations(retag.resource.arn);
  const row = rows.find(({ createdAt }) => secondsBetween(createdAt, retag.at) >= -5) ?? rows[0];
  const isSought =
    row === undefined || (row.outcome === "settling" && ownerTags.some((tag) => row.owner[tag] === null));
  const mayCome =
    secondsBetween(retag.at, edges.now()) < (row ? evidenceWindow + 60 : 60) && delivery.receiveCount < lastReceive;
  if (isSought && mayCome)
    throw new RetryLater("the resource has no recorded owner yet", settleDelay(retag.at, edges.now()));
  return row;
};

const saveRound = async (retag: Retag, row: CreationRow, { settings, edges }: Situation): Promise<CountedRound> => {
  const before = await edges.ledger.rounds(retag.resource.arn);
  const counted = countRound(retag.resource.arn, before, retag, changedKeys(retag, row.owner, settings));
  if (!counted.repeated) await edges.ledger.saveRounds(counted.row);
  return counted;
};

/** A person's word, from a declared provisioner or an approver, is a transition of the row and stays in its history. */
const accept = async (
  retag: Retag,
  row: CreationRow,
  { owner }: RetagDecision,
  { edges }: Situation,
): Promise<void> => {
  const by = opponentOf(retag);
  const isOlder = row.history.some((entry) => entry.by !== "sagewarden" && entry.at > retag.at);
  if (isOlder) return; // a later word of a person came first
  const reason = `${by} names team=${owner.team?.value} studiouserid=${owner.studiouserid?.value}`;
  const entry = { at: retag.at, outcome: "ok", verdict: "ok", reason, by } as const;
  const history = [...row.history, entry];
  await edges.ledger.update({ ...row, owner, outcome: "ok", reason, history, version: row.version + 1 });
};

const waitOut = (retag: Retag, { edges }: Situation): void => {
  const age = secondsBetween(retag.at, edges.now());
  if (age < backOff) throw new RetryLater("backing off from a provisioner", Math.ceil(backOff - age));
};

const tell = async (
  retag: Retag,
  row: CreationRow,
  decision: RetagDecision,
  round: CountedRound,
  { edges }: Situation,
): Promise<void> => {
  const now = edges.now();
  const gap = round.number > 1 ? await edges.gap.between(retag.resource, round.startedAt, now) : [];
  const facts = {
    principal: opponentOf(retag),
    owner: `${row.owner.studiouserid?.value ?? "nobody"} (${row.owner.team?.value ?? "no team"})`,
    ...(gap.length > 0
      ? { meanwhile: gap.map(({ at, eventName, principal }) => `${at} ${eventName} ${principal}`).join("; ") }
      : {}),
  };
  await edges.notify(retagNotice(retag, decision, facts, round.number, now));
};
