import type { SeenSignal } from "../detect/signals/signal.ts";
import { StaleRow } from "../model/errors.ts";
import type { TakenSession } from "../model/vendor-link.ts";
import type { RoleState } from "../vendors/watch/state.ts";
import { toDocument, toWholeDocument } from "./document.ts";
import { secondsAt, sortableTime, vendorRoleKey, vendorRolePrefixes, vendorRowKey } from "./keys.ts";
import type { Item, Table } from "./table.ts";

/** One watched role: what is remembered of it, and its last signals, so that a delivery that was cut off tells them again. */
export interface VendorRoleRow {
  role: string;
  state: RoleState;
  /** The newest, oldest first. */
  recent: readonly SeenSignal[];
  /** By signal and severity, how many the last hour (`2026-07-01T10`) had. */
  hourly?: Readonly<Record<string, { hour: string; count: number }>>;
  version: number;
}

export interface VendorRoles {
  get(role: string): Promise<VendorRoleRow | undefined>;
  /** Stores `next` if the stored version is still `next.version - 1` (1: none is stored); else throws `StaleRow`. */
  save(next: VendorRoleRow): Promise<void>;
  /** Any number of times: one row. */
  saveSignal(signal: SeenSignal): Promise<void>;
  saveSession(session: TakenSession): Promise<void>;
  /** Of one role, the newest first, at most `most`. */
  signals(role: string, most?: number): Promise<readonly SeenSignal[]>;
  sessions(role: string, most?: number): Promise<readonly TakenSession[]>;
  /** Of all roles in a span of time (ISO 8601), oldest first. */
  signalsBetween(from: string, to: string): Promise<readonly SeenSignal[]>;
  /** Every role with a state. */
  all(): Promise<readonly VendorRoleRow[]>;
}

/** `keep`: seconds for which a signal or a session stays; the state stays while the role is used. */
export const vendorRolesOver = (table: Table, { keep }: { keep: number }): VendorRoles => ({
  get: async (role) => {
    const item = await table.get(vendorRoleKey(role));
    return item && read<VendorRoleRow>(item);
  },
  save: async (next) => {
    const { stored } = await table.put(
      stateItem(next, keep),
      next.version === 1 ? { absent: true } : { version: next.version - 1 },
    );
    if (!stored) throw new StaleRow(`version ${next.version - 1} of ${next.role} is no longer the newest`);
  },
  saveSignal: async (signal) => void (await table.put(signalItem(signal, keep), { absent: true })),
  saveSession: async (session) => void (await table.put(sessionItem(session, keep), { absent: true })),
  signals: async (role, most) =>
    (await table.under(vendorRoleKey(role).pk, vendorRolePrefixes.signal, most)).map(read<SeenSignal>),
  sessions: async (role, most) =>
    (await table.under(vendorRoleKey(role).pk, vendorRolePrefixes.session, most)).map(read<TakenSession>),
  signalsBetween: async (from, to) =>
    (await table.index("byType", "signal", sortableTime(to), sortableTime(from))).map(read<SeenSignal>),
  all: async () => (await table.index("byType", "vendor-role")).map(read<VendorRoleRow>),
});

const stateItem = (row: VendorRoleRow, keep: number): Item => {
  const last = row.state.lastAt ?? row.state.firstAt;
  return {
    ...vendorRoleKey(row.role),
    document: toWholeDocument(row),
    version: row.version,
    type: "vendor-role",
    ...(last === undefined ? {} : { createdAt: sortableTime(last), ttl: secondsAt(last, "lastAt") + keep }),
  };
};

/** No `eventId`: that index finds creations. */
const signalItem = (signal: SeenSignal, keep: number): Item => ({
  ...vendorRowKey(signal.role, "signal", signal.at, `${signal.eventId}#${signal.signal}`),
  document: toDocument(signal),
  ttl: secondsAt(signal.at, "at") + keep,
  type: "signal",
  createdAt: sortableTime(signal.at),
});

const sessionItem = (session: TakenSession, keep: number): Item => ({
  ...vendorRowKey(session.role, "session", session.at, session.accessKeyId),
  document: toDocument(session),
  ttl: secondsAt(session.at, "at") + keep,
});

const read = <Row>({ document }: Item): Row => JSON.parse(document) as Row;
