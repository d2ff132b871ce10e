import { type Session, slots, type Tags, type Thing, type Try, tagText } from "../model.ts";
import { creating, holding, ownTags } from "../tries.ts";
import type { World } from "../world.ts";
import { passing, sageMaker } from "./pass-role.ts";

/** A profile that the attacker might have made: its tags and its role are known by what was made. */
export interface MadeProfile {
  on: Thing;
  tags: Tags;
  role: World["foreignRoles"][number];
  /** What stands in its slot. */
  mark: string;
}

export const madeProfiles = (world: World): readonly MadeProfile[] =>
  world.foreignRoles.flatMap((role) =>
    ownTags(world).map((tags) => ({
      ...{ on: { ...world.things.fresh("user-profile"), tags }, tags, role },
      mark: `${role.arn} ${tagText(tags)}`,
    })),
  );

/** A profile of one's own that runs as somebody else's role. */
export const createUserProfile = (world: World): readonly Try[] =>
  world.sessions.flatMap((by) => madeProfiles(world).map((made) => make(world, by, made)));

const make = (world: World, by: Session, { on, tags, role, mark }: MadeProfile): Try => {
  const made = { ...on, tags: {} };
  return {
    calls: [
      passing(world, by, role, { service: sageMaker, on: made }),
      creating(by, "sagemaker:CreateUserProfile", made, tags, { with: `runs as ${role.arn}` }),
    ],
    needs: holding(by),
    makes: { slot: slots.runs(on), value: () => mark },
  };
};
