import type { Goal } from "../../model.ts";
import type { Context, Session, Thing, Try } from "../model.ts";
import { studioContext } from "../things.ts";
import { creating, direct, endOf, holding, ownTags } from "../tries.ts";
import type { World } from "../world.ts";

const onExisting: readonly { action: string; type: string; goal: Goal; known?: string }[] = [
  { action: "DeleteApp", type: "app", goal: "data-deleted", known: "C7" },
  { action: "UpdateSpace", type: "space", goal: "data-written" },
  { action: "DeleteSpace", type: "space", goal: "data-deleted" },
  { action: "StartSession", type: "space", goal: "role-gained" },
];

/** What somebody does inside another one's profile. */
export const appsAndSpaces = (world: World): readonly Try[] =>
  world.sessions.flatMap((by) =>
    contexts(world).flatMap((context) => [
      ...onExisting.map(({ action, type, goal, known }) =>
        direct(by, { goal, known, action: `sagemaker:${action}` }, world.things.theirs(type), { context }),
      ),
      ...create(world, by, context, "CreateApp", world.things.theirs("app"), "C8"),
      ...create(world, by, context, "CreateSpace", world.things.theirs("space"), undefined),
    ]),
  );

/** From Studio, and without what only Studio says. */
const contexts = ({ estate, attacker, victim }: World): readonly Context[] => [
  studioContext(estate, attacker.person, victim.person, "Private"),
  {},
];

/** An app that is new in the victim's profile has no tags yet but those of the request. */
const create = (
  world: World,
  by: Session,
  context: Context,
  name: string,
  on: Thing,
  known: string | undefined,
): readonly Try[] =>
  ownTags(world).map((tags) => {
    const action = `sagemaker:${name}`;
    return {
      calls: [creating(by, action, { ...on, tags: {} }, tags, { context })],
      ...{ needs: holding(by), end: endOf("data-written", action, on, known) },
    };
  });
