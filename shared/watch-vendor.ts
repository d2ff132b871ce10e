import { containFor } from "./contain/contain-for.ts";
import { modeOf } from "./decide/containment-turn.ts";
import { type JudgedSignal, signalNotices } from "./decide/vendor-notices.ts";
import type { Delivery } from "./edges.ts";
import { RetryLater } from "./model/errors.ts";
import type { Settings } from "./model/settings.ts";
import { secondsBetween } from "./model/time.ts";
import type { VendorAct, Watched } from "./model/vendor-act.ts";
import type { WantedMap } from "./model/vendor-link.ts";
import { readVendorAct } from "./normalise/vendor-act.ts";
import { askedOnce } from "./record/asked-once.ts";
import { type RoleAct, remembered } from "./remember-acts.ts";
import type { WatchEdges } from "./vendor-edges.ts";
import { auditCause } from "./vendors/needs-audit.ts";
import { changedRole, linksOf } from "./vendors/watch/links.ts";
import { type Roster, rosterOf } from "./vendors/watch/roster.ts";
import { takenSession, wantedOf, withWanted } from "./vendors/watch/wanted.ts";
import { type WatchLedger, watchedOf } from "./vendors/watch/watched.ts";

/**
 * The way of what vendors do: normalise → attribute → detect → decide → notify → record, for one batch of messages.
 *
 * `read` answers the acts of a message by the role that they belong to; `work` takes all acts of one role together. Any
 * number of deliveries, in any order, end like one; both throw `RetryLater` and `PoisonRecord` as the creations' way does.
 */
export const watchVendors = (settings: Settings, world: WatchEdges) => {
  const edges = askedOnce(world);
  let known: Promise<{ wanted: WantedMap; roster: Roster }> | undefined;
  const ground = () => {
    known ??= edges.watchList.read().then((wanted) => ({ wanted, roster: rosterOf(settings, outsiders(wanted)) }));
    return known;
  };

  const read = async (event: unknown, delivery: Delivery): Promise<readonly { of: string; part: RoleAct }[]> => {
    const act = readVendorAct(event);
    if (act === undefined) return [];
    const { roster } = await ground();
    const watched = await attribute(act, roster, delivery, edges);
    await leaveTraces(act, watched, roster, edges);
    return watched.map((one) => ({ of: one.role, part: { act, watched: one } }));
  };

  const work = async (role: string, parts: readonly RoleAct[]): Promise<void> => {
    const { judged, fresh } = await remembered(role, parts, settings, edges.roles);
    // Before anything is written or told: what a session can still do is lost with each second.
    await containFor(role, judged, edges.incidents);
    for (const { act, watched } of parts) {
      const session = watched.how === "assumed" ? takenSession(act, role) : undefined;
      if (session) await edges.roles.saveSession(session);
    }
    const told = new Set<string>();
    for (const each of judged) await tell(each, settings, edges, told);
    for (const { signal } of fresh) edges.count(signal.severity);
  };

  return { read, work };
};

const outsiders = (wanted: WantedMap): readonly string[] =>
  Object.entries(wanted).flatMap(([role, { why }]) => (why === "outsiders" ? role : []));

/** Deliveries, and seconds since the act, for which the record of a session's beginning may still be on its way. */
const patience = { deliveries: 3, seconds: 120, wait: 5 };

/**
 * Rules hear of more than vendors do, and records come in any order: a session that nobody knows yet comes again twice, and so
 * does a user's key, which a vendor may just have made. Who changed a vendor's role may be the vendor, too.
 */
const attribute = async (
  act: VendorAct,
  roster: Roster,
  { receiveCount }: Delivery,
  edges: WatchEdges,
): Promise<readonly Watched[]> => {
  let isUnseen = act.principal.accessKeyId?.startsWith("AKIA") === true;
  const sessionByKey: WatchLedger["sessionByKey"] = async (key) => {
    const session = await edges.sessions.sessionByKey(key);
    if (session === undefined && key === act.principal.accessKeyId) isUnseen = true;
    return session;
  };
  const ledger = { ...edges.sessions, sessionByKey, linked: edges.links.linked };
  const watched = await watchedOf(act, roster, ledger);
  const isYoung = secondsBetween(act.at, edges.now()) < patience.seconds;
  const isOthers = watched.every(({ how }) => how === "changed");
  if (isOthers && isUnseen && isYoung && receiveCount < patience.deliveries)
    throw new RetryLater("whose session or key it is has not been seen", patience.wait);
  return watched;
};

/** What later acts are attributed by, before anything else: they may be in the same batch. Then whoever has to look. */
const leaveTraces = async (
  act: VendorAct,
  watched: readonly Watched[],
  roster: Roster,
  edges: WatchEdges,
): Promise<void> => {
  const links = watched.flatMap((one) => linksOf(act, one));
  for (const link of links) await edges.links.save(link);
  const more = wantedOf(act, links);
  if (Object.keys(more).length > 0 && (await edges.watchList.change((list) => withWanted(list, more))))
    await edges.ask({ rules: true });
  if (await isForAudit(act, roster, edges)) await edges.ask({ at: act.at });
};

/** A watched role or a policy of one was changed, or some role was opened to outsiders. */
const isForAudit = async (act: VendorAct, roster: Roster, edges: WatchEdges): Promise<boolean> => {
  const changed = act.errorCode === undefined ? changedRole(act) : undefined;
  if (changed !== undefined && roster.ofRoleName(changed) !== undefined) return true;
  const cause = auditCause(act, roster.settings);
  return cause?.type === "policy" ? (await edges.auditedPolicies()).has(cause.arn) : cause !== undefined;
};

/** `told`: ids of notices, of which a batch of like acts makes one each. */
const tell = async (judged: JudgedSignal, settings: Settings, edges: WatchEdges, told: Set<string>): Promise<void> => {
  const mode = modeOf(settings, judged.signal.vendor);
  await edges.roles.saveSignal(judged.signal);
  for (const notice of signalNotices(judged)) {
    if (told.has(notice.id)) continue;
    await edges.notify(notice, mode);
    told.add(notice.id);
  }
};
