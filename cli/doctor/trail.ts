import { expectedRules } from "#shared/act/expected-rules.ts";
import type { Trail } from "#shared/aws/inspect/cloudtrail.ts";
import { type Answer, type Check, fail, ok, warn } from "./check.ts";

const remediation =
  "set `trail: create` in the settings and deploy, or turn on logging of all management events in a multi-region trail";

const covers = (trail: Trail, region: string): boolean => trail.multiRegion || trail.homeRegion === region;

/** EventBridge gets CloudTrail's records only where a trail is logging them. */
export const judgeTrails = (trails: readonly Trail[], regions: readonly string[]): Answer => {
  if (trails.length === 0) return fail("the account has no trail: EventBridge gets no records", remediation);
  const useful = trails.filter(({ logging, management }) => logging && management.writes);
  const without = (has: (trail: Trail) => boolean): string =>
    regions.filter((region) => !useful.some((trail) => covers(trail, region) && has(trail))).join(", ");
  const dark = without(() => true);
  if (dark !== "") {
    return fail(`no trail is logging management events in ${dark} (${trails.length} looked at)`, remediation);
  }
  const writesOnly = without(({ management }) => management.reads);
  if (writesOnly !== "") {
    return warn(
      `write events only in ${writesOnly}, so AssumeRole records and with them session tags are missing`,
      remediation,
    );
  }
  const incomplete = without(({ management }) => management.complete);
  if (incomplete !== "") return warn(`what is logged in ${incomplete} leaves out event sources`, remediation);
  if (!useful.some(({ globalEvents }) => globalEvents)) {
    return warn("no trail has global services: records of the global STS endpoint are missing", remediation);
  }
  return ok(`${useful.map(({ name }) => name).join(", ")}: management events, logging in ${regions.join(", ")}`);
};

/** Every region with a rule: the settings', and the one in which the global STS endpoint's records appear. */
export const trail: Check = {
  id: "trail",
  run: async ({ settings, account, caller }) => {
    const regions = new Set(expectedRules(settings, caller).map(({ region }) => region));
    return judgeTrails(await account.trails(), [...regions]);
  },
};
