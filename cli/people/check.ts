import { type Finding, severities } from "#shared/model/finding.ts";
import { regionsOf, type Settings } from "#shared/model/settings.ts";
import { tagKeysOf } from "#shared/model/tag-keys.ts";
import { names } from "#shared/names.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import { driftOf } from "#shared/people/drift/index.ts";
import type { Ground, LiveIdentity, LiveProfile, LiveRole, LiveState, LiveUser } from "#shared/people/model.ts";
import { findDeployment } from "../deployed.ts";
import { addFailOn, isGrave } from "../fail-on.ts";
import { describeFailure } from "../failure.ts";
import { wordTable } from "../text-table.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";

/** Where the account is read. Tests answer from a table. */
export interface Sources {
  studio(region: string): Promise<{ domains: readonly string[]; profiles: readonly LiveProfile[] }>;
  roles(): Promise<readonly LiveRole[]>;
  users(): Promise<readonly LiveUser[]>;
  /** Undefined: the account sees no Identity Center. */
  identities(userIds: readonly string[]): Promise<readonly LiveIdentity[] | undefined>;
}

/** One document of machine output. */
export interface Checked {
  findings: readonly Finding[];
  /** How many of each were looked at; null: they could not be read. */
  looked: { profiles: number | null; roles: number | null; users: number | null; identities: number | null };
  /** What could not be read, and why: nothing is known of it. */
  unread: readonly string[];
}

const most = { profiles: 100_000, users: 10_000 };

export const liveSources = (region: string): Sources => ({
  studio: async (where) => {
    const { listDomains, listProfiles } = await import("#shared/aws/inspect/sagemaker.ts");
    const domains = await listDomains({ region: where });
    const profiles = domains.length === 0 ? [] : await listProfiles(most.profiles, { region: where });
    const roles = new Map(domains.map(({ id, executionRole }) => [id, executionRole]));
    return {
      domains: domains.map(({ id }) => id),
      profiles: profiles.map((one) => ({ ...one, executionRole: one.executionRole ?? roles.get(one.domainId) })),
    };
  },
  roles: async () => {
    const { listRolesUnder } = await import("#shared/aws/inspect/iam.ts");
    return [
      ...(await listRolesUnder(names.studioPath, { region })),
      ...(await listRolesUnder(names.executionPath, { region })),
    ];
  },
  users: async () => (await import("#shared/aws/inspect/iam.ts")).listUsers(most.users, { region }),
  identities: async (userIds) =>
    (await import("#shared/aws/inspect/identity-center.ts")).findIdentities(userIds, { region }),
});

const readState = async (
  settings: Settings,
  sources: Sources,
): Promise<{ live: LiveState; unread: readonly string[] }> => {
  const unread: string[] = [];
  const tryTo = async <Part>(what: string, read: () => Promise<Part | undefined>): Promise<Part | undefined> => {
    try {
      return await read();
    } catch (error) {
      unread.push(plainText(`${what}: ${describeFailure(error)}`, 2_000));
      return undefined;
    }
  };
  const userIds = Object.values(settings.people).flatMap(({ identityStoreUserId }) => identityStoreUserId ?? []);
  const studio = await tryTo("user profiles", async () => {
    const parts = [];
    for (const region of regionsOf(settings)) parts.push(await sources.studio(region));
    return {
      domains: parts.flatMap(({ domains }) => domains),
      profiles: parts.flatMap(({ profiles }) => profiles),
    };
  });
  const roles = await tryTo("roles", sources.roles);
  const users = await tryTo("IAM users", sources.users);
  const identities = userIds.length === 0 ? [] : await tryTo("Identity Center", () => sources.identities(userIds));
  if (identities === undefined && !unread.some((line) => line.startsWith("Identity Center")))
    unread.push("Identity Center: this account and region see no instance of it");
  return { live: { studio, roles, users, identities }, unread };
};

/** The directory against the account. What cannot be read is said, and is not taken for right. */
export const checkPeople = async (settings: Settings, ground: Ground, sources: Sources): Promise<Checked> => {
  const { live, unread } = await readState(settings, sources);
  const looked = {
    profiles: live.studio?.profiles.length ?? null,
    roles: live.roles?.length ?? null,
    users: live.users?.length ?? null,
    identities: live.identities?.length ?? null,
  };
  return { findings: driftOf(live, ground), looked, unread };
};

export const showChecked = (
  { findings, looked, unread }: Checked,
  { json, failOn }: CommonOptions & { failOn?: unknown },
  io: Pick<Io, "out" | "err">,
): number => {
  const rows = findings.map(({ severity, subject, detail, remediation }) =>
    [severity, subject.split(":").at(-1) ?? "", detail, remediation].map((text) => plainText(text, 2_000)),
  );
  if (json) io.out(JSON.stringify({ findings, looked, unread }));
  else if (rows.length > 0) io.out(wordTable(["severity", "whose", "what", "remedy"], rows));
  for (const line of unread) io.err(`not read: ${line}`);
  const counts = severities.map(
    (level) => [findings.filter(({ severity }) => severity === level).length, level] as const,
  );
  const words = counts.filter(([count]) => count > 0).map(([count, level]) => `${count} ${level}`);
  io.err(words.length === 0 ? "nothing that was read differs from the directory" : words.join(", "));
  return isGrave(findings, failOn) ? 1 : 0;
};

export const verb: Verb = {
  name: "check",
  summary: "finds where profiles, roles, IAM users and Identity Center are not as the directory says",
  configure(command) {
    addFailOn(command, "medium");
  },
  async run(_args, options, io) {
    const { region, settings } = await findDeployment(options, io);
    const { getCaller } = await import("#shared/aws/inspect/sts.ts");
    const { account, partition } = await getCaller({ region });
    const today = new Date().toISOString().slice(0, 10);
    const ground = { settings, keys: tagKeysOf(settings), partition, account, today };
    return showChecked(await checkPeople(settings, ground, liveSources(region)), options, io);
  },
};
