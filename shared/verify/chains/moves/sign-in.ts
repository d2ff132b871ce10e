import type { ReadPolicy } from "../../../policy/model.ts";
import { readPolicy } from "../../../policy/read.ts";
import { admits } from "../../../policy/trust.ts";
import { type Door, doorsOf } from "../../doors.ts";
import type { EstateRole } from "../../model.ts";
import { type Session, slots, type Tags, type Try } from "../model.ts";
import { endOf, inWords } from "../tries.ts";
import { roleThing, type World } from "../world.ts";
import { theirTags, transitives } from "./assume-role.ts";

/** The attacker takes a role as a person: as far as its trust policy admits them. */
export const signIn = (world: World): readonly Try[] => [...ownRole(world), ...foreignRole(world)];

/** Once more, with tags or with a source identity that are not theirs. */
const ownRole = (world: World): readonly Try[] =>
  world.ownRoles
    .filter(({ kind }) => kind === "team")
    .flatMap((role) =>
      doors(world, role).flatMap((door) => [
        ...theirTags(world).flatMap((tags) => enter(world, role, door, tags)),
        ...inAnothersName(world, role, door),
        ...world.sessions
          .filter((session) => !session.isHeld && session.role === role)
          .flatMap((session) => pose(world, session, door)),
      ]),
    );

/** For their tags IAM vouches. Which role a provider lets somebody ask for is the provider's to say. */
const foreignRole = (world: World): readonly Try[] =>
  world.foreignRoles
    .filter(({ kind }) => kind === "team")
    .flatMap((role) =>
      doors(world, role)
        .filter(({ action }) => action === "sts:AssumeRole")
        .flatMap((door) => [{}, tagsOfAttacker(world)].flatMap((tags) => enter(world, role, door, tags))),
    );

const tagsOfAttacker = ({ estate: { tagKeys }, attacker }: World): Tags => ({
  [tagKeys.team]: attacker.team,
  [tagKeys.studiouserid]: attacker.person,
});

const doors = (world: World, { trust }: EstateRole): readonly Door[] => {
  const document = trust?.policy.document;
  return document === undefined ? [] : doorsOf(document, { name: world.attacker.person, tags: tagsOfAttacker(world) });
};

type Asked = { tags: Tags; sourceIdentity?: string };

const take = (
  world: World,
  role: EstateRole,
  door: Door,
  { tags, sourceIdentity }: Asked,
): readonly Pick<Try, "calls" | "needs">[] =>
  transitives(tags).map((transitiveTagKeys) => {
    const { person } = world.attacker;
    const decision = admits(trustOf(role), {
      ...{ principal: door.principal, role: role.arn, action: door.action, sessionTags: tags },
      ...{ context: { "sts:RoleSessionName": person, ...door.context } },
      ...(transitiveTagKeys.length > 0 && { transitiveTagKeys }),
      ...(sourceIdentity !== undefined && { sourceIdentity }),
    });
    const words = [inWords(tags), sourceIdentity && `source identity ${sourceIdentity}`].filter((each) => each);
    const call = { principal: person, action: door.action, resource: role.arn, with: words.join("; ") || undefined };
    return { calls: [{ ...call, asks: [{ decision }] as const }], needs: {} };
  });

const trustOf = ({ trust }: EstateRole): ReadPolicy => trust?.policy ?? readPolicy("", "trust");

const enter = (world: World, role: EstateRole, door: Door, tags: Tags): readonly Try[] =>
  take(world, role, door, { tags }).map((attempt) => ({
    ...attempt,
    end: endOf("role-gained", "signs in for the team", roleThing(role)),
  }));

/** Tags that are one's own, and calls that are recorded as somebody else's. */
const inAnothersName = (world: World, role: EstateRole, door: Door): readonly Try[] => {
  const asked = { tags: tagsOfAttacker(world), sourceIdentity: world.victim.person };
  return take(world, role, door, asked).map((attempt) => ({
    ...attempt,
    end: endOf("role-gained", "signs in as another", roleThing(role)),
  }));
};

const pose = (world: World, session: Session, door: Door): readonly Try[] =>
  take(world, session.role, door, { tags: session.tags }).map((attempt) => ({
    ...attempt,
    makes: { slot: slots.holds(session), value: () => "yes" },
  }));
