import type { RoleImage } from "../model/role-image.ts";
import type { Settings } from "../model/settings.ts";
import { readPolicy } from "../policy/read.ts";
import { contractsOf } from "../vendors/contract.ts";
import { discover, isVendorRole } from "../vendors/discover.ts";
import type { Place } from "./world.ts";

/** Whether somebody outside may take the role, or a contract means it by its path or tag. `now`: ISO 8601. */
export const isDiscovered = (live: RoleImage, settings: Settings, place: Place, now: string): boolean => {
  const { arn, name, id, path, createdAt, maxSession, tags } = live;
  const role = {
    ...{ arn, name, id, path, createdAt, maxSession, policies: [], boundary: undefined, lastUsed: undefined },
    ...{ trust: readPolicy(live.trust, "trust"), services: undefined },
    tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
  };
  return discover({ ...place, roles: [role] }, contractsOf(settings, place), settings, now).some(isVendorRole);
};
