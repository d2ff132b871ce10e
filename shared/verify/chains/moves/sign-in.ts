import type { ReadPolicy, Statement } from "../../../policy/model.ts";
import { readPolicy } from "../../../policy/read.ts";
import { type AskedRole, admits } from "../../../policy/trust.ts";
import type { EstateRole } from "../../model.ts";
import { type Context, type Session, slots, type Tags, type Try } from "../model.ts";
import { endOf, inWords } from "../tries.ts";
import { roleThing, type World } from "../world.ts";
import { theirTags, transitives } from "./assume-role.ts";

/** The attacker takes their own role once more, and asks for tags that are not theirs: as far as its trust policy admits them. */
export const signIn = (world: World): readonly Try[] =>
  world.ownRoles
    .filter(({ kind }) => kind === "team")
    .flatMap((role) =>
      doors(world, role).flatMap((door) => [
        ...theirTags(world).flatMap((tags) => enter(world, role, door, tags)),
        ...world.sessions
          .filter((session) => !session.isHeld && session.role === role)
          .flatMap((session) => pose(world, session, door)),
      ]),
    );

/** A way into a role, with everything that its trust asks of an honest colleague. */
type Door = Pick<AskedRole, "principal" | "context"> & { action: NonNullable<AskedRole["action"]> };

const doors = (world: World, { trust }: EstateRole): readonly Door[] => {
  const statements = (trust?.policy.document?.statements ?? []).filter(({ effect }) => effect === "Allow");
  const context = honest(statements);
  return statements.flatMap(({ principals, conditions }) => [
    ...(principals?.federated ?? []).map((arn): Door => {
      const isSaml = arn.includes(":saml-provider/");
      return {
        principal: { arn },
        action: isSaml ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity",
        context,
      };
    }),
    ...((principals?.aws ?? []).length === 0 ? [] : callers(world, conditions)).map(
      (principal): Door => ({ principal, action: "sts:AssumeRole", context }),
    ),
  ]);
};

/** A user of the attacker's name, or the role that the trust describes; both carry the attacker's tags. */
const callers = ({ estate, attacker }: World, conditions: Statement["conditions"]): readonly Door["principal"][] => {
  const { partition, account, tagKeys } = estate;
  const described = conditions.filter(({ key }) => /^aws:PrincipalArn$/i.test(key)).flatMap(({ values }) => values);
  const tags = { [tagKeys.team]: attacker.team, [tagKeys.studiouserid]: attacker.person };
  const user = `arn:${partition}:iam::${account}:user/${attacker.person}`;
  return [user, ...described.map(filled)].map((arn) => ({ arn, tags }));
};

const filled = (pattern: string): string => pattern.replaceAll("*", "x").replaceAll("?", "x");

/** What the attacker chooses, or IAM says of whoever calls. */
const notVouched = /^(aws:(RequestTag|PrincipalTag)\/|aws:(TagKeys|username|Principal\w+)$|sts:)/i;

/** The first value of whatever a provider vouches for: audience, issuer, subject; and of how a colleague comes in. */
const honest = (statements: readonly Statement[]): Context =>
  Object.fromEntries(
    statements
      .flatMap(({ conditions }) => conditions)
      .filter(({ key, operator }) => !notVouched.test(key) && /^(StringEquals|StringLike|Bool|Arn)/.test(operator))
      .map(({ key, values: [value = ""] }) => [key, filled(value)]),
  );

const take = (world: World, role: EstateRole, door: Door, tags: Tags): readonly Pick<Try, "calls" | "needs">[] =>
  transitives(tags).map((transitiveTagKeys) => {
    const { person } = world.attacker;
    const decision = admits(trustOf(role), {
      ...{ principal: door.principal, role: role.arn, action: door.action, sessionTags: tags },
      ...{ context: { "sts:RoleSessionName": person, ...door.context } },
      ...(transitiveTagKeys.length > 0 && { transitiveTagKeys }),
    });
    const call = { principal: person, action: door.action, resource: role.arn, with: inWords(tags) };
    return { calls: [{ ...call, asks: [{ decision }] as const }], needs: {} };
  });

const trustOf = ({ trust }: EstateRole): ReadPolicy => trust?.policy ?? readPolicy("", "trust");

const enter = (world: World, role: EstateRole, door: Door, tags: Tags): readonly Try[] =>
  take(world, role, door, tags).map((attempt) => ({
    ...attempt,
    end: endOf("role-gained", "signs in for the team", roleThing(role)),
  }));

const pose = (world: World, session: Session, door: Door): readonly Try[] =>
  take(world, session.role, door, session.tags).map((attempt) => ({
    ...attempt,
    makes: { slot: slots.holds(session), value: () => "yes" },
  }));
