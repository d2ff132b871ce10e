import { createHash, createHmac } from "node:crypto";
import type { IncidentMetric, IncidentStart, IncidentWorld, Place } from "#shared/contain/world.ts";
import type { Incident, SnapshotPointer, UpTo } from "#shared/model/incident.ts";
import type { Notice } from "#shared/model/notice.ts";
import type { Hold } from "#shared/model/pause.ts";
import type { ManagedPolicy, RoleImage } from "#shared/model/role-image.ts";
import { type Settings, settingsSchema } from "#shared/model/settings.ts";
import { isoAt } from "#shared/model/time.ts";
import { containment, names } from "#shared/names.ts";
import { cleanAuditsOver } from "#shared/record/clean-audits.ts";
import { incidentsOver } from "#shared/record/incidents.ts";
import { memoryTable } from "#shared/record/memory-ledger.ts";
import type { RoleState } from "#shared/vendors/watch/state.ts";
import { account } from "../fixtures.ts";
import { type IamOptions, memoryIam } from "./iam.ts";
import { callsIn, linksIn } from "./links.ts";
import { aRole, policyText } from "./roles.ts";

export const begin = Date.UTC(2026, 10, 22, 10);

const ourArn = (name: string): string => `arn:aws:iam::${account}:policy${names.rolePath}${name}`;

export const place: Place = {
  partition: "aws",
  account,
  managedDeny: ourArn(containment.managedDeny),
  denyBoundary: ourArn(containment.boundary),
};

const everything = policyText([{ Effect: "Deny", Action: "*", Resource: "*" }]);
/** The policies that the stack has made beforehand. */
export const ownPolicies: readonly ManagedPolicy[] = [place.managedDeny, place.denyBoundary].map((arn) => ({
  ...{ arn, version: "v1", document: everything },
}));

export const incidentSettings = (change: object = {}, contain: object = {}): Settings =>
  settingsSchema.parse({
    mode: "enforce",
    region: "us-east-1",
    tags: { team: { values: "teams" } },
    teams: { TeamA: {} },
    people: { alice: { team: "TeamA" }, bob: { team: "TeamA" } },
    approvers: ["alice", "bob"],
    vendors: {
      acme: {
        accounts: ["999988887777"],
        externalId: "e-1",
        bucket: "acme-data",
        owner: "alice",
        contain: { at: "high", ...contain },
      },
    },
    ...change,
  });

export interface IncidentScenario {
  clock?: { now(): number };
  settings?: Settings;
  /** The vendor's role; `iam.roles` are further ones. */
  role?: RoleImage;
  iam?: Omit<IamOptions, "clock">;
  /** ms until CloudTrail tells of what a session made. */
  linksAfter?: number;
  upTo?: UpTo;
  start?(kind: "contain" | "restore", name: string, payload: IncidentStart): void;
  wake?(callbackId: string): void;
  deployed?(): string | undefined;
  /** A pause of what signals ask for, by the time in ms. */
  held?(now: number): Hold | undefined;
}

/** One account with a vendor's role, and all that a containment needs, in memory. */
export const incidentStage = (scenario: IncidentScenario = {}) => {
  const { clock = { now: () => begin }, settings = incidentSettings(), role = aRole(), linksAfter = 0 } = scenario;
  const now = (): string => isoAt(clock.now());
  const iam = memoryIam({
    ...scenario.iam,
    clock,
    roles: [role, ...(scenario.iam?.roles ?? [])],
    managed: [...ownPolicies, ...(scenario.iam?.managed ?? [])],
  });
  const table = memoryTable();
  const incidents = incidentsOver(table, { keep: 1e6 });
  const outbox = new Map<string, Notice>();
  const marks = new Map<string, RoleState["contained"]>();
  const metrics: IncidentMetric[] = [];
  const started: string[] = [];
  const evidence = memoryEvidence();
  const clean = cleanAuditsOver(table, { keep: 1e6 });
  const tallied = new Map<string, number>();

  const world: IncidentWorld = {
    settings,
    place,
    now,
    incidents,
    roles: iam.roles,
    users: iam.users,
    links: async (arn) => linksIn(iam, arn, clock.now() - linksAfter),
    evidence: evidence.edge,
    cleanAudit: clean.of,
    markContained: async (arn, contained) => void marks.set(arn, contained),
    calls: async (asked) => ({ calls: callsIn(iam, asked), unseen: [] }),
    namedIn: async () => ({ found: [], unread: [] }),
    notify: async (notice) => void (outbox.has(notice.id) || outbox.set(notice.id, notice)),
    tally: async (id) => {
      if (!tallied.has(id)) tallied.set(id, clock.now());
      const within = (ms: number): number => [...tallied.values()].filter((at) => clock.now() - at < ms).length;
      return { burst: within(600_000) - 1, hour: within(3_600_000) - 1 };
    },
    held: async () => scenario.held?.(clock.now()),
    count: (metric) => void metrics.push(metric),
    successor: async () => scenario.deployed?.(),
    start: async (kind, name, payload) => {
      started.push(`${kind} ${name}`);
      scenario.start?.(kind, name, payload);
    },
    wake: async (id) => scenario.wake?.(id),
  };

  return {
    world,
    iam,
    table,
    incidents,
    outbox,
    marks,
    metrics,
    started,
    evidence,
    clean,
    role,
    row: (): Promise<Incident | undefined> => incidents.current(role.arn),
    /** What a trigger would have written. */
    open: async (change: Partial<Incident> = {}): Promise<Incident> => {
      const row = openedRow(role, now(), { ...(scenario.upTo ? { upTo: scenario.upTo } : {}), ...change });
      await incidents.save(row);
      return row;
    },
  };
};

export type IncidentStage = ReturnType<typeof incidentStage>;

const openedRow = ({ arn }: RoleImage, at: string, change: Partial<Incident>): Incident => ({
  ...{ id: "vendor-acme-1", role: arn, number: 1, vendor: "acme", openedAt: at, upTo: "trust", phase: "opened" },
  causes: [
    { type: "signal", by: arn, reason: "a test", at, findings: ["act-after-containment e-1"], severity: "critical" },
  ],
  ...{ why: "a test", rungs: [], answers: [], reached: [], disturbed: [], notices: [], version: 1 },
  ...change,
});

/** S3 with versions, and a key of KMS. `forge` changes what is stored, and not what the ledger knows of it. */
const memoryEvidence = () => {
  const texts = new Map<string, string>();
  const sha256Of = (text: string): string => createHash("sha256").update(text).digest("hex");
  const macOf = (text: string): string => createHmac("sha256", "a key of KMS").update(text).digest("base64");
  const idOf = ({ key, version }: Pick<SnapshotPointer, "key" | "version">): string => JSON.stringify([key, version]);
  const edge: IncidentWorld["evidence"] = {
    put: async (key, text) => {
      const pointer = {
        bucket: "sagewarden-evidence",
        key,
        version: `v${texts.size + 1}`,
        sha256: sha256Of(text),
        mac: macOf(text),
      };
      texts.set(idOf(pointer), text);
      return pointer;
    },
    get: async (pointer) => {
      const text = texts.get(idOf(pointer));
      if (text === undefined || sha256Of(text) !== pointer.sha256 || macOf(text) !== pointer.mac)
        throw Object.assign(new Error("hash or MAC do not match"), { name: "EvidenceForged" });
      return text;
    },
  };
  return { edge, texts, forge: (pointer: SnapshotPointer, text: string) => void texts.set(idOf(pointer), text) };
};
