import { inDirectory } from "../../model/settings.ts";
import type { VendorAct } from "../../model/vendor-act.ts";
import { isPublic, networkOf } from "./address.ts";
import { agentFamily } from "./agent.ts";
import { keyOf, limits } from "./bounds.ts";

/** How one session's credentials were used. */
export interface SessionUse {
  createdAt: string | undefined;
  /** Public networks by the time of their last use. */
  networks: Readonly<Record<string, string>>;
  agents: Readonly<Record<string, string>>;
  last: string;
}

type Uses = Readonly<Record<string, SessionUse>>;

/** Credentials that `AssumeRole` issues; a user's own key (`AKIA…`) is used from anywhere by design. */
export const sessionKeyOf = ({ principal }: VendorAct): string | undefined =>
  principal.accessKeyId?.startsWith("ASIA") ? keyOf(principal.accessKeyId, 32) : undefined;

/** Of more sessions than are kept, the one longest unused goes. */
export const addUse = (uses: Uses, act: VendorAct): Uses => {
  const key = sessionKeyOf(act);
  if (key === undefined || act.principal.invokedBy !== undefined) return uses;
  const before = inDirectory(uses, key);
  const network = act.sourceIp !== undefined && isPublic(act.sourceIp) ? networkOf(act.sourceIp) : undefined;
  const use: SessionUse = {
    createdAt: act.principal.session?.createdAt ?? before?.createdAt,
    networks: withLast(before?.networks ?? {}, network, act.at),
    agents: withLast(before?.agents ?? {}, act.userAgent && agentFamily(act.userAgent), act.at),
    last: newest(before?.last, act.at),
  };
  const after = { ...uses, [key]: use };
  const keys = Object.keys(after);
  if (keys.length <= limits.sessions) return after;
  const oldest = keys.reduce((one, other) => ((after[other]?.last ?? "") < (after[one]?.last ?? "") ? other : one));
  delete (after as Record<string, SessionUse>)[oldest];
  return after;
};

const newest = (one: string | undefined, other: string): string => (one !== undefined && one >= other ? one : other);

/** The first few: a second one is already the signal. */
const withLast = (
  known: Readonly<Record<string, string>>,
  value: string | undefined,
  at: string,
): Readonly<Record<string, string>> => {
  if (value === undefined) return known;
  const before = inDirectory(known, value);
  if (before === undefined && Object.keys(known).length >= limits.usesPerSession) return known;
  return { ...known, [value]: newest(before, at) };
};
