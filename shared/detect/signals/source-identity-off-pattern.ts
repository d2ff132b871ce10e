import type { VendorAct } from "../../model/vendor-act.ts";
import { fieldsAt, textAt } from "../../normalise/fields.ts";
import type { Signal } from "./signal.ts";
import { shown } from "./support/acts.ts";
import { isLike } from "./support/pattern.ts";
import { isTaken } from "./support/taken.ts";

export const sourceIdentityOffPattern: Signal = {
  id: "source-identity-off-pattern",
  severity: "low",
  why: "The source identity stays with a session through every further role that it takes. Without the agreed one, what a chain does is harder to lay at the vendor's door.",
  blind: "Whoever takes the role first chooses it, and can follow the pattern.",
  falsePositives: "A vendor that sets none: leave `sourceIdentity` out of the contract.",
  attack: ["T1078.004"],
  needs: "management",
  detect(seen) {
    const pattern = seen.watched.contract?.sourceIdentity;
    if (!isTaken(seen) || pattern === undefined || !seen.act.requestComplete) return undefined;
    const identity = sourceIdentityOf(seen.act);
    if (identity === undefined) return ["the session has no source identity; the contract asks for one"];
    return isLike(pattern, identity)
      ? []
      : [`the source identity ${shown(identity, 64)} is not as the contract says (${pattern})`];
  },
};

/** A chained session keeps the first one, which its request then need not repeat. */
const sourceIdentityOf = ({ request, response, principal }: VendorAct): string | undefined =>
  textAt(response, "sourceIdentity") ??
  textAt(fieldsAt(response, "assumedRoleUser"), "sourceIdentity") ??
  textAt(request, "sourceIdentity") ??
  principal.session?.sourceIdentity;
