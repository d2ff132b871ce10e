import type { IssuedSession } from "../../model/activity.ts";
import { epochOf } from "../../model/time.ts";
import type { VendorAct } from "../../model/vendor-act.ts";
import { fieldsAt, textAt } from "../../normalise/fields.ts";
import { splitId } from "../../normalise/principal.ts";
import { isSessionOperation } from "../../normalise/session.ts";
import type { Link } from "./links.ts";
import type { WatchLedger } from "./watched.ts";

/** The ledger of what files tell. */
export interface MemoryWatchLedger extends WatchLedger {
  addSession(session: IssuedSession): void;
  addLink(link: Link): void;
}

export const memoryWatchLedger = (): MemoryWatchLedger => {
  const byKey = new Map<string, IssuedSession>();
  const byRole = new Map<string, IssuedSession>();
  const links = new Map<string, Link>();
  return {
    addSession: (session) => {
      byKey.set(session.accessKeyId, session);
      byRole.set(roleKey(session.roleId, session.name, session.issuedAt), session);
    },
    // The first tie holds: who made a thing does not change.
    addLink: (link) => {
      if (!links.has(link.id)) links.set(link.id, link);
    },
    sessionByKey: async (accessKeyId) => byKey.get(accessKeyId),
    sessionByRole: async (roleId, name, createdAt) => byRole.get(roleKey(roleId, name, createdAt)),
    linked: async (ids) => {
      if (links.size === 0) return undefined;
      const id = ids.find((each) => links.has(each));
      return id === undefined ? undefined : links.get(id);
    },
  };
};

const roleKey = (roleId: string | undefined, name: string | undefined, at: string): string =>
  `${roleId} ${name} ${Math.floor((epochOf(at) ?? 0) / 1000)}`;

/** The session that an act issued, as far as the walk of a chain needs it. */
export const issuedBy = (act: VendorAct): IssuedSession | undefined => {
  const { eventName, service, response, request } = act;
  if (service !== "sts" || !isSessionOperation(eventName)) return undefined;
  const accessKeyId = textAt(fieldsAt(response, "credentials"), "accessKeyId");
  if (accessKeyId === undefined) return undefined;
  const [roleId, name] = splitId(textAt(fieldsAt(response, "assumedRoleUser"), "assumedRoleId"));
  const roleArn = textAt(request, "roleArn");
  return {
    accessKeyId,
    operation: eventName,
    issuedAt: act.at,
    tags: {},
    transitiveKeys: [],
    inheritedTags: {},
    issuedTo: act.principal,
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(roleId === undefined ? {} : { roleId }),
    ...(name === undefined ? {} : { name }),
  };
};
