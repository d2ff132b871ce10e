import { nobody } from "../names.ts";
import type { Estate, EstateRole } from "./model.ts";
import { tagValue } from "./tags.ts";

/** Whose a role is. An execution role without a team is nobody's: somebody works as it, and nothing says of which team. */
export const teamOf = (
  { team, tags, kind }: Pick<EstateRole, "team" | "tags" | "kind">,
  keys: { team: string },
): string | undefined => team ?? tagValue(tags, keys.team) ?? (kind === "execution" ? nobody : undefined);

/** Roles that somebody works as. */
export const isWorkedAs = ({ kind }: Pick<EstateRole, "kind">): boolean => kind === "team" || kind === "execution";

/** A role that a team must have for the proof to say anything of it. */
export interface AbsentRole {
  team: string;
  kind: "team" | "execution";
}

export const absentRoles = ({ teams, peopled, principals, tagKeys }: Estate): readonly AbsentRole[] =>
  [...new Set([teams.own, teams.other, ...(peopled ?? [])])].flatMap((team) =>
    (["team", "execution"] as const)
      .filter((kind) => !principals.some((role) => role.kind === kind && teamOf(role, tagKeys) === team))
      .map((kind) => ({ team, kind })),
  );
