import type { Trail } from "#shared/aws/inspect/cloudtrail.ts";
import { regionsOf } from "#shared/model/settings.ts";
import { type Answer, type Check, fail, ok, warn } from "./check.ts";

const remediation =
  "set `trail: create` in the settings and deploy, or turn on logging of all management events in a multi-region trail";

const covers = (trail: Trail, region: string): boolean => trail.multiRegion || trail.homeRegion === region;

/** EventBridge gets CloudTrail's records only where a trail is logging them. */
export const judgeTrails = (trails: readonly Trail[], regions: readonly string[]): Answer => {
  if (trails.length === 0) return fail("the account has no trail: EventBridge gets no records", remediation);
  const useful = trails.filter(({ logging, management }) => logging && management.writes);
  const dark = regions.filter((region) => !useful.some((trail) => covers(trail, region)));
  if (dark.length > 0) {
    return fail(
      `no trail is logging management events in ${dark.join(", ")} (${trails.length} looked at)`,
      remediation,
    );
  }
  const names = useful.map(({ name }) => name).join(", ");
  if (!useful.some(({ management }) => management.reads)) {
    return warn(
      `${names}: write events only, so AssumeRole records and with them session tags are missing`,
      remediation,
    );
  }
  if (!useful.some(({ management }) => management.complete)) {
    return warn(`${names}: leaves out event sources`, remediation);
  }
  if (!useful.some(({ globalEvents }) => globalEvents)) {
    return warn(`${names}: without global services, so records of the global STS endpoint are missing`, remediation);
  }
  return ok(`${names}: management events, logging`);
};

export const trail: Check = {
  id: "trail",
  run: async ({ settings, account }) => judgeTrails(await account.trails(), regionsOf(settings)),
};
