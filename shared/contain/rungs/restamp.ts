import { secondsBetween } from "../../model/time.ts";
import { isDone, lineOf } from "../ground.ts";
import type { Ground, Rung } from "../rung.ts";
import { stamp, stampedAt, verifyStamp } from "./sessions.ts";

/** Revokes once more, when the deny and the trust have had time to hold everywhere: what was issued in between is dead too. */
export const restamp: Rung = {
  id: "restamp",
  does: "Waits until the changes hold everywhere, then revokes once more what was issued meanwhile.",
  permissions: { contain: [], restore: [] },
  plan: ({ live, incident, at }) => {
    if (live === undefined) return { status: "refused", detail: "there is no such role" };
    return isDone(incident, "sessions") || incident.rungs.length === 0
      ? {
          status: "todo",
          detail: `stamp again, ${wait} s after the last change: sessions from before ${at} or later are denied`,
        }
      : { status: "skipped", detail: "the stamp had no room: the deny covers all sessions" };
  },
  apply: (ground, world) => stamp(ground, world, "restamp", lastStamp(ground)),
  verify: verifyStamp,
  undo: async () => "the stamp is undone by its own rung",
};

/**
 * The stamp that was set since the last change had its time: recorded, or there already where a step was cut off. A look that is
 * older than it writes the same one again: a newer one each time would never be seen.
 */
const lastStamp = ({ incident, live, at }: Ground): string | undefined => {
  const changed = (["sessions", "deny", "trust"] as const)
    .flatMap((id) => lineOf(incident, id)?.evidence.at ?? [])
    .toSorted()
    .at(-1);
  if (changed === undefined) return undefined;
  return [incident.cutAt, stampedAt(live)]
    .filter((one) => one !== undefined)
    .filter((one) => secondsBetween(changed, one) >= wait && secondsBetween(one, at) >= 0)
    .toSorted()
    .at(-1);
};

/** Seconds. Others measured 3 to 4 until a change of IAM holds: https://www.offensai.com/blog/eventual-consistency-resistant-iam-containment-aws-incident-response */
const wait = 10;
export const propagation = wait;
