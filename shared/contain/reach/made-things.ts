import { lastPart } from "../../model/arn.ts";
import type { Reach } from "../../model/incident.ts";
import type { Link } from "../../vendors/watch/links.ts";
import { endOf, lives } from "./targets.ts";

/** Something that sessions of the contained role made. */
export interface MadeThing {
  type: Exclude<Reach["type"], "chained-role">;
  /** As the entry in `Incident.reached` has it. */
  id: string;
  of?: string;
  /** The unique id of a user or role when it was made. */
  uniqueId?: string;
  /** Of a password, key or federated session: whether its user was made by the sessions, too. */
  isOfMadeUser?: boolean;
  /** Of a federated session: when it ends. */
  until?: string;
}

/** Each once. Federated sessions that are over by `now` (IAM's time) are left out. */
export const madeThings = (role: string, links: readonly Link[], now: string): readonly MadeThing[] => {
  const madeUsers = new Set(links.flatMap((link) => (link.subject?.type === "user" ? lastPart(link.subject.arn) : [])));
  const things = new Map<string, MadeThing>();
  for (const link of links) {
    const thing = thingOf(link, role, madeUsers);
    if (thing === undefined || (thing.type === "federated-session" && !lives(link, now))) continue;
    things.set(`${thing.type} ${thing.id}`, thing);
  }
  return [...things.values()];
};

const thingOf = (link: Link, role: string, madeUsers: ReadonlySet<string>): MadeThing | undefined => {
  const subject = link.subject ?? oldSubject(link);
  const ofUser = (user: string | undefined): Pick<MadeThing, "of" | "isOfMadeUser"> =>
    user === undefined ? {} : { of: user, isOfMadeUser: madeUsers.has(user) };
  switch (subject?.type) {
    case "key":
      return { type: "minted-key", id: link.id.replace(/^key:/, ""), ...ofUser(subject.user) };
    case "user":
      return { type: "minted-user", id: subject.arn, ...withId(subject.uniqueId) };
    case "role":
      return { type: "minted-role", id: subject.arn, ...withId(subject.uniqueId) };
    case "function":
      // Its sessions are the contained role's own.
      return subject.role === role ? undefined : { type: "minted-worker", id: subject.name, of: subject.role };
    case "identity-provider":
      return { type: "identity-provider", id: subject.arn };
    case "password":
      return { type: "password", id: subject.user, ...ofUser(subject.user) };
    case "federated-session":
      return {
        type: "federated-session",
        id: link.id.replace(/^key:/, ""),
        ...ofUser(subject.user),
        until: endOf(link),
      };
    default:
      return undefined;
  }
};

const withId = (uniqueId: string | undefined): Pick<MadeThing, "uniqueId"> =>
  uniqueId === undefined ? {} : { uniqueId };

/** Of rows from before subjects were kept. A function's row has its role's name without the path. */
const oldSubject = ({ id, how, role }: Link): Link["subject"] => {
  if (how !== "minted") return undefined;
  if (id.startsWith("key:")) return { type: "key" };
  const [, account, taken, name] = /^worker:(\d+):([\w+=,.@-]+)\/([\w-]+)$/.exec(id) ?? [];
  if (account !== undefined && taken !== undefined && name !== undefined) {
    const partition = role.split(":")[1] ?? "aws";
    return { type: "function", name, role: `arn:${partition}:iam::${account}:role/${taken}` };
  }
  if (id.includes(":user/")) return { type: "user", arn: id };
  return id.includes(":role/") ? { type: "role", arn: id } : undefined;
};
