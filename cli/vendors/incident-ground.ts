import type { Caller } from "#shared/aws/inspect/sts.ts";
import { NotDeployed, OrderRefused } from "#shared/aws/invoke.ts";
import { BadInput } from "#shared/model/errors.ts";
import type { Cause } from "#shared/model/incident.ts";
import type { Settings } from "#shared/model/settings.ts";
import { contractsOf } from "#shared/vendors/contract.ts";
import { findDeployment } from "../deployed.ts";
import { describeFailure } from "../failure.ts";
import { loadSettings } from "../settings.ts";
import type { CommonOptions, Io } from "../verb.ts";
import { type IncidentMeans, incidentMeans } from "./incident-means.ts";
import { type RoleReads, rolesNamed } from "./roles-named.ts";

/** The deployed settings; whoever may only invoke the dispatcher goes by the local file. */
const settingsThatHold = async (options: CommonOptions, io: Io): Promise<{ settings: Settings; region: string }> => {
  try {
    return await findDeployment(options, io);
  } catch (error) {
    if (!/^AccessDenied|^UnauthorizedOperation/.test((error as Error).name)) throw error;
    const settings = await loadSettings(options, io);
    io.err(`${describeFailure(error)}: the local settings say which roles a vendor has`);
    return { settings, region: [settings.region].flat()[0] ?? "" };
  }
};

const liveReads = ({ settings, region, caller }: Omit<Account, "means">): RoleReads => ({
  named: async (name) => (await (await import("#shared/aws/inspect/iam.ts")).findRole(name, { region }))?.arn,
  ofVendor: async (vendor) => {
    const { accountReads, authorizationDetails } = await import("#shared/aws/account-documents.ts");
    const { factsFrom } = await import("#shared/vendors/facts/index.ts");
    const { discover } = await import("#shared/vendors/discover.ts");
    const { facts } = factsFrom(await authorizationDetails(accountReads(region)));
    const found = discover(facts, contractsOf(settings, caller), settings, new Date().toISOString());
    return found.flatMap(({ role, contract }) => (contract?.vendor === vendor ? role.arn : []));
  },
});

interface Account {
  settings: Settings;
  region: string;
  caller: Caller;
  means: IncidentMeans;
}

/**
 * What orders stand on, until `work` has ended. Ctrl-C ends the looking on, never what was begun. Exit 1 where nothing is
 * deployed.
 */
export const withAccount = async (
  options: CommonOptions,
  io: Io,
  type: Cause["type"],
  work: (account: Account) => Promise<number>,
): Promise<number> => {
  const { settings, region } = await settingsThatHold(options, io);
  const { getCaller } = await import("#shared/aws/inspect/sts.ts");
  const caller = await getCaller({ region });
  const interrupting = new AbortController();
  const interrupt = (): void => interrupting.abort();
  process.once("SIGINT", interrupt);
  try {
    const means = incidentMeans({ region, by: caller.arn, type }, interrupting.signal);
    return await work({ settings, region, caller, means });
  } catch (error) {
    if (error instanceof OrderRefused) throw new BadInput(error.message, { cause: error });
    if (!(error instanceof NotDeployed)) throw error;
    io.err(error.message);
    return 1;
  } finally {
    process.off("SIGINT", interrupt);
  }
};

/** The same for the roles that a name means. */
export const withIncidents = (
  name: string,
  options: CommonOptions,
  io: Io,
  work: (roles: readonly string[], means: IncidentMeans) => Promise<number>,
): Promise<number> =>
  withAccount(options, io, "operator", async (account) =>
    work(await rolesNamed(name, account.settings, account.caller, liveReads(account), io), account.means),
  );
