import type { Call, Context, Session, Thing, Try } from "../model.ts";
import { ask, call, creating, endOf, holding, ownTags } from "../tries.ts";
import type { World } from "../world.ts";

/** A model is named where it is served, not authorised; and then it runs as the role of whose it is. */
export const serveTheirs = (world: World): readonly Try[] =>
  world.estate.openModels === undefined ? world.sessions.flatMap((by) => served(world, by)) : [];

/** Whether the call says which model, as `sagemaker:ModelArn`, and what it makes or changes. */
const rows: readonly (readonly [action: string, type: string, says: boolean])[] = [
  ["CreateEndpointConfig", "endpoint-config", true],
  ["CreateTransformJob", "transform-job", true],
  ["CreateInferenceComponent", "inference-component", true],
  ["CreateInferenceExperiment", "inference-experiment", false],
  ["CreateInferenceRecommendationsJob", "inference-recommendations-job", false],
  ["CreateOptimizationJob", "optimization-job", false],
  ["UpdateInferenceComponent", "inference-component", false],
  ["UpdateInferenceExperiment", "inference-experiment", false],
];

const served = (world: World, by: Session): readonly Try[] => {
  const { theirs } = world.things;
  return rows.flatMap(([name, type, says]) =>
    (says ? spellings(theirs("model")) : [{}]).flatMap((context) =>
      callsOf(world, by, name, type, context).map(
        (each): Try => ({
          calls: [each],
          ...{ needs: holding(by), end: endOf("role-gained", `serves by ${name}`, theirs("model")) },
        }),
      ),
    ),
  );
};

/** SageMaker lowers names in ARNs: whether in this key too is not documented. */
const spellings = ({ arn }: Thing): readonly Context[] =>
  [arn, arn.toLowerCase()].map((each) => ({ "sagemaker:ModelArn": [each] }));

const callsOf = (world: World, by: Session, name: string, type: string, context: Context): readonly Call[] => {
  const { fresh, mine, theirs } = world.things;
  const action = `sagemaker:${name}`;
  const more = { context, with: `serves ${theirs("model").arn}` };
  if (name.startsWith("Update")) return [call(by, action, mine(type), more)];
  const also = type === "inference-component" ? [ask(by, action, mine("endpoint"), context)] : [];
  return ownTags(world).map((tags) => creating(by, action, fresh(type), tags, { ...more, also }));
};
