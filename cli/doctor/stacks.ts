import { isDeepStrictEqual } from "node:util";
import { expectedRules } from "#shared/act/expected-rules.ts";
import type { DeployedStack } from "#shared/aws/inspect/cloudformation.ts";
import { regionsOf, type Settings } from "#shared/model/settings.ts";
import { names } from "#shared/names.ts";
import { type Answer, type Check, fail, ok, type Situation, warn, worst } from "./check.ts";

/** The home region: the settings' first. */
export const homeOf = (settings: Settings): string => regionsOf(settings)[0] ?? "";

/** The regions that forward to the home region. */
export const collectorRegions = (settings: Settings, caller: Situation["caller"]): string[] => [
  ...new Set(
    expectedRules(settings, caller)
      .map(({ region }) => region)
      .filter((region) => region !== homeOf(settings)),
  ),
];

const deploy = "npm run deploy";

/** What a stack's status says. */
export const judgeStack = (name: string, region: string, found: DeployedStack | undefined): Answer => {
  if (found === undefined) return fail(`${name} is not deployed in ${region}`, deploy);
  const what = `${name} in ${region}: ${found.status}, changed ${found.changedAt ?? "at an unknown time"}`;
  if (/_IN_PROGRESS$/.test(found.status)) return warn(what, "wait until it has ended");
  if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(found.status)) return ok(what);
  // The former version runs on.
  if (found.status === "UPDATE_ROLLBACK_COMPLETE") return warn(what, deploy);
  return fail(what, `look at the stack's events, then ${deploy}`);
};

export const stack: Check = {
  id: "stack",
  run: async ({ settings, account }) => {
    const region = homeOf(settings);
    return judgeStack(names.stack, region, await account.stack(names.stack, region));
  },
};

export const collectors: Check = {
  id: "collectors",
  run: async ({ settings, account, caller }) => {
    const regions = collectorRegions(settings, caller);
    const answers = await Promise.all(
      regions.map(async (region) =>
        judgeStack(names.collectorStack, region, await account.stack(names.collectorStack, region)),
      ),
    );
    return worst(
      answers,
      regions.length === 0 ? "the home region is the only one" : `forwarding: ${regions.join(", ")}`,
    );
  },
};

/** The local file against what the functions run with. */
export const judgeSettings = (local: Settings, deployed: unknown): Answer => {
  if (isDeepStrictEqual(JSON.parse(JSON.stringify(local)), deployed))
    return ok("the deployed settings are the local ones");
  const known = typeof deployed === "object" && deployed !== null ? (deployed as Record<string, unknown>) : {};
  const keys = [...new Set([...Object.keys(local), ...Object.keys(known)])].filter(
    (key) => !isDeepStrictEqual(JSON.parse(JSON.stringify(local[key as keyof Settings] ?? null)), known[key] ?? null),
  );
  return warn(
    `the deployed settings differ from the local ones in: ${keys.join(", ")}`,
    `${deploy}, or use the right file`,
  );
};

export const deployedSettings: Check = {
  id: "deployed-settings",
  run: async ({ settings, account }) => {
    const url = (await account.stack(names.stack, homeOf(settings)))?.outputs.SettingsUrl;
    if (url === undefined) return fail(`${names.stack} does not say where its settings are`, deploy);
    return judgeSettings(settings, JSON.parse(await account.object(url)));
  },
};
