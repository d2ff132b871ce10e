import { type Session, slots, type Thing, type Try } from "../model.ts";
import { call, endOf, holding } from "../tries.ts";
import type { World } from "../world.ts";
import { passing, sageMaker } from "./pass-role.ts";

/** Settings of a profile are code and roles of whoever works in it: a lifecycle config, an image, an execution role. */
export const updateUserProfile = (world: World): readonly Try[] =>
  world.sessions.flatMap((by) => [
    ...update(world, by, "sagemaker:UpdateUserProfile", world.things.theirs("user-profile"), "C3"),
    ...world.foreignRoles.map((role): Try => {
      const own = world.things.mine("user-profile");
      return {
        calls: [
          passing(world, by, role, { service: sageMaker, on: own }),
          call(by, "sagemaker:UpdateUserProfile", own, { with: `runs as ${role.arn}` }),
        ],
        needs: holding(by),
        makes: { slot: slots.runs(own), value: () => role.arn },
      };
    }),
  ]);

/** The domain is everybody's. */
export const updateDomain = (world: World): readonly Try[] =>
  world.sessions.flatMap((by) => update(world, by, "sagemaker:UpdateDomain", world.things.domain, "C14"));

const update = (world: World, by: Session, action: string, on: Thing, known: string): readonly Try[] => [
  {
    calls: [call(by, action, on, { with: "new settings" })],
    ...{ needs: holding(by), end: endOf("data-written", `${action} settings`, on, known) },
  },
  ...world.foreignRoles.map((role): Try => {
    const pass = passing(world, by, role, { service: sageMaker, on });
    return {
      calls: [pass, call(by, action, on, { with: `runs as ${role.arn}` })],
      ...{ needs: holding(by), end: endOf("data-written", `${action} role`, on, known) },
    };
  }),
];
