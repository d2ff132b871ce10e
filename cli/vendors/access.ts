import { lastPart, parseArn } from "#shared/model/arn.ts";
import type { Contract } from "#shared/model/contract.ts";
import { BadInput } from "#shared/model/errors.ts";
import { regionsOf, type Settings } from "#shared/model/settings.ts";
import { epochOf, isoAt } from "#shared/model/time.ts";
import type { VendorAct, Watched } from "#shared/model/vendor-act.ts";
import { list, quoted, suggestion } from "#shared/settings/words.ts";
import { accessOf } from "#shared/vendors/access/access.ts";
import { keysIn, ledgerPart } from "#shared/vendors/access/ledger.ts";
import { reachOf } from "#shared/vendors/access/reach.ts";
import type { LedgerPart } from "#shared/vendors/access/report.ts";
import type { AccessSource } from "#shared/vendors/access/unseen.ts";
import { walkRecords } from "#shared/vendors/access/walk.ts";
import { contractsOf } from "#shared/vendors/contract.ts";
import { factsFrom } from "#shared/vendors/facts/index.ts";
import { rosterOf } from "#shared/vendors/watch/roster.ts";
import { loadSettings } from "../settings.ts";
import type { TrailItem } from "../trail-files.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { type AccessReads, liveReads, readLedger } from "./access-ledger.ts";
import { accessPage } from "./access-page.ts";
import { readDocuments } from "./documents.ts";
import { type Gathered, gather } from "./gather.ts";
import { rereadable } from "./watch.ts";

interface AccessOptions extends CommonOptions {
  /** Saved documents of the account, for what the role could have reached. */
  input?: readonly string[];
}

/** What a vendor's role did, from CloudTrail files. Exit 1: a file was damaged. */
export const accessFromFiles = async (
  [asked = "", ...files]: readonly string[],
  options: AccessOptions,
  io: Io,
  settings: Settings,
): Promise<number> => {
  const name = checkName(asked, settings);
  const roster = rosterOf(settings, isArn(name) ? [name] : []);
  const gathered = await gather(await rereadable(files, io), roster, io.err);
  await tell({ name, settings, gathered, source: { type: "files" }, ledger: null }, options, io);
  return gathered.isDamaged ? 1 : 0;
};

/** LookupEvents keeps no older ones. */
const daysBack = 90;

/**
 * The same from the ledger and LookupEvents. The ledger has what was heard: habits, sessions, ties, signals. LookupEvents has
 * records: management events of the regions of the settings, under the role's name and the keys that the ledger knows.
 */
export const accessFromLookup = async (
  [asked = ""]: readonly string[],
  options: AccessOptions,
  io: Io,
  settings: Settings,
  reads: AccessReads,
): Promise<number> => {
  const name = checkName(asked, settings);
  const contract = contractsOf(settings, reads.caller).find(({ vendor }) => vendor === name);
  const typed = roleIn(contract?.role.arn ?? name);
  const { role, rows, sight } = await readLedger(typed, (other) => sameRole(other, typed), reads.ledger);
  const regions = [...new Set([...regionsOf(settings), "us-east-1"])];
  io.err(
    `asking LookupEvents in ${regions.join(", ")}, two calls a second: data events and other regions are not in it`,
  );
  const { records, isComplete } = await walkRecords(
    { arn: role, name: lastPart(role) },
    regions,
    reads.lookup,
    keysIn(rows),
  );
  const roster = rosterOf(settings, isArn(name) ? [name] : []);
  const gathered = await gather(() => itemsOf(records), roster, io.err, rows.links);
  const from = isoAt((epochOf(reads.now) ?? 0) - daysBack * 86_400_000);
  const source: AccessSource = { type: "lookup", regions, from, isComplete, ledger: sight };
  await tell({ name, settings, gathered, source, ledger: ledgerPart(rows), contract, role }, options, io);
  return 0;
};

async function* itemsOf(records: readonly unknown[]): AsyncGenerator<TrailItem> {
  for (const [offset, record] of records.entries()) yield { type: "record", file: "LookupEvents", offset, record };
}

interface Told {
  name: string;
  settings: Settings;
  gathered: Gathered;
  source: AccessSource;
  ledger: LedgerPart | null;
  /** Of a vendor that was named, though no act of it is among the records. */
  contract?: Contract | undefined;
  /** With its path, where the ledger knows it. */
  role?: string;
}

const tell = async (told: Told, options: AccessOptions, io: Io): Promise<void> => {
  const { name, settings, gathered, source, ledger } = told;
  const acts = actsOf(gathered, name);
  const [, watched] = acts[0] ?? [];
  const contract = watched?.contract ?? told.contract;
  const named = isArn(name) ? name : (settings.vendors[name]?.roleArn ?? "");
  const role = told.role ?? watched?.role ?? contract?.role.arn ?? named;
  const reach = options.input === undefined ? null : await reachFrom(options.input, role || name, io);
  const report = accessOf(acts, { role, contract, source, reach, ledger });
  io.out(options.json ? JSON.stringify(report) : accessPage(report));
  io.err(`${gathered.records} records, ${acts.length} about ${name}`);
};

/** By a vendor's name in the settings, or by the ARN of a role, assumed role or user. */
const checkName = (name: string, { vendors }: Settings): string => {
  if (Object.hasOwn(vendors, name) || (isArn(name) && !/[*?]/.test(name))) return name;
  const known = Object.keys(vendors);
  throw new BadInput(
    `${quoted(name)} is no vendor of the settings; allowed: the ARN of a role or user without wildcards, or ${list(known)}${suggestion(name, known)}`,
  );
};

const isArn = (name: string): boolean => /^arn:[\w-]+:(iam|sts)::/.test(name);

/** Some records leave a role's path out: names are unique in an account. */
const sameRole = (one: string, other: string): boolean =>
  one === other || (lastPart(one) === lastPart(other) && parseArn(one)?.account === parseArn(other)?.account);

const actsOf = ({ acts }: Gathered, name: string): readonly (readonly [VendorAct, Watched])[] =>
  acts.flatMap(({ act, watched }) =>
    watched
      .filter(({ role, contract }) => (isArn(name) ? sameRole(role, roleIn(name)) : contract?.vendor === name))
      .map((one) => [act, one] as const),
  );

/** A session's role. */
const roleIn = (arn: string): string =>
  arn.replace(
    /^(arn:[\w-]+:)sts(::\d+:)assumed-role\/([^/]+).*$/,
    (_, start, account, role) => `${start}iam${account}role/${role}`,
  );

const reachFrom = async (files: readonly string[], role: string, io: Io) => {
  const { facts, problems } = factsFrom(await readDocuments(files, io));
  for (const { where, what } of problems) io.err(`${where}: ${what}`);
  const found = facts.roles.find(({ arn }) => sameRole(arn, role));
  if (found === undefined) io.err(`${role} is not among the ${facts.roles.length} roles of the documents`);
  return found === undefined ? null : reachOf(found);
};

const collect = (file: string, files: readonly string[] = []): readonly string[] => [...files, file];

export const verb: Verb = {
  name: "access",
  summary: "what a vendor's role touched, made and could reach: who took it, from where, which buckets and sessions",
  configure: (command) => {
    command
      .argument("<name>", "the vendor's name, or the ARN of a role, assumed role or IAM user")
      .argument(
        "[files...]",
        "CloudTrail files; without any the ledger is read and LookupEvents asked for the last 90 days",
      )
      .option("--input <file>", "a saved answer of IAM, for what the role could reach; as often as needed", collect);
  },
  async run(args, options: AccessOptions, io) {
    if (args.length > 1) return accessFromFiles(args, options, io, await loadSettings(options, io));
    const { findDeployment } = await import("../deployed.ts");
    const { settings, region, isDeployed } = await findDeployment(options, io);
    return accessFromLookup(args, options, io, settings, await liveReads(region, isDeployed));
  },
};
