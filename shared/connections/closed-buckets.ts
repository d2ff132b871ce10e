import type { Connection } from "../model/connection-settings.ts";
import type { Settings } from "../model/settings.ts";
import { connectionsOf } from "./named.ts";
import { rolesOf } from "./roles.ts";
import { readTarget } from "./target.ts";

/** A bucket whose policy we write, because a connection to it names `admins`. */
export interface ClosedBucket {
  bucket: string;
  admins: readonly string[];
  /** Roles of the same reach together. */
  groups: readonly RoleGroup[];
}

export interface RoleGroup {
  roles: readonly string[];
  scopes: readonly Scope[];
}

export interface Scope {
  /** Empty: all of it. */
  prefix: string;
  access: Connection["access"];
}

type Of = Pick<Settings, "connections" | "people">;
type Use = Scope & { bucket: string; connection: Connection };

const usesOf = (settings: Of): readonly Use[] =>
  connectionsOf(settings).flatMap((connection): readonly Use[] => {
    const target = readTarget(connection.kind, connection.target);
    if ("problem" in target || target.kind !== "s3") return [];
    return [{ bucket: target.bucket, prefix: target.prefix, access: connection.access, connection }];
  });

/**
 * Every connection of such a bucket counts, whichever of them names the admins: the others would be shut out. `today`: without it
 * whoever has a day of leaving has left.
 */
export const closedBuckets = (settings: Of, today?: string): readonly ClosedBucket[] =>
  [...Map.groupBy(usesOf(settings), ({ bucket }) => bucket)].flatMap(([bucket, uses]) => {
    const admins = [...new Set(uses.flatMap(({ connection }) => connection.admins ?? []))].toSorted();
    return admins.length === 0 ? [] : [{ bucket, admins, groups: groupsIn(uses, settings, today) }];
  });

const groupsIn = (uses: readonly Use[], settings: Of, today: string | undefined): readonly RoleGroup[] => {
  const byRole = new Map<string, Map<string, Scope>>();
  for (const { prefix, access, connection } of uses) {
    for (const role of rolesOf(connection, settings, today)) {
      const scopes = byRole.get(role) ?? new Map<string, Scope>();
      if (scopes.get(prefix)?.access !== "write") scopes.set(prefix, { prefix, access });
      byRole.set(role, scopes);
    }
  }
  const reach = ([, scopes]: readonly [string, Map<string, Scope>]): string =>
    JSON.stringify([...scopes.values()].toSorted((one, other) => (one.prefix < other.prefix ? -1 : 1)));
  return [...Map.groupBy([...byRole].toSorted(), reach)].map(([scopes, roles]) => ({
    roles: roles.map(([role]) => role),
    scopes: JSON.parse(scopes) as readonly Scope[],
  }));
};
