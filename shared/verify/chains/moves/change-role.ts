import { type Context, type Session, slots, type Thing, type Try } from "../model.ts";
import { call, direct, endOf, holding } from "../tries.ts";
import { roleThing, type World } from "../world.ts";

/** What makes any role wider. */
const widening: readonly { action: string; context: (world: World) => Context }[] = [
  { action: "iam:PutRolePolicy", context: () => ({}) },
  {
    action: "iam:AttachRolePolicy",
    context: ({ estate }) => ({ "iam:PolicyARN": `arn:${estate.partition}:iam::aws:policy/AdministratorAccess` }),
  },
];

/** A role is wider without what denies, too. */
const freeing = ["iam:DeleteRolePolicy", "iam:DetachRolePolicy"];
const ofBoundary = ["iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary"];

export const changeRole = (world: World): readonly Try[] =>
  world.sessions.flatMap((by) => [
    ...widening.map(({ action, context }) => widen(by, action, context(world))),
    ...[...freeing, ...(by.role.boundary === undefined ? [] : ofBoundary)].map((action) => widen(by, action, {})),
    ...world.foreignRoles.flatMap((role) => onForeign(world, by, roleThing(role))),
    ...newRole(world, by),
  ]);

const widen = (by: Session, action: string, context: Context): Try =>
  direct(by, { action, goal: "role-gained", known: undefined }, roleThing(by.role), {
    context: { ...boundaryOf(by), ...context },
  });

/** IAM tells the boundary that the role has. */
const boundaryOf = ({ role }: Session): Context =>
  role.boundary === undefined ? {} : { "iam:PermissionsBoundary": role.boundary.name };

const onForeign = (world: World, by: Session, on: Thing): readonly Try[] => [
  ...widening.map(({ action, context }) =>
    direct(by, { action, goal: "data-written", known: undefined }, on, { context: context(world) }),
  ),
  {
    calls: [call(by, "iam:UpdateAssumeRolePolicy", on, { with: `trusts ${by.role.arn}` })],
    needs: holding(by),
    makes: { slot: slots.trust(on), value: () => by.role.arn },
  },
];

/** A role without limits, made under a path where one's own are passed from. */
const newRole = (world: World, by: Session): readonly Try[] => {
  const { estate, attacker } = world;
  const arn = `arn:${estate.partition}:iam::${estate.account}:role/sagemaker/${attacker.team}/new`;
  const on: Thing = { arn, tags: {}, isTagAskable: true };
  return [
    {
      calls: [call(by, "iam:CreateRole", on, { with: `trusts ${by.role.arn}` })],
      needs: holding(by),
      makes: { slot: slots.trust(on), value: () => by.role.arn },
    },
    ...widening.map(({ action, context }): Try => {
      const needs = { ...holding(by), [slots.trust(on)]: by.role.arn };
      const widen = call(by, action, on, { context: context(world) });
      return { calls: [widen], needs, end: endOf("role-gained", "new role", on) };
    }),
  ];
};
