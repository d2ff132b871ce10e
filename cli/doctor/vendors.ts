import { expectedRules } from "#shared/act/expected-rules.ts";
import { unheard } from "#shared/act/unheard.ts";
import type { Trail } from "#shared/aws/inspect/cloudtrail.ts";
import type { Settings } from "#shared/model/settings.ts";
import { names } from "#shared/names.ts";
import { contractsOf } from "#shared/vendors/contract.ts";
import { dataBuckets } from "#shared/vendors/data-buckets.ts";
import { type Answer, type Check, fail, ok, warn } from "./check.ts";
import { homeOf } from "./stacks.ts";

const noVendors = "no vendor is registered";

/** Each contract's role is there, and where it says. */
export const vendorRoles: Check = {
  id: "vendor-roles",
  run: async ({ settings, account, caller }) => {
    const contracts = contractsOf(settings, caller);
    const found = await Promise.all(
      contracts.map(async (one) => ({ ...one, live: await account.role(one.role.name) })),
    );
    const without = found.filter(({ role, live }) => live?.arn !== role.arn);
    if (without.length > 0)
      return warn(
        without.map(({ vendor, role }) => `${vendor} has no role ${role.arn}`).join("; "),
        "deploy the vendors' stack, or name the role that they use: roleArn",
      );
    return ok(contracts.length === 0 ? noVendors : "each vendor has its role");
  },
};

/** Where a contract lets a vendor work and nobody listens. */
export const judgeRegions = (settings: Settings, heard: ReadonlySet<string>): Answer => {
  const deaf = Object.entries(settings.vendors).flatMap(([vendor, { regions }]) =>
    regions.filter((region) => !heard.has(region)).map((region) => `${vendor} may work in ${region}`),
  );
  if (deaf.length === 0) return ok(`vendors are heard in ${[...heard].join(", ")}; elsewhere nobody listens`);
  return warn(
    `${deaf.join(", ")}, where no rule listens`,
    "add the region to `region` and deploy, or take it out of the contract",
  );
};

export const vendorRegions: Check = {
  id: "vendor-regions",
  run: async ({ settings, caller }) =>
    judgeRegions(settings, new Set(expectedRules(settings, caller).map(({ region }) => region))),
};

/** Whether a trail tells of each read and write in the vendors' buckets. */
export const judgeDataEvents = (settings: Settings, trails: readonly Trail[], partition: string): Answer => {
  const buckets = dataBuckets(settings);
  if (buckets.length === 0) return ok("no bucket of a vendor is named");
  const starts = trails.filter(({ logging }) => logging).flatMap(({ objects }) => objects);
  const dark = buckets.filter(({ start, isWhole }) => {
    const arn = `arn:${partition}:s3:::${start}${isWhole ? "/" : ""}`;
    return !starts.some((recorded) => arn.startsWith(recorded));
  });
  if (dark.length === 0) return ok(`data events of ${buckets.length} buckets are recorded`);
  const named = dark.map(({ start, isWhole }) => (isWhole ? start : `${start}*`)).join(", ");
  return warn(
    `no trail records what is done to the objects of ${named}: the signals that need data events see nothing there`,
    "`trail: create` records them, or add S3 data events, reads and writes, to the trail that is there",
  );
};

export const dataEvents: Check = {
  id: "data-events",
  run: async ({ settings, account, caller }) => judgeDataEvents(settings, await account.trails(), caller.partition),
};

/** The rules that `audit-vendors` keeps hear everybody on its list. */
export const watchList: Check = {
  id: "watch-list",
  run: async ({ settings, account, caller }) => {
    const home = homeOf(settings);
    const wanted = await account.watched();
    const faults = await unheard(wanted, {
      read: (name) => account.rule(name, home),
      target: `arn:${caller.partition}:sqs:${home}:${caller.account}:${names.queues.vendorActs}`,
      now: new Date().toISOString(),
    });
    if (faults.length > 0)
      return fail(faults.join("; "), `put \`{"rules":true}\` into ${names.queues.audits}, or wait for the daily audit`);
    return ok(`${Object.keys(wanted).length} roles, users and keys beside the registered ones are heard`);
  },
};
