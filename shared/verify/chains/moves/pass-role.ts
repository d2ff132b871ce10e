import { admits } from "../../../policy/trust.ts";
import type { EstateRole } from "../../model.ts";
import type { Ask, Call, Session, Thing, Try } from "../model.ts";
import { call, creating, endOf, holding, ownTags } from "../tries.ts";
import { roleThing, type World } from "../world.ts";

/** Passing a role to what is about to run as it. The service must be let in by the role's trust, too. */
export const passing = (world: World, by: Session, role: EstateRole, to: { service: string; on: Thing }): Call => {
  const context = { "iam:PassedToService": to.service, "iam:AssociatedResourceArn": to.on.arn };
  const also = trusted(world, role, to);
  return call(by, "iam:PassRole", roleThing(role), { context, also, with: `to ${to.service}` });
};

const trusted = ({ estate }: World, { arn, trust }: EstateRole, to: { service: string; on: Thing }): readonly Ask[] => {
  if (trust === undefined) return [];
  const context = { "aws:SourceAccount": estate.account, "aws:SourceArn": to.on.arn };
  return [{ decision: admits(trust.policy, { principal: { arn: to.service }, role: arn, context }) }];
};

export const sageMaker = "sagemaker.amazonaws.com";

const creators = [
  ["CreateTrainingJob", "training-job"],
  ["CreateProcessingJob", "processing-job"],
  ["CreateNotebookInstance", "notebook-instance"],
  ["CreateModel", "model"],
  ["CreatePipeline", "pipeline"],
] as const;

/** The same by way of other services. */
const elsewhere = [
  ["lambda:CreateFunction", "lambda", "function:", "lambda.amazonaws.com"],
  ["glue:CreateJob", "glue", "job/", "glue.amazonaws.com"],
  ["states:CreateStateMachine", "states", "stateMachine:", "states.amazonaws.com"],
] as const;

/** Whoever may create something that runs as a role holds that role. */
export const passRole = (world: World): readonly Try[] =>
  world.sessions.flatMap((by) =>
    world.foreignRoles.flatMap((role) => {
      const gained = (calls: readonly Call[]): Try => ({
        ...{ calls, needs: holding(by) },
        end: endOf("role-gained", "by passing", role.arn, "C4"),
      });
      return [
        ...inSageMaker(world, by, role).map(gained),
        ...elsewhere.map((row) => gained(inService(world, by, role, row))),
      ];
    }),
  );

const inSageMaker = (world: World, by: Session, role: EstateRole): readonly (readonly Call[])[] => [
  ...creators.flatMap(([name, type]) =>
    ownTags(world).map((tags) => {
      const on = world.things.fresh(type);
      return [
        passing(world, by, role, { service: sageMaker, on }),
        creating(by, `sagemaker:${name}`, on, tags, { with: `runs as ${role.arn}` }),
      ];
    }),
  ),
  ...["notebook-instance", "pipeline"].map((type) => {
    const on = world.things.mine(type);
    const action = type === "pipeline" ? "sagemaker:UpdatePipeline" : "sagemaker:UpdateNotebookInstance";
    return [
      passing(world, by, role, { service: sageMaker, on }),
      call(by, action, on, { with: `runs as ${role.arn}` }),
    ];
  }),
];

const inService = (
  { estate, ...world }: World,
  by: Session,
  role: EstateRole,
  [action, service, prefix, principal]: (typeof elsewhere)[number],
): readonly Call[] => {
  const arn = `arn:${estate.partition}:${service}:${estate.region}:${estate.account}:${prefix}${world.attacker.team}-new`;
  const on: Thing = { arn, tags: {}, isTagAskable: true };
  return [passing({ estate, ...world }, by, role, { service: principal, on }), call(by, action, on)];
};
