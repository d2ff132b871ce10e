import { readPolicy } from "../../../policy/read.ts";
import type { EstateRole } from "../../model.ts";
import { otherCase } from "../../tags.ts";
import { type Context, type Session, slots, type Tags, type Try } from "../model.ts";
import { ask, call, endOf, holding, inWords, requestTags } from "../tries.ts";
import { roleThing, type World } from "../world.ts";

/** From one role to the next: as its trust lets, or after that was changed. */
export const assumeRole = (world: World): readonly Try[] =>
  world.sessions.flatMap((by) => [
    ...world.foreignRoles.flatMap((role) => [
      ...foreignTags(world).map((tags) => assume(by, role, tags, role.trust)),
      assumeChanged(by, role),
    ]),
    ...world.ownRoles.flatMap((role) => theirTags(world).map((tags) => assume(by, role, tags, role.trust))),
  ]);

const foreignTags = ({ estate: { tagKeys }, victim }: World): readonly Tags[] => [
  {},
  { [tagKeys.studiouserid]: victim.person },
  { [tagKeys.team]: victim.team, [tagKeys.studiouserid]: victim.person },
];

/** Tags of a session take the place of the role's: with these the attacker's own role works as the victim's team. */
export const theirTags = ({ estate: { tagKeys }, attacker, victim }: World): readonly Tags[] =>
  [tagKeys.team, otherCase(tagKeys.team)].flatMap((key) => [
    { [key]: victim.team },
    { [key]: victim.team, [tagKeys.studiouserid]: attacker.person },
  ]);

/** Every trust policy of IAM's users and roles tells nothing of the tags that are passed on, or all of them. */
export const transitives = (tags: Tags): readonly (readonly string[])[] =>
  Object.keys(tags).length === 0 ? [[]] : [Object.keys(tags), []];

const assume = (by: Session, role: EstateRole, tags: Tags, trust: EstateRole["trust"]): Try => {
  const on = roleThing(role);
  const context: Context = {
    ...requestTags(tags),
    "sts:RoleSessionName": by.sourceIdentity ?? "session",
    ...(Object.keys(tags).length > 0 && { "sts:TransitiveTagKeys": Object.keys(tags) }),
  };
  const tagging = { ...ask(by, "sts:TagSession", on, context), trust };
  const first = { ...ask(by, "sts:AssumeRole", on, context), trust };
  return {
    calls: [
      {
        ...call(by, "sts:AssumeRole", on, { with: inWords(tags) }),
        asks: Object.keys(tags).length > 0 ? [first, tagging] : [first],
      },
    ],
    needs: holding(by),
    end: endOf("role-gained", Object.keys(tags).length > 0 ? "takes with tags" : "takes", on),
  };
};

/** What the attacker wrote into the trust names their role itself, so nothing else has to allow it. */
const assumeChanged = (by: Session, role: EstateRole): Try => {
  const statement = { Effect: "Allow", Principal: { AWS: by.role.arn }, Action: "sts:AssumeRole" };
  const policy = readPolicy({ Version: "2012-10-17", Statement: [statement] }, "trust");
  const attempt = assume(by, role, {}, { name: `trust of ${role.name}, changed`, policy });
  return { ...attempt, needs: { ...attempt.needs, [slots.trust(role)]: by.role.arn } };
};
