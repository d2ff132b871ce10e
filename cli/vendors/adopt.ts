import { BadInput, PoisonRecord } from "#shared/model/errors.ts";
import type { RoleFacts } from "#shared/model/role-facts.ts";
import { regionsOf, type Settings } from "#shared/model/settings.ts";
import { epochOf, isoAt } from "#shared/model/time.ts";
import type { VendorAct } from "#shared/model/vendor-act.ts";
import { vendor as contractSchema, vendorName } from "#shared/model/vendor-settings.ts";
import { names } from "#shared/names.ts";
import { readVendorAct } from "#shared/normalise/vendor-act.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import { vendorProblems } from "#shared/settings/vendor-checks.ts";
import { contractOf, daysBack, type Proposal, propose, type Sources } from "#shared/vendors/adopt/propose.ts";
import { proposalText } from "#shared/vendors/adopt/text.ts";
import { tallyOf, type Usage } from "#shared/vendors/adopt/usage.ts";
import { contractsOf } from "#shared/vendors/contract.ts";
import { indexOf } from "#shared/vendors/contract-index.ts";
import { outsidersOf } from "#shared/vendors/trust/outsiders.ts";
import { readTrailFiles } from "../trail-files.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { type Lookup, lookUp } from "./adopt-records.ts";

interface AdoptOptions extends CommonOptions {
  name?: unknown;
  readExternalId?: unknown;
}

/** What is asked of AWS. Tests answer from a table. */
export interface AdoptReads {
  caller: { account: string; partition: string };
  role(name: string): Promise<RoleFacts | undefined>;
  lookup: Lookup;
  /** ISO 8601 */
  now: string;
}

/** Proposes a contract for a live role. Exit 1: a file was damaged. */
export const adopt = async (
  [asked = "", ...files]: readonly string[],
  options: AdoptOptions,
  io: Io,
  settings: Settings,
  reads: AdoptReads,
): Promise<number> => {
  const name = checkName(options.name);
  const role = await liveRole(asked, reads);
  const { usage, sources, isDamaged } =
    files.length > 0 ? await fromFiles(role, files, io, reads) : await fromLookup(role, settings, io, reads);
  const { account, partition } = reads.caller;
  const contracts = contractsOf(settings, reads.caller);
  const { byAccount: vendorAccounts } = indexOf(contracts);
  const around = { account, partition, organization: settings.organization, vendorAccounts, now: reads.now };
  const outsiders = role.trust.document === undefined ? [] : outsidersOf(role.trust.document, around);
  if (outsiders.length === 0) io.err("nobody from outside may take this role, as far as its trust policy can be read");
  const showExternalId = options.readExternalId === true;
  const proposal = propose({ role, outsiders, usage, showExternalId, now: reads.now }, sources, name);
  for (const note of notesOn(proposal, role, settings, contracts)) io.err(note);
  const yaml = proposalText(proposal, headOf(role, usage, reads.now));
  io.out(options.json ? JSON.stringify(documentOf(proposal, { role, usage, sources, yaml })) : yaml);
  return isDamaged ? 1 : 0;
};

const checkName = (name: unknown): string | undefined => {
  if (name === undefined) return undefined;
  const { data } = vendorName.safeParse(name);
  if (data !== undefined) return data;
  throw new BadInput(
    `--name: ${JSON.stringify(plainText(String(name), 64))}; allowed: letters, digits and _.-, at most 32`,
  );
};

const roleForm = /^(?:arn:[\w-]+:iam::(\d{12}):role\/)?(?!arn:)(?:[\x21-\x7e]{0,512}\/)?([\w+=,.@-]{1,64})$/;

/** By its name or ARN. Roles that are AWS's or ours are nobody's to adopt. */
const liveRole = async (asked: string, reads: AdoptReads): Promise<RoleFacts> => {
  const shown = JSON.stringify(plainText(asked, 200));
  const [, account, name] = roleForm.exec(asked) ?? [];
  if (name === undefined) throw new BadInput(`${shown} is no role; allowed: a role's name or its ARN`);
  if (account !== undefined && account !== reads.caller.account)
    throw new BadInput(`${shown} is in another account; allowed: a role of ${reads.caller.account}`);
  const role = await reads.role(name);
  if (role === undefined || (account !== undefined && role.arn !== asked))
    throw new BadInput(`${shown}: there is no such role in ${reads.caller.account}; allowed: one that is there`);
  if (/^\/(aws-service-role|aws-reserved)\//.test(role.path) || role.path.startsWith(names.rolePath))
    throw new BadInput(`${shown} is a role of AWS's or of ours; allowed: one that a vendor takes`);
  return role;
};

interface Found {
  usage: Usage;
  sources: Sources;
  isDamaged: boolean;
}

const daysAgo = (now: string): string => isoAt((epochOf(now) ?? 0) - daysBack * 86_400_000);

/** Whatever time the files are of. */
const fromFiles = async (role: RoleFacts, files: readonly string[], io: Io, { now }: AdoptReads): Promise<Found> => {
  const tally = tallyOf(role.arn);
  let isDamaged = false;
  const damage = (message: string): void => {
    isDamaged = true;
    io.err(message);
  };
  for await (const item of readTrailFiles(files, io)) {
    if (item.type === "damage") damage(item.message);
    else {
      const act = actIn(item.record, (why) =>
        damage(`${item.file}: a record that cannot be used, at byte ${item.offset} of its text: ${why}`),
      );
      if (act !== undefined) tally.add(act);
    }
  }
  const usage = tally.usage();
  const span = { from: usage.first ?? daysAgo(now), to: usage.last ?? now };
  return { usage, sources: { records: "files", ...span, regions: [], isComplete: true }, isDamaged };
};

const actIn = (record: unknown, damaged: (why: string) => void): VendorAct | undefined => {
  try {
    return readVendorAct(record);
  } catch (error) {
    if (!(error instanceof PoisonRecord)) throw error;
    damaged(error.message);
    return undefined;
  }
};

const fromLookup = async (role: RoleFacts, settings: Settings, io: Io, reads: AdoptReads): Promise<Found> => {
  const regions = [...new Set([...regionsOf(settings), "us-east-1"])];
  io.err(`asking LookupEvents in ${regions.join(", ")}: data events and other regions are not in it`);
  const { acts, isComplete } = await lookUp(role, regions, reads.lookup);
  const tally = tallyOf(role.arn);
  for (const act of acts) tally.add(act);
  const sources: Sources = { records: "LookupEvents", from: daysAgo(reads.now), to: reads.now, regions, isComplete };
  return { usage: tally.usage(), sources, isDamaged: false };
};

/** What stands between the proposal and the settings that hold. */
const notesOn = (
  proposal: Proposal,
  role: RoleFacts,
  settings: Settings,
  contracts: ReturnType<typeof contractsOf>,
): readonly string[] => {
  const registered = contracts.find((contract) => contract.role.arn === role.arn);
  if (registered !== undefined) return [`this role is registered: vendors.${registered.vendor}`];
  const { vendor } = proposal;
  if (Object.hasOwn(settings.vendors, vendor)) return [`vendors.${vendor} is another role's: give --name`];
  const { data } = contractSchema.safeParse(contractOf(proposal));
  const problems =
    data === undefined
      ? []
      : vendorProblems({ ...settings, vendors: { ...settings.vendors, [vendor]: data } }, { toDeploy: true });
  return problems
    .filter(({ path }) => path[1] === vendor)
    .map(({ path, message }) => `beside the other settings: ${path.join(".")}: ${plainText(message)}`);
};

const headOf = ({ arn }: RoleFacts, { taken, acts, first, last }: Usage, now: string): readonly string[] => [
  `Proposed on ${now.slice(0, 10)} by \`sagewarden vendors adopt\` for ${arn},`,
  first === undefined || last === undefined
    ? "from its trust and its policies: no record of it was found."
    : `from its trust, its policies, and records of ${first.slice(0, 10)} to ${last.slice(0, 10)}: taken ${taken} times, ${acts} acts.`,
  "Read every line before it goes into the settings: what is guessed was seen, and an intruder may have done it as well.",
];

const documentOf = (
  { vendor, rows, unknown, ...rest }: Proposal,
  { role, usage, sources, yaml }: { role: RoleFacts; usage: Usage; sources: Sources; yaml: string },
) => ({
  role: role.arn,
  vendor,
  contract: contractOf({ rows, ...rest }),
  lines: rows.map(({ key, basis, why }) => ({ key, basis, why })),
  unknown,
  sources: { ...sources, taken: usage.taken, acts: usage.acts, denied: usage.denied, hasDataEvents: usage.hasData },
  yaml,
});

const liveReads = async (region: string): Promise<AdoptReads> => {
  const { getCaller } = await import("#shared/aws/inspect/sts.ts");
  const { readRole } = await import("#shared/aws/inspect/role.ts");
  const { lookupRecords } = await import("#shared/aws/inspect/cloudtrail.ts");
  return {
    caller: await getCaller({ region }),
    role: (name) => readRole(name, { region }),
    lookup: async (where, asked) =>
      (await lookupRecords(asked, { region: where })).flatMap((record) => actIn(record, () => undefined) ?? []),
    now: new Date().toISOString(),
  };
};

export const verb: Verb = {
  name: "adopt",
  summary: "proposes a contract for a live role, from its policies and what its records show",
  configure: (command) => {
    command
      .argument("<role>", "the role's name or ARN")
      .argument("[files...]", "CloudTrail files; without any LookupEvents is asked for the last 90 days")
      .option("--name <vendor>", "the vendor's name in the settings; else its tag's, path's or role's")
      .option("--read-external-id", "writes the external id of the trust into the proposal; else it is never shown");
  },
  async run(args, options, io) {
    const { findDeployment } = await import("../deployed.ts");
    const { settings, region } = await findDeployment(options, io);
    return adopt(args, options, io, settings, await liveReads(region));
  },
};
