import { BadInput } from "../model/errors.ts";
import type { Layers, PolicyDecision, Request } from "../policy/model.ts";
import { admissionOf, mayHaveTag } from "./admission.ts";
import { type ActorId, actorIds, type Estate, type EstateRole, type EstateSession } from "./model.ts";
import { isSameKey, otherCase, principalTags, type Tags, tagValue, without } from "./tags.ts";

/** One of the six who ask. */
export interface Actor {
  id: ActorId;
  principal: Request["principal"];
  context: Request["context"];
  layers: Layers;
  /** The team that they are of, whatever they say. */
  team: string;
  otherTeam: string;
  /** Names, as `studiouserid` has them. */
  people: { self: string; teammate: string; other: string };
  /** Their role, for what passes it. */
  role: EstateRole;
  /** Whether their session may have one more tag. */
  mayHaveTag: (key: string) => boolean;
  /** What the trust policy says to their session; undefined: it is let in. */
  refused: PolicyDecision | undefined;
}

/** The six, or undefined where the estate has no such role. Throws BadInput without an attacker: nothing would be proven. */
export const actorsOf = (estate: Estate): ReadonlyMap<ActorId, Actor | undefined> =>
  new Map(actorIds.map((id) => [id, makers[id](estate, id)]));

const makers: Readonly<Record<ActorId, (estate: Estate, id: ActorId) => Actor | undefined>> = {
  owner: (estate, id) => byPerson(estate, id, 0),
  teammate: (estate, id) => byPerson(estate, id, 1),
  "other-team": (estate, id) => {
    const { role, session } = attacker(estate);
    return actor(estate, id, role, session, admission(role, session, session.tags));
  },
  "no-team": (estate, id) => {
    const { role, session } = attacker(estate);
    const { team } = estate.tagKeys;
    const bare = { ...session, tags: without(session.tags, team) };
    return actor(estate, id, { ...role, tags: without(role.tags, team) }, bare, undefined);
  },
  spoofed: (estate, id) => {
    const { role, session } = attacker(estate);
    const tries = spoofs(estate, session).map((each) => ({ each, refused: admission(role, each, session.tags) }));
    const best = tries.find(({ refused }) => refused === undefined || refused.decision === "ambiguous") ?? tries[0];
    return (
      best && actor(estate, id, role, best.each, best.refused?.decision === "ambiguous" ? undefined : best.refused)
    );
  },
  execution: (estate, id) => {
    const role = roleOf(estate, "execution", estate.teams.other);
    if (role === undefined) return undefined;
    const session = role.sessions[0] ?? plain("SageMaker");
    return actor(estate, id, role, session, admission(role, session, {}));
  },
};

const admission = (role: EstateRole, session: EstateSession, caller: Tags): PolicyDecision | undefined => {
  const decision = admissionOf(role, session, caller);
  return decision.decision === "allowed" ? undefined : decision;
};

const roleOf = ({ principals, tagKeys }: Estate, kind: EstateRole["kind"], team: string): EstateRole | undefined =>
  principals.find((role) => role.kind === kind && tagValue(role.tags, tagKeys.team) === team);

/** A session without tags, where the estate names none. */
const plain = (name: string): EstateSession => ({
  ...{ name, tags: {}, transitive: [], sourceIdentity: undefined, policies: [] },
});

const attacker = (estate: Estate): { role: EstateRole; session: EstateSession } => {
  const { other } = estate.teams;
  const role = roleOf(estate, "team", other);
  if (role === undefined) {
    const { team } = estate.tagKeys;
    throw new BadInput(
      `roles: none is of the team that attacks; allowed: a role of kind team with the tag ${team}=${other}`,
    );
  }
  return { role, session: role.sessions[0] ?? plain("bob") };
};

/** Somebody of the team whose resources are attacked. A teammate whom the estate does not name is like the first, with another name. */
const byPerson = (estate: Estate, id: ActorId, index: 0 | 1): Actor | undefined => {
  const role = roleOf(estate, "team", estate.teams.own);
  if (role === undefined) return undefined;
  const first = role.sessions[0] ?? plain("alice");
  const session = index === 0 ? first : (role.sessions[1] ?? colleague(estate, first));
  return actor(estate, id, role, session, admission(role, session, session.tags));
};

const colleague = ({ tagKeys }: Estate, session: EstateSession): EstateSession => {
  const name = `${session.name}-2`;
  const person = Object.keys(session.tags).filter((key) => isSameKey(key, tagKeys.studiouserid));
  return {
    ...{ ...session, name, tags: { ...session.tags, ...Object.fromEntries(person.map((key) => [key, name])) } },
    sourceIdentity: session.sourceIdentity && name,
  };
};

/** Every way to say that one is of the other team. */
const spoofs = ({ tagKeys, teams }: Estate, session: EstateSession): readonly EstateSession[] => {
  const rest = without(session.tags, tagKeys.team);
  return [tagKeys.team, otherCase(tagKeys.team)]
    .flatMap((key): readonly Tags[] => [{ ...rest, [key]: teams.own }, { [key]: teams.own }])
    .flatMap((tags) =>
      [session.transitive, Object.keys(tags), []].flatMap((transitive) =>
        [session.sourceIdentity, undefined].map((sourceIdentity) => ({ ...session, tags, transitive, sourceIdentity })),
      ),
    );
};

const actor = (
  estate: Estate,
  id: ActorId,
  role: EstateRole,
  session: EstateSession,
  refused: PolicyDecision | undefined,
): Actor => {
  const isVictim = id === "owner" || id === "teammate";
  const { own, other } = estate.teams;
  const { scps, rcps } = estate;
  return {
    ...{ id, role, refused, team: isVictim ? own : other, otherTeam: isVictim ? other : own },
    principal: { arn: sessionArn(estate, role, session), tags: principalTags(role.tags, session.tags) },
    context: {
      "aws:PrincipalArn": role.arn,
      ...(session.sourceIdentity !== undefined && { "aws:SourceIdentity": session.sourceIdentity }),
    },
    layers: {
      identity: role.policies,
      ...(role.boundary !== undefined && { boundary: role.boundary }),
      ...{ session: session.policies, scps, rcps },
    },
    people: peopleOf(estate, role, session, isVictim ? other : own),
    mayHaveTag: mayHaveTag(role, session),
  };
};

const sessionArn = ({ partition, account }: Estate, role: EstateRole, { name }: EstateSession): string =>
  `arn:${partition}:sts::${account}:assumed-role/${role.arn.split("/").at(-1)}/${name}`;

const peopleOf = (estate: Estate, role: EstateRole, session: EstateSession, otherTeam: string): Actor["people"] => {
  const nameOf = ({ tags, sourceIdentity, name }: EstateSession): string =>
    tagValue(tags, estate.tagKeys.studiouserid) ?? sourceIdentity ?? name;
  const self = nameOf(session);
  const teammate = role.sessions.map(nameOf).find((name) => name !== self) ?? `${self}-2`;
  const others = roleOf(estate, "team", otherTeam)?.sessions.map(nameOf) ?? [];
  return { self, teammate, other: others.find((name) => name !== self) ?? `${otherTeam}-person` };
};
