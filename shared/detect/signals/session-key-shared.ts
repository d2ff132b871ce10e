import { inRange } from "../../model/address.ts";
import type { Severity } from "../../model/finding.ts";
import { inDirectory } from "../../model/settings.ts";
import { secondsBetween } from "../../model/time.ts";
import { type SessionUse, sessionKeyOf } from "../../vendors/watch/session-use.ts";
import type { SeenAct, Signal } from "./signal.ts";
import { addressOf } from "./support/principal-acts.ts";

/** A person who changes networks does not come back within this. */
const atOnce = 600;

export const sessionKeyShared: Signal = {
  id: "session-key-shared",
  severity: "high",
  why: "One session's credentials are used from two networks, or by two kinds of software: somebody copied them.",
  blind:
    "Private addresses are not compared: through a VPC endpoint the same machine has one. Addresses that the contract names count as one place. A user's long-term key is used from anywhere by design.",
  falsePositives:
    "A vendor whose machines share one session: `sourceIps` of the contract. Two kinds of software alone are low: scripts call several.",
  attack: ["T1550.001"],
  needs: "management",
  detect(seen) {
    const key = sessionKeyOf(seen.act);
    const [before, after] = [seen.before, seen.after].map(({ sessions }) => key && inDirectory(sessions, key));
    if (!before || !after || seen.watched.how === "assumed") return undefined;
    const network = isNew(before.networks, after.networks) && !isAgreed(seen);
    const agent = isNew(before.agents, after.agents);
    return [
      ...(network ? [`credentials of one session are used from ${list(after.networks)}`] : []),
      ...(agent && !network ? [`credentials of one session are used with ${list(after.agents)}`] : []),
    ];
  },
  severityOf: (seen) => gravity(seen),
};

const isNew = (before: SessionUse["networks"], after: SessionUse["networks"]): boolean =>
  Object.keys(before).length > 0 && Object.keys(after).length > Object.keys(before).length;
const list = (uses: SessionUse["networks"]): string => Object.keys(uses).join(" and ");

const isAgreed = (seen: SeenAct): boolean => {
  const address = addressOf(seen);
  const ranges = seen.watched.contract?.sourceIps ?? [];
  return address === undefined || ranges.some((range) => inRange(address, range));
};

/** Of somebody whom one only asked to judge: an instance stays where it is, while a person changes networks. */
const gravity = (seen: SeenAct): Severity => {
  const { act, watched, before, after } = seen;
  const key = sessionKeyOf(act) ?? "";
  const [known, used] = [before, after].map(({ sessions }) => inDirectory(sessions, key)?.networks ?? {});
  if (known === undefined || used === undefined || !isNew(known, used) || isAgreed(seen)) return "low";
  if (watched.registered) return "high";
  const isInstance = /^i-[\da-f]{8,17}$/.test(act.principal.session?.name ?? "");
  const isAtOnce = Object.values(known).some((last) => Math.abs(secondsBetween(last, act.at)) < atOnce);
  if (isAtOnce) return isInstance ? "high" : "medium";
  return isInstance ? "medium" : "low";
};
