import type { Finding } from "../../model/finding.ts";
import { quoted } from "../../settings/words.ts";
import type { Ground, LiveState } from "../model.ts";
import { hasLeft } from "../wanted.ts";
import { driftAt } from "./drifts.ts";

/** Of Identity Center: the ids of the directory are those of its people. */
export const identityDrift = ({ identities }: LiveState, { settings, today }: Ground): readonly Finding[] => {
  if (identities === undefined) return [];
  const live = new Map(identities.map((one) => [one.userId, one]));
  return Object.entries(settings.people).flatMap(([id, person]) => {
    const { identityStoreUserId: userId, email } = person;
    if (userId === undefined) return [];
    const identity = live.get(userId);
    if (hasLeft(person, today)) {
      return identity === undefined ? [] : [driftAt("identity-of-leaver", id, `${quoted(id)} left on ${person.left}`)];
    }
    if (identity === undefined)
      return [driftAt("identity-missing", id, `Identity Center has no user ${quoted(userId)}`)];
    const emails = identity.emails.map((one) => one.toLowerCase());
    return email === undefined || emails.length === 0 || emails.includes(email.toLowerCase())
      ? []
      : [
          driftAt(
            "identity-email-differs",
            id,
            `the directory says ${quoted(email)}, Identity Center ${identity.emails.map(quoted).join(", ")}`,
          ),
        ];
  });
};
