import { lastPart } from "../../model/arn.ts";
import type { Incident, Reach } from "../../model/incident.ts";
import type { RoleImage, Stamped, UserImage } from "../../model/role-image.ts";
import { touchable } from "../touchable.ts";
import type { IncidentWorld } from "../world.ts";
import { allowSessions, areDenied, denySessions, type Looked, type Wanted } from "./deny-sessions.ts";
import type { MadeThing } from "./made-things.ts";
import { allowRole, allowUser, denialOf, denyRole, denyUser } from "./whole.ts";

/** How one kind of made thing is cut off, looked at and given back: each by itself. */
interface Maker {
  deny(thing: MadeThing, incident: Incident, world: IncidentWorld): Promise<Looked>;
  look(thing: MadeThing, incident: Incident, world: IncidentWorld): Promise<Looked>;
  /** Gives back what we changed and is as we left it. Answers what stays as it is. */
  allow(entry: Reach, incident: Incident, world: IncidentWorld): Promise<readonly string[]>;
  /** Keys that are active now, and that `deny` makes inactive. */
  activeKeys?(thing: MadeThing, world: IncidentWorld): Promise<readonly string[]>;
}

type Entry = Looked["reach"];
const holding = (status: Reach["status"], why: string, at: string, more: Partial<Entry> = {}): Looked => ({
  holds: true,
  reach: { status, why, at, ...more },
});
const open = (at: string): Looked => ({ holds: false, reach: { status: "waiting", why: "not denied yet", at } });

const mayNot = (arn: string, live: { arn: string }, { place, settings }: IncidentWorld): string | undefined =>
  touchable({ arn, as: "minted" }, { place, settings, live, isVendors: true });

// Keys

type SeenKey = { user: UserImage; at: string; isActive: boolean } | Looked;

const seeKey = async ({ id, of }: MadeThing, world: IncidentWorld): Promise<SeenKey> => {
  const owner = of ?? (await world.users.ownerOf(id));
  if (owner === undefined) return holding("listed", "there is no such key any more", world.now());
  const { value: user, at } = await world.users.read(owner);
  const key = user?.keys.find((one) => one.id === id);
  if (user === undefined || key === undefined) return holding("listed", "there is no such key any more", at);
  const why = mayNot(user.arn, user, world);
  if (why !== undefined)
    return holding("refused", `${why}; or by hand: make the key inactive (aws iam update-access-key)`, at, {
      of: owner,
    });
  return { user, at, isActive: key.active };
};

const inactive = (user: UserImage, at: string, { isOfMadeUser }: MadeThing): Looked =>
  holding(
    "denied",
    isOfMadeUser === true
      ? "the key is inactive, and its user is denied"
      : `the key is inactive; ${user.name} was there before, and goes on with what else it has. Federated sessions that the key took live on: they are listed`,
    at,
    { of: user.name },
  );

const key: Maker = {
  deny: async (thing, _incident, world) => {
    const seen = await seeKey(thing, world);
    if ("reach" in seen) return seen;
    if (!seen.isActive) return inactive(seen.user, seen.at, thing);
    const wroteAt = await world.users.setKey(seen.user.name, thing.id, "Inactive");
    const { holds, reach } = inactive(seen.user, wroteAt, thing);
    return { holds, reach: { ...reach, inactivated: [thing.id] }, wroteAt };
  },
  activeKeys: async (thing, world) => {
    const seen = await seeKey(thing, world);
    return "user" in seen && seen.isActive ? [thing.id] : [];
  },
  look: async (thing, _incident, world) => {
    const seen = await seeKey(thing, world);
    if ("reach" in seen) return seen;
    return seen.isActive ? open(seen.at) : inactive(seen.user, seen.at, thing);
  },
  allow: async ({ id, of, inactivated }, _incident, world) => {
    const { value: user } = of === undefined ? { value: undefined } : await world.users.read(of);
    return user === undefined ? [] : activated(user, [id], inactivated, world);
  },
};

/** Of these keys those that we made inactive are active again. Answers the others that are inactive: somebody else's doing. */
const activated = async (
  { name, keys }: UserImage,
  ids: readonly string[],
  inactivated: readonly string[] = [],
  { users }: IncidentWorld,
): Promise<readonly string[]> => {
  const off = keys.filter(({ id, active }) => ids.includes(id) && !active).map(({ id }) => id);
  for (const id of off.filter((one) => inactivated.includes(one))) await users.setKey(name, id, "Active");
  return off.filter((one) => !inactivated.includes(one));
};

// Users and roles

type Seen<Image> = { live: Image; at: string } | Looked;

const see = <Image extends { arn: string; id: string }>(
  { id, uniqueId }: MadeThing,
  { value: live, at }: Stamped<Image | undefined>,
  world: IncidentWorld,
): Seen<Image> => {
  if (live === undefined) return holding("listed", "it is not there any more", at);
  const why = mayNot(id, live, world);
  if (why !== undefined) return holding("refused", why, at);
  if (uniqueId !== undefined && live.id !== uniqueId)
    return holding("listed", "somebody made another one of this name since, and it is not theirs", at);
  return { live, at };
};

const seeUser = async (thing: MadeThing, world: IncidentWorld): Promise<Seen<UserImage>> =>
  elsewhere(thing, world) ?? see(thing, await world.users.read(lastPart(thing.id)), world);

const seeRole = async (thing: MadeThing, world: IncidentWorld): Promise<Seen<RoleImage>> =>
  elsewhere(thing, world) ?? see(thing, await world.roles.read(lastPart(thing.id)), world);

/** Before it is read: IAM knows both by their names, and another account may have one of this name. */
const elsewhere = ({ id }: MadeThing, world: IncidentWorld): Looked | undefined => {
  const why = mayNot(id, { arn: id }, world);
  return why === undefined ? undefined : holding("refused", why, world.now());
};

const userDenied = "the user is denied, and all its keys are inactive";

const user: Maker = {
  deny: async (thing, _incident, world) => {
    const seen = await seeUser(thing, world);
    if ("reach" in seen) return seen;
    const { live } = seen;
    let at = seen.at;
    const inactivated = live.keys.filter(({ active }) => active).map(({ id }) => id);
    for (const id of inactivated) at = await world.users.setKey(live.name, id, "Inactive");
    const known = denialOf(live, world.place);
    if (known) return holding("denied", userDenied, at, { by: known, inactivated });
    const done = await denyUser(live, world.place, world.users);
    return "refused" in done
      ? holding(
          "refused",
          `its keys are inactive, and IAM does not take the Deny: ${done.refused}; delete the user`,
          at,
          { inactivated },
        )
      : holding("denied", userDenied, done.at, { by: done.by, inactivated });
  },
  activeKeys: async (thing, world) => {
    const seen = await seeUser(thing, world);
    return "live" in seen ? seen.live.keys.filter(({ active }) => active).map(({ id }) => id) : [];
  },
  look: async (thing, _incident, world) => {
    const seen = await seeUser(thing, world);
    if ("reach" in seen) return seen;
    const by = denialOf(seen.live, world.place);
    const isOff = by !== undefined && seen.live.keys.every(({ active }) => !active);
    return isOff ? holding("denied", userDenied, seen.at, { by }) : open(seen.at);
  },
  allow: async ({ id, by, inactivated }, _incident, world) => {
    const { value: live } = await world.users.read(lastPart(id));
    if (live?.arn !== id) return [];
    const ids = live.keys.map((one) => one.id);
    const left = await activated(live, ids, inactivated, world);
    await allowUser(live, by, world.place, world.users);
    return left;
  },
};

const role: Maker = {
  deny: async (thing, _incident, world) => {
    const seen = await seeRole(thing, world);
    if ("reach" in seen) return seen;
    const known = denialOf(seen.live, world.place);
    if (known) return holding("denied", "the role is denied", seen.at, { by: known });
    const done = await denyRole(seen.live, world.place, world.roles);
    return "refused" in done
      ? holding("refused", `IAM does not take the Deny: ${done.refused}`, seen.at)
      : { ...holding("denied", "the role is denied", done.at, { by: done.by }), wroteAt: done.at };
  },
  look: async (thing, _incident, world) => {
    const seen = await seeRole(thing, world);
    if ("reach" in seen) return seen;
    const by = denialOf(seen.live, world.place);
    return by === undefined ? open(seen.at) : holding("denied", "the role is denied", seen.at, { by });
  },
  allow: async ({ id, by }, _incident, world) => {
    const { value: live } = await world.roles.read(lastPart(id));
    if (live?.arn === id) await allowRole(live, by, world.place, world.roles);
    return [];
  },
};

// Functions: in sessions of their role that have their name

const wantedOf = ({ id, of = "" }: Pick<MadeThing, "id" | "of">): Wanted => ({
  role: of,
  kind: "workers",
  sessions: [{ session: id, at: "" }],
});

const worker: Maker = {
  deny: (thing, incident, world) => denySessions({ incident, wanted: wantedOf(thing), world }),
  look: (thing, incident, world) => areDenied({ incident, wanted: wantedOf(thing), world }),
  allow: async (entry, incident, world) => {
    await allowSessions({ incident, wanted: wantedOf(entry), world }, entry.by);
    return [];
  },
};

// What is only told

const listed = (why: (thing: MadeThing) => Pick<Entry, "status" | "why">): Maker => {
  const tell = async (thing: MadeThing, _incident: Incident, world: IncidentWorld): Promise<Looked> => ({
    holds: true,
    reach: { ...why(thing), at: world.now() },
  });
  return { deny: tell, look: tell, allow: async () => [] };
};

const makers: Readonly<Record<MadeThing["type"], Maker>> = {
  "minted-key": key,
  "minted-user": user,
  "minted-role": role,
  "minted-worker": worker,
  "identity-provider": listed(() => ({
    status: "listed",
    why: "whoever it vouches for may take the roles that trust it: look at those, then delete it (aws iam delete-open-id-connect-provider, delete-saml-provider)",
  })),
  password: listed(({ of, isOfMadeUser }) =>
    isOfMadeUser === true
      ? { status: "denied", why: "its user is denied, whatever it signs in with" }
      : {
          status: "listed",
          why: `${of ?? "the user"} was there before: take the password away (aws iam delete-login-profile), and ask who it is`,
        },
  ),
  "federated-session": listed(({ of, isOfMadeUser, until }) =>
    isOfMadeUser === true
      ? { status: "denied", why: "its user is denied, and it has no more than its user" }
      : {
          status: "listed",
          why: `it lives until ${until ?? "its end"} whatever becomes of the key; a Deny on ${of ?? "its user"} would end it, and hurt whoever else uses that user`,
        },
  ),
};

export const makerOf = ({ type }: Pick<Reach, "type">): Maker => makers[type === "chained-role" ? "minted-role" : type];
