import { type Finding, severities } from "../../model/finding.ts";
import type { Ground, LiveState } from "../model.ts";
import { identityDrift } from "./identities.ts";
import { profileDrift } from "./profiles.ts";
import { roleDrift } from "./roles.ts";
import { userDrift } from "./users.ts";

/** Everything in which the account is not what the directory says, the gravest first. Pure: one state, one answer. */
export const driftOf = (live: LiveState, ground: Ground): readonly Finding[] =>
  [profileDrift, roleDrift, userDrift, identityDrift]
    .flatMap((compare) => compare(live, ground))
    .toSorted((one, other) => severities.indexOf(other.severity) - severities.indexOf(one.severity));
