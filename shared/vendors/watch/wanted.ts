import { inDirectory } from "../../model/settings.ts";
import { epochOf, isoAt, recordedTime } from "../../model/time.ts";
import type { VendorAct } from "../../model/vendor-act.ts";
import type { TakenSession, Wanted, WantedMap, WatchList } from "../../model/vendor-link.ts";
import { fieldsAt, textAt } from "../../normalise/fields.ts";
import { type Link, takenRole } from "./links.ts";

/** Days for which a role stays on the list after a vendor's session took it. */
const chainedDays = 30;
/** ARNs of 100 characters and why: a third of what a row may hold. */
export const longestList = 1_000;
/** Bytes. Paths of users may have 512 characters: a row that no longer fits would keep back every vendor's acts. */
const largestList = 300_000;

const later = (at: string, days: number): string => isoAt((epochOf(at) ?? 0) + days * 86_400_000);

/** What has to be heard of from now on, since a watched role's session took or made it. */
export const wantedOf = (act: VendorAct, links: readonly Link[]): WantedMap =>
  Object.fromEntries(links.flatMap((link) => (link.how === "chained" ? chained(act, link) : minted(act, link))));

type Entry = readonly [principal: string, wanted: Wanted];

/** A federated session keeps its user's name only: its key is what is heard of. */
const chained = (act: VendorAct, link: Link): readonly Entry[] => {
  const role = takenRole(act);
  const end = later(act.at, chainedDays);
  if (role !== undefined) return [[role, { in: "roles", why: "chained", at: act.at, until: end }]];
  const until = recordedTime(fieldsAt(act.response, "credentials").expiration) ?? end;
  return keyIn(link).map((key) => [key, { in: "keys", why: "chained", at: act.at, until }]);
};

const keyIn = ({ id }: Link): readonly string[] => (id.startsWith("key:") ? [id.slice("key:".length)] : []);

/** A function acts in sessions of the role that it was given. */
const minted = (act: VendorAct, link: Link): readonly Entry[] => {
  const wanted = (list: Wanted["in"]): Wanted => ({ in: list, why: "minted", at: act.at });
  if (link.id.startsWith("key:")) return keyIn(link).map((key) => [key, wanted("keys")]);
  const arn = link.id.startsWith("worker:") ? textAt(act.request, "role") : link.id;
  if (arn?.includes(":role/")) return [[arn, wanted("roles")]];
  return arn?.includes(":user/") ? [[arn, wanted("users")]] : [];
};

/** One vendor may take and make any number of principals: what others' roles are heard by is not given up for them. */
const ranks: readonly Wanted["why"][] = ["outsiders", "minted", "chained"];

/** The list with more on it. What is there for a longer time stays; of too many the oldest chained ones go, then the oldest minted. */
export const withWanted = (list: WantedMap, more: WantedMap): WantedMap => {
  const merged = { ...list };
  for (const [principal, wanted] of Object.entries(more)) {
    const known = inDirectory(list, principal);
    if (known === undefined || isLonger(wanted, known)) merged[principal] = { ...wanted, at: known?.at ?? wanted.at };
  }
  const all = Object.entries(merged);
  if (all.length <= longestList && sizeOf(all) <= largestList) return merged;
  const rank = ({ why }: Wanted): number => ranks.indexOf(why);
  const sorted = all.toSorted(([, a], [, b]) => rank(a) - rank(b) || Number(a.at < b.at) - Number(a.at > b.at));
  return Object.fromEntries(within(sorted.slice(0, longestList)));
};

const sizeOf = (entries: readonly Entry[]): number => Buffer.byteLength(JSON.stringify(entries));

const within = (entries: readonly Entry[]): readonly Entry[] => {
  let bytes = 0;
  return entries.filter((entry) => {
    bytes += sizeOf([entry]);
    return bytes <= largestList;
  });
};

/** By a day at least: a role that is taken every minute is no reason to write every minute. */
const isLonger = (wanted: Wanted, known: Wanted): boolean => {
  if (known.until === undefined) return false;
  return wanted.until === undefined || (epochOf(wanted.until) ?? 0) - (epochOf(known.until) ?? 0) >= 86_400_000;
};

/** The list without those whose time is over, and with exactly these roles as the ones that outsiders may take. */
export const currentWanted = (list: WantedMap, outsiders: readonly string[], now: string): WantedMap => {
  const kept = Object.entries(list).filter(
    ([, { why, until }]) => why !== "outsiders" && (until === undefined || until > now),
  );
  const found = outsiders.map((role): Entry => {
    const known = inDirectory(list, role);
    return [role, { in: "roles", why: "outsiders", at: known?.at ?? now }];
  });
  return withWanted(Object.fromEntries(found), Object.fromEntries(kept));
};

export const watchListOf = (list: WantedMap): WatchList => {
  const of = (name: keyof WatchList): readonly string[] =>
    Object.entries(list).flatMap(([principal, wanted]) => (wanted.in === name ? principal : []));
  return { roles: of("roles"), users: of("users"), keys: of("keys") };
};

/** The session that an act of taking a watched role began; undefined where none did. */
export const takenSession = (act: VendorAct, role: string): TakenSession | undefined => {
  const credentials = fieldsAt(act.response, "credentials");
  const key = textAt(credentials, "accessKeyId");
  if (key === undefined || act.errorCode !== undefined) return undefined;
  const { account, arn, principalId, invokedBy } = act.principal;
  return {
    role,
    accessKeyId: key,
    at: act.at,
    until: recordedTime(credentials.expiration),
    account,
    caller: arn ?? principalId ?? invokedBy,
    name: textAt(act.request, "roleSessionName"),
    sourceIp: act.sourceIp,
    userAgent: act.userAgent,
    eventId: act.eventId,
  };
};
