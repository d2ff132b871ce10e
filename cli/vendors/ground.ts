import type { Command } from "commander";
import type { AccountReads } from "#shared/aws/account-documents.ts";
import type { deployedVendors } from "#shared/aws/inspect/ledger.ts";
import type { Caller } from "#shared/aws/inspect/sts.ts";
import type { AccountFacts, FactProblem } from "#shared/model/role-facts.ts";
import type { Settings } from "#shared/model/settings.ts";
import { loadSettings } from "../settings.ts";
import type { CommonOptions, Io } from "../verb.ts";
import { readDocuments } from "./documents.ts";

type LedgerReads = Pick<ReturnType<typeof deployedVendors>, "get" | "openFindings" | "openIncidents">;

/** What a verb over vendors' roles stands on. */
export interface Ground {
  facts: AccountFacts;
  problems: readonly FactProblem[];
  settings: Settings;
  /** ISO 8601 */
  now: string;
  /** Of a live account in which Sagewarden is deployed. */
  ledger?: LedgerReads;
}

const collect = (file: string, files: readonly string[] = []): readonly string[] => [...files, file];

export const addInput = (command: Command): void => {
  command.option(
    "--input <file>",
    "a saved answer of IAM instead of the live account, as often as needed; - is stdin",
    collect,
  );
};

/** Saved documents, with the settings of a file. */
export const saved = async (files: readonly string[], options: CommonOptions, io: Io): Promise<Ground> => {
  const settings = await loadSettings(options, io);
  const { factsFrom } = await import("#shared/vendors/facts/index.ts");
  return { ...factsFrom(await readDocuments(files, io)), settings, now: new Date().toISOString() };
};

/** The live account; what could not be read of it is a problem, said on stderr. */
export const live = async (
  { settings, caller, now }: Pick<Ground, "settings" | "now"> & { caller: Caller },
  reads: AccountReads,
): Promise<Ground> => {
  const { readAccount } = await import("#shared/audit-vendors.ts");
  const { authorizationDetails, furtherDocuments } = await import("#shared/aws/account-documents.ts");
  const edges = {
    account: () => authorizationDetails(reads),
    further: (roles: Parameters<typeof furtherDocuments>[0]) => furtherDocuments(roles, reads),
  };
  return { ...(await readAccount({ settings, place: caller, edges }, now)), settings, now };
};

interface Deployed {
  settings: Settings;
  caller: Caller;
  reads: AccountReads;
  ledger: LedgerReads | undefined;
}

const deployed = async (options: CommonOptions, io: Io): Promise<Deployed> => {
  const { findDeployment } = await import("../deployed.ts");
  const { settings, region, isDeployed } = await findDeployment(options, io);
  const { getCaller } = await import("#shared/aws/inspect/sts.ts");
  const caller = await getCaller({ region });
  io.err(`reading IAM of ${caller.account}`);
  const { accountReads } = await import("#shared/aws/account-documents.ts");
  const { deployedVendors } = await import("#shared/aws/inspect/ledger.ts");
  const ledger = isDeployed ? deployedVendors({ region }) : undefined;
  return { settings, caller, reads: accountReads(region), ledger };
};

export const liveAccount = async (options: CommonOptions, io: Io): Promise<Ground> => {
  const { reads, ...place } = await deployed(options, io);
  return live({ ...place, now: new Date().toISOString() }, reads);
};

/** What one call tells of the live account: which roles there are, and whom they trust. */
export const liveRoles = async (options: CommonOptions, io: Io): Promise<Ground> => {
  const { settings, reads, ledger } = await deployed(options, io);
  const { authorizationDetails } = await import("#shared/aws/account-documents.ts");
  const { factsFrom } = await import("#shared/vendors/facts/index.ts");
  const facts = factsFrom(await authorizationDetails(reads));
  return { ...facts, settings, now: new Date().toISOString(), ...(ledger ? { ledger } : {}) };
};
