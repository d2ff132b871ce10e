import { isInDirectory, outside, resourceClaims, shown } from "../attribute/owner-tags.ts";
import type { Claim } from "../attribute/resolver.ts";
import { type Attribution, nobody } from "../model/owner.ts";
import { keyOf, tagKeysOf } from "../model/tag-keys.ts";
import { secondsBetween } from "../model/time.ts";
import type { Judgement, Seen } from "./existing.ts";
import type { Listed } from "./listing.ts";

const unattributed: Attribution = { owner: nobody, conflicts: [], unproven: [], orphaned: [] };

/**
 * Of what the ledger does not know there are only the tags, which anybody may have written. Consistent ones are left alone on
 * what was there before the deployment, and said to be unproven; on anything newer they are a claim like any other.
 */
export const judgeUnknown = (seen: Seen, { createdAt }: Pick<Listed, "createdAt">): Judgement => {
  const { directory, ground } = seen;
  const claims = resourceClaims(seen.tags, tagKeysOf(ground.settings), (key) => `tags.${key}`);
  const team = claims.find(({ tag }) => tag === "team");
  const person = claims.find((claim) => claim.tag === "studiouserid" && isInDirectory(directory, claim));
  if (person && team && team.value !== directory.teamOf(person.value)) return contradiction(seen, person, team);
  const isOlder = createdAt === undefined || secondsBetween(createdAt, ground.deployedAt) > 0;
  return person && team && isOlder ? wasThereBefore(seen, person, team) : unowned(seen, claims, isOlder);
};

/** The person's team is another one, or has another name by now. */
const contradiction = ({ directory, ground }: Seen, person: Claim, team: Claim): Judgement => {
  const own = directory.teamOf(person.value) ?? null;
  const [claimed, provenIn] = [shown(team.value), `settings.people.${person.value}.team`];
  return {
    verdict: "mismatch",
    reason: `${keyOf("team", ground.settings)}=${claimed}, but ${person.value} is in ${own ?? "no team"}; nothing proves either`,
    attribution: {
      ...unattributed,
      conflicts: [{ tag: "team", claimed, claimedIn: team.field, proven: null, provenIn }],
      unproven: [unproven(person)],
    },
  };
};

const wasThereBefore = ({ directory, ground }: Seen, person: Claim, team: Claim): Judgement => {
  const hasLeft = directory.hasLeft(person.value, ground.now);
  const left = hasLeft ? `; ${person.value} left the directory: orphaned, the team keeps it` : "";
  const keys = tagKeysOf(ground.settings);
  const tags = `${keys.team}=${team.value} and ${keys.studiouserid}=${person.value}`;
  return {
    verdict: "ok",
    reason: `was there before Sagewarden: ${tags} fit the directory, nothing proves them${left}`,
    attribution: {
      ...unattributed,
      unproven: [unproven(team), unproven(person)],
      orphaned: hasLeft ? [{ tag: "studiouserid", value: person.value }] : [],
    },
  };
};

const unowned = ({ directory }: Seen, claims: readonly Claim[], isOlder: boolean): Judgement => {
  const all = claims.map((claim) => (isInDirectory(directory, claim) ? unproven(claim) : outside(claim)));
  const origin = isOlder ? "was there before Sagewarden" : "nothing announced its creation";
  const words = all.map(({ tag, value, why }) => `${tag}=${value} is claimed: ${why}`);
  return {
    verdict: "unowned",
    reason: [`${origin}, and nothing proves an owner`, ...words].join("; "),
    attribution: { ...unattributed, unproven: all },
  };
};

const unproven = ({ tag, value, field }: Claim) => ({ tag, value: shown(value), why: `nothing proves it (${field})` });
