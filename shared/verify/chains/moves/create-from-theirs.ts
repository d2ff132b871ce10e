import type { Session, Thing, Try } from "../model.ts";
import { ask, call, creating, endOf, holding, ownTags, requestTags } from "../tries.ts";
import type { World } from "../world.ts";

/** Calls on several things at once, one of them another team's: each has to be allowed. */
export const createFromTheirs = (world: World): readonly Try[] =>
  world.sessions.flatMap((by) => [...creates(world, by), ...joins(world, by)]);

/** facts of IAM's data: these creators name an existing thing as a resource of theirs. */
const creates = (world: World, by: Session): readonly Try[] => {
  const { theirs, fresh } = world.things;
  const rows = [
    ["CreateEndpoint", theirs("endpoint-config"), fresh("endpoint"), "data-read"],
    ["CreateTrial", theirs("experiment"), fresh("experiment-trial"), "data-written"],
    ["CreateInferenceComponent", theirs("endpoint"), fresh("inference-component"), "data-written"],
  ] as const;
  return rows.flatMap(([name, existing, made, goal]) =>
    ownTags(world).map((tags): Try => {
      const action = `sagemaker:${name}`;
      const create = creating(by, action, made, tags);
      return {
        calls: [
          {
            ...create,
            resource: existing.arn,
            asks: [ask(by, action, existing, requestTags(tags)), ...create.asks],
          },
        ],
        needs: holding(by),
        end: endOf(goal, action, existing),
      };
    }),
  );
};

const joins = ({ things: { theirs, mine } }: World, by: Session): readonly Try[] => {
  const [trial, component] = ["experiment-trial", "experiment-trial-component"];
  const rows: readonly (readonly [string, Thing, Thing, "data-read" | "data-written"])[] = [
    ["AssociateTrialComponent", theirs(trial), mine(component), "data-written"],
    ["AssociateTrialComponent", theirs(component), mine(trial), "data-read"],
    ["DisassociateTrialComponent", theirs(trial), theirs(component), "data-written"],
    ["UpdateEndpoint", theirs("endpoint-config"), mine("endpoint"), "data-read"],
    ["UpdateEndpoint", theirs("endpoint"), mine("endpoint-config"), "data-written"],
  ];
  return rows.map(([name, on, other, goal]) => {
    const action = `sagemaker:${name}`;
    const also = [ask(by, action, other)];
    return { calls: [call(by, action, on, { also })], needs: holding(by), end: endOf(goal, action, on) };
  });
};
