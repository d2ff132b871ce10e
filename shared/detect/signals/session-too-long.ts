import { recordedTime, secondsBetween } from "../../model/time.ts";
import type { VendorAct } from "../../model/vendor-act.ts";
import { fieldsAt } from "../../normalise/fields.ts";
import type { Signal } from "./signal.ts";
import { isTaken } from "./support/taken.ts";

/** Between the time of the call and what the expiry is counted from. */
const tolerance = 60;

export const sessionTooLong: Signal = {
  id: "session-too-long",
  severity: "medium",
  why: "The longer a session lasts, the longer stolen credentials of it are of use. A session of more than an hour was also taken with a user's key: a role that takes a role gets an hour at most.",
  blind:
    "Where the record has neither a duration nor an expiry. The role's own longest session is what `vendors audit` looks at.",
  falsePositives: "A vendor whose work takes longer: `maxSession` of its contract.",
  attack: ["T1550.001"],
  needs: "management",
  detect(seen) {
    const { contract } = seen.watched;
    if (!isTaken(seen) || contract === undefined) return undefined;
    const seconds = secondsAsked(seen.act);
    if (seconds === undefined) return undefined;
    return seconds > contract.maxSession + tolerance
      ? [`a session of ${Math.round(seconds / 60)} minutes; the contract allows ${contract.maxSession / 60}`]
      : [];
  },
};

/** A duration that was not asked for is not in the record; the expiry is, as US text. */
const secondsAsked = ({ at, request, response }: VendorAct): number | undefined => {
  const asked = Number(request.durationSeconds ?? Number.NaN);
  if (Number.isFinite(asked)) return asked;
  const expires = recordedTime(fieldsAt(response, "credentials").expiration);
  return expires === undefined ? undefined : secondsBetween(at, expires);
};
