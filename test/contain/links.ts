import type { EvidenceCall } from "#shared/contain/document/calls.ts";
import type { Link } from "#shared/vendors/watch/links.ts";
import type { Deed, MemoryIam } from "./iam.ts";

const keyOf = (arnOrKey: string): string | undefined => (arnOrKey.startsWith("arn:") ? undefined : arnOrKey);

/** The vendor's role behind a key: whose session it is, or whose session made it, however far up. Undefined: nobody whom we know. */
export const rootOf = (iam: MemoryIam, key: string, depth = 0): string | undefined => {
  const made = iam.deeds.find((deed) => deed.made === key);
  if (!made || depth > 20) return undefined;
  const by = keyOf(made.by);
  if (by !== undefined) return rootOf(iam, by, depth + 1);
  // Somebody of another account took the role: one that a session made is the session's.
  const role = iam.deeds.find(({ name, target }) => name === "CreateRole" && target === made.target);
  return role ? rootOf(iam, role.by, depth + 1) : made.target;
};

/** What the signals would have tied to the role by then. */
export const linksIn = (iam: MemoryIam, role: string, until: number): readonly Link[] =>
  iam.deeds
    .filter(
      ({ ms, made, by }) => ms <= until && made !== undefined && keyOf(by) !== undefined && rootOf(iam, by) === role,
    )
    .map((deed, index) => linkOf(iam, deed, { role, at: deed.at, eventId: `deed-${index}` }))
    .filter((link) => link !== undefined)
    .toReversed();

const linkOf = (iam: MemoryIam, deed: Deed, common: Pick<Link, "role" | "at" | "eventId">): Link | undefined => {
  const { name, made = "", target } = deed;
  switch (name) {
    case "AssumeRole": {
      const session = iam.credential(made);
      if (!("roleArn" in session)) return undefined;
      const { roleArn, roleId, name: sessionName } = session;
      const subject = { type: "role-session", role: roleArn, session: `${roleId}:${sessionName}` } as const;
      return { id: `key:${made}`, how: "chained", subject, ...common };
    }
    case "CreateUser":
      return { id: target, how: "minted", subject: { type: "user", arn: target, uniqueId: made }, ...common };
    case "CreateAccessKey":
      return {
        id: `key:${made}`,
        how: "minted",
        subject: { type: "key", user: target.slice(target.lastIndexOf("/") + 1) },
        ...common,
      };
    case "CreateRole":
      return { id: target, how: "minted", subject: { type: "role", arn: target, uniqueId: made }, ...common };
    default:
      return undefined;
  }
};

export const callsIn = (
  iam: MemoryIam,
  { keys, since }: { keys: readonly string[]; since: string },
): readonly EvidenceCall[] =>
  iam.deeds
    .filter(({ by, at }) => keys.includes(by) && at >= since)
    .map(({ at, by, name, target }, index) => ({
      ...{ at, eventId: `deed-${index}`, eventName: name, eventSource: "iam.amazonaws.com", region: "us-east-1" },
      ...{ accessKeyId: by, sourceIp: undefined, errorCode: undefined, touched: [target] },
    }));
