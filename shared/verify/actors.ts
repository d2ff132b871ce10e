import type { Layers, PolicyDecision, Request } from "../policy/model.ts";
import { admissionOf, mayHaveTag } from "./admission.ts";
import { isPossible } from "./decisions.ts";
import { type ActorId, actorIds, type Estate, type EstateRole, type EstateSession } from "./model.ts";
import { isSameKey, otherCase, principalTags, type Tags, tagValue, without } from "./tags.ts";
import { teamOf } from "./teams.ts";

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

/** Who asks at the estate's border: each of the six for each role that they may have; none where it has no such role. */
export const actorsOf = (estate: Estate): ReadonlyMap<ActorId, readonly Actor[]> =>
  new Map(
    actorIds.map((id) => {
      const { kind, side, make } = makers[id];
      return [id, rolesOf(estate, kind, estate.teams[side]).map((role) => make(estate, id, role))];
    }),
  );

interface Maker {
  kind: "team" | "execution";
  side: keyof Estate["teams"];
  make: (estate: Estate, id: ActorId, role: EstateRole) => Actor;
}

const makers: Readonly<Record<ActorId, Maker>> = {
  owner: { kind: "team", side: "own", make: (estate, id, role) => byPerson(estate, id, role, 0) },
  teammate: { kind: "team", side: "own", make: (estate, id, role) => byPerson(estate, id, role, 1) },
  "other-team": {
    ...{ kind: "team", side: "other" },
    make: (estate, id, role) => {
      const session = first(role, "bob");
      return actor(estate, id, role, session, admission(role, session, session.tags));
    },
  },
  "no-team": {
    ...{ kind: "team", side: "other" },
    make: (estate, id, role) => {
      const { team } = estate.tagKeys;
      const session = first(role, "bob");
      const bare = { ...session, tags: without(session.tags, team) };
      return actor(estate, id, { ...role, tags: without(role.tags, team) }, bare, undefined);
    },
  },
  spoofed: {
    ...{ kind: "team", side: "other" },
    make: (estate, id, role) => {
      const session = first(role, "bob");
      const tries = spoofs(estate, session).map((each) => ({ each, refused: admission(role, each, session.tags) }));
      const isIn = ({ refused }: (typeof tries)[number]): boolean => refused === undefined || isPossible(refused);
      const best = tries.find(isIn) ?? tries[0];
      return actor(estate, id, role, best?.each ?? session, best && isIn(best) ? undefined : best?.refused);
    },
  },
  execution: {
    ...{ kind: "execution", side: "other" },
    make: (estate, id, role) => {
      const session = first(role, "SageMaker");
      return actor(estate, id, role, session, admission(role, session, {}));
    },
  },
};

const admission = (role: EstateRole, session: EstateSession, caller: Tags): PolicyDecision | undefined => {
  const decision = admissionOf(role, session, caller);
  return decision.decision === "allowed" ? undefined : decision;
};

const rolesOf = ({ principals, tagKeys }: Estate, kind: EstateRole["kind"], team: string): readonly EstateRole[] =>
  principals.filter((role) => role.kind === kind && teamOf(role, tagKeys) === team);

/** A session without tags, where the estate names none. */
const plain = (name: string): EstateSession => ({
  ...{ name, tags: {}, transitive: [], sourceIdentity: undefined, policies: [] },
});

const first = ({ sessions }: EstateRole, name: string): EstateSession => sessions[0] ?? plain(name);

/** Somebody of the team whose resources are attacked. A teammate whom the estate does not name is like the first, with another name. */
const byPerson = (estate: Estate, id: ActorId, role: EstateRole, index: 0 | 1): Actor => {
  const one = first(role, "alice");
  const session = index === 0 ? one : (role.sessions[1] ?? colleague(estate, one));
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
  const others = rolesOf(estate, "team", otherTeam).flatMap(({ sessions }) => sessions.map(nameOf));
  return { self, teammate, other: others.find((name) => name !== self) ?? `${otherTeam}-person` };
};
