import { mayHaveTag } from "../admission.ts";
import type { Estate, EstateRole, EstateSession } from "../model.ts";
import { isSameKey, principalTags, tagValue } from "../tags.ts";
import { isWorkedAs, teamOf } from "../teams.ts";
import type { Session, Tags, Thing } from "./model.ts";
import { type Things, thingsOf } from "./things.ts";

/** An estate seen by an attacker of one team: what is theirs, what is the victim's, and which roles they could get hold of. */
export interface World {
  estate: Estate;
  /** The attacker's, those first that are held from the start. */
  sessions: readonly Session[];
  attacker: { team: string; person: string };
  victim: { team: string; person: string };
  /** The attacker's team's. */
  ownRoles: readonly EstateRole[];
  /** Everybody else's, and an administrator's that every account has. */
  foreignRoles: readonly EstateRole[];
  things: Things;
}

export const worldOf = (estate: Estate): World => {
  const { own: victimTeam, other: team } = estate.teams;
  const isOf = (wanted: string) => (role: EstateRole) => teamOf(role, estate.tagKeys) === wanted;
  // Of an administrator somebody of the team may be in league.
  const isOwn = (role: EstateRole): boolean => (isWorkedAs(role) || role.kind === "admin") && isOf(team)(role);
  const ownRoles = estate.principals.filter(isOwn);
  const attacker = { team, person: personOf(estate, ownRoles) ?? "bob" };
  const victim = { team: victimTeam, person: personOf(estate, estate.principals.filter(isOf(victimTeam))) ?? "alice" };
  return {
    estate,
    sessions: ownRoles.flatMap((role) => [...held(estate, role), ...spoofed(estate, role, victim.person)]),
    attacker,
    victim,
    ownRoles,
    foreignRoles: [...estate.principals.filter((role) => !isOwn(role)), ...supposed(estate)].toSorted(byMight),
    things: thingsOf(estate, attacker, victim),
  };
};

/** Of chains that differ in the role only, the one with the mightiest is told. */
const might: readonly EstateRole["kind"][] = ["other", "admin", "provisioner", "execution", "team"];
const byMight = (one: EstateRole, other: EstateRole): number => might.indexOf(one.kind) - might.indexOf(other.kind);

export const roleThing = ({ arn, tags }: EstateRole): Thing => ({ arn, tags, isTagAskable: true });

const personOf = ({ tagKeys }: Estate, roles: readonly EstateRole[]): string | undefined =>
  roles.flatMap(({ sessions }) => sessions).flatMap(({ tags }) => tagValue(tags, tagKeys.studiouserid) ?? [])[0];

const roleName = (arn: string): string => arn.split("/").at(-1) ?? arn;

const unnamed: EstateSession = { name: "session", tags: {}, transitive: [], sourceIdentity: undefined, policies: [] };

const sessionOf = (estate: Estate, role: EstateRole, given: EstateSession | undefined, isHeld: boolean): Session => {
  const { name, tags, policies, sourceIdentity } = given ?? unnamed;
  return {
    name: given === undefined ? role.name : `${role.name} as ${name}`,
    role,
    arn: `arn:${estate.partition}:sts::${estate.account}:assumed-role/${roleName(role.arn)}/${name}`,
    ...{ tags, policies, sourceIdentity, isHeld },
    mayHaveTag: mayHaveTag(role, given ?? unnamed),
  };
};

/** People of one team who differ by their id only can do the same. */
const held = (estate: Estate, role: EstateRole): readonly Session[] => {
  if (role.sessions.length === 0) return [sessionOf(estate, role, undefined, true)];
  const alike = ({ tags, policies }: EstateSession): string => {
    const rest = Object.entries(tags).filter(([key]) => !isSameKey(key, estate.tagKeys.studiouserid));
    return JSON.stringify([rest.toSorted(), policies.map(({ policy }) => policy.text)]);
  };
  const first = new Map(role.sessions.toReversed().map((session) => [alike(session), session]));
  return role.sessions
    .filter((session) => first.get(alike(session)) === session)
    .map((session) => sessionOf(estate, role, session, true));
};

/** The attacker's own role, taken by somebody who says to be the victim: where a trust policy lets them. */
const spoofed = (estate: Estate, role: EstateRole, person: string): readonly Session[] => {
  const [given] = role.sessions;
  if (role.kind !== "team" || given === undefined) return [];
  const tags = principalTags(given.tags, { [estate.tagKeys.studiouserid]: person });
  return [
    { ...sessionOf(estate, role, { ...given, tags }, false), name: `${role.name} as ${given.name} for ${person}` },
  ];
};

/** Every account has a role that may do all; and a team has one that its jobs run as. */
const supposed = ({ partition, account, tagKeys, teams, principals }: Estate): readonly EstateRole[] => {
  const role = (name: string, path: string, kind: EstateRole["kind"], tags: Tags): EstateRole => ({
    ...{ name, kind, arn: `arn:${partition}:iam::${account}:role${path}${name}`, tags },
    ...{ trust: undefined, policies: [], boundary: undefined, sessions: [] },
  });
  const hasExecution = principals.some((each) => each.kind === "execution" && teamOf(each, tagKeys) === teams.own);
  return [
    role("Admin", "/", "admin", {}),
    ...(hasExecution
      ? []
      : [role("execution", `/sagemaker/${teams.own}/`, "execution", { [tagKeys.team]: teams.own })]),
  ];
};
