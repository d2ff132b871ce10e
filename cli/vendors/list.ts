import { classify } from "#shared/act/classify.ts";
import type { Contract } from "#shared/model/contract.ts";
import type { FindingRow } from "#shared/model/finding-row.ts";
import type { Incident } from "#shared/model/incident.ts";
import type { AccountFacts } from "#shared/model/role-facts.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import { wordTable } from "../text-table.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { addInput, type Ground, liveRoles, saved } from "./ground.ts";

/** The gravest first. `held`: it waits for a person's word · `failed`: it could not be proven. */
const containedStatuses = ["failed", "held", "contained", "containing", "restoring"] as const;
type ContainedStatus = (typeof containedStatuses)[number];

/** One line of machine output. `expires`: the last day, ISO 8601, or null. */
export interface VendorLine {
  vendor: string;
  /** Those that are there, the contract's own first. */
  roles: readonly string[];
  accounts: readonly string[];
  /** `no-role`: registered, and none is there. A containment that is under way, or that waits, is told before all else. */
  status: "active" | "expired" | "no-role" | ContainedStatus;
  expires: string | null;
  /** When its role was last heard of, its score now, and how many findings are open; null: there is no ledger to ask. */
  ledger: { last: string | null; score: number; findings: number } | null;
}

interface Listed {
  lines: readonly VendorLine[];
  /** Roles that somebody outside may take, and that no contract speaks of. */
  unregistered: readonly string[];
  /** Why the ledger could not be read. */
  unread?: string;
}

/** The vendors of the settings, with the roles that the account has for them. */
export const listVendors = async (
  { settings, now, ledger }: Pick<Ground, "settings" | "now" | "ledger">,
  facts: AccountFacts,
): Promise<Listed> => {
  const { contractsOf } = await import("#shared/vendors/contract.ts");
  const { discover, isVendorRole } = await import("#shared/vendors/discover.ts");
  const contracts = contractsOf(settings, facts);
  const found = discover(facts, contracts, settings, now).filter(isVendorRole);
  const { heard, incidents = [], ...fault } = await heardOf(contracts, ledger, now);
  const lines = contracts.map((contract, index): VendorLine => {
    const roles = found.filter((one) => one.contract === contract).map(({ role }) => role.arn);
    const { vendor, accounts, expires } = contract;
    const own = roles.toSorted((one, other) => Number(other === contract.role.arn) - Number(one === contract.role.arn));
    const status = containedStatus(contract, roles, incidents) ?? statusOf(contract, roles, facts, now);
    return { vendor, roles: own, accounts, status, expires: expires ?? null, ledger: heard[index] ?? null };
  });
  return {
    ...fault,
    lines,
    unregistered: found.filter((one) => one.contract === undefined).map(({ role }) => role.arn),
  };
};

const heardOf = async (
  contracts: readonly Contract[],
  ledger: Ground["ledger"],
  now: string,
): Promise<{ heard: readonly VendorLine["ledger"][]; incidents?: readonly Incident[]; unread?: string }> => {
  if (ledger === undefined || contracts.length === 0) return { heard: [] };
  const { scoreAt } = await import("#shared/vendors/watch/score.ts");
  const heardNow = async (
    { vendor, role }: Contract,
    findings: readonly FindingRow[],
  ): Promise<VendorLine["ledger"]> => {
    const state = (await ledger.get(role.arn))?.state;
    const score = state === undefined ? 0 : scoreAt(state.score, now);
    return { last: state?.lastAt ?? null, score, findings: findings.filter((one) => one.vendor === vendor).length };
  };
  try {
    const [findings, incidents] = await Promise.all([ledger.openFindings(), ledger.openIncidents()]);
    return { heard: await Promise.all(contracts.map((contract) => heardNow(contract, findings))), incidents };
  } catch (error) {
    return { heard: [], unread: classify(error).reason };
  }
};

/** Of its roles the gravest; a drill is none. */
const containedStatus = (
  { vendor }: Contract,
  roles: readonly string[],
  incidents: readonly Incident[],
): ContainedStatus | undefined => {
  const own = incidents.filter(
    (one) => one.exercise === undefined && (one.vendor === vendor || roles.includes(one.role)),
  );
  const phases = new Set<string>(own.map(({ phase }) => (phase === "opened" ? "containing" : phase)));
  return containedStatuses.find((status) => phases.has(status));
};

const statusOf = (
  { expires }: Contract,
  roles: readonly string[],
  { isWhole }: AccountFacts,
  now: string,
): VendorLine["status"] => {
  if (expires !== undefined && expires < now.slice(0, 10)) return "expired";
  return roles.length === 0 && isWhole === true ? "no-role" : "active";
};

const cells = ({ vendor, roles, accounts, status, expires, ledger }: VendorLine): string[] =>
  [
    vendor,
    status,
    expires ?? "",
    ledger === null ? "" : (ledger.last?.slice(0, 16).replace("T", " ") ?? "never"),
    ledger === null ? "" : `${ledger.score}`,
    ledger === null ? "" : `${ledger.findings}`,
    accounts.join(" "),
    roles.join(" "),
  ].map((text) => plainText(text, 2_000));

const headings = ["vendor", "status", "expires", "last heard", "score", "findings", "accounts", "roles"];

export const showVendors = (
  { lines, unregistered, unread }: Listed,
  { json }: CommonOptions,
  io: Pick<Io, "out" | "err">,
): void => {
  if (json) for (const line of lines) io.out(JSON.stringify(line));
  else if (lines.length > 0) io.out(wordTable(headings, lines.map(cells)));
  else io.err("no vendor is registered: vendors in the settings");
  if (unread !== undefined) io.err(plainText(`the ledger cannot be read: ${unread}`));
  if (unregistered.length > 0)
    io.err(
      plainText(
        `${unregistered.length} roles that somebody outside may take are in no contract (sagewarden vendors audit): ${unregistered.join(", ")}`,
        2_000,
      ),
    );
};

export const verb: Verb = {
  name: "list",
  summary: "the registered vendors, their roles and accounts, and until when",
  configure: addInput,
  async run(_args, options: CommonOptions & { input?: readonly string[] }, io) {
    const { input } = options;
    const ground: Ground = input === undefined ? await liveRoles(options, io) : await saved(input, options, io);
    for (const { where, what } of ground.problems) io.err(plainText(`${where}: ${what}`, 2_000));
    showVendors(await listVendors(ground, ground.facts), options, io);
    return 0;
  },
};
