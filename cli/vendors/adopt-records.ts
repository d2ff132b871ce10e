import type { VendorAct } from "#shared/model/vendor-act.ts";
import { textAt } from "#shared/normalise/fields.ts";
import { valuesOf } from "#shared/vendors/adopt/rows.ts";

/** Records of LookupEvents with this attribute, the newest first, at most `most`. */
export type Lookup = (
  region: string,
  asked: { key: "ResourceName" | "Username"; value: string; most: number },
) => Promise<readonly VendorAct[]>;

/** CloudTrail answers 50 records in half a second: at worst four minutes for each region. */
const limits = { most: 1_000, names: 20 };

/**
 * A role's records as far as LookupEvents gives them: it cannot be asked for a role, so first who took the role is looked for,
 * then what was done under each of the session names. `isComplete` is false where one of the limits cut it.
 */
export const lookUp = async (
  role: { arn: string; name: string },
  regions: readonly string[],
  lookup: Lookup,
): Promise<{ acts: readonly VendorAct[]; isComplete: boolean }> => {
  const acts = new Map<string, VendorAct>();
  let isComplete = true;
  const look = async (
    region: string,
    key: "ResourceName" | "Username",
    value: string,
  ): Promise<readonly VendorAct[]> => {
    const found = await lookup(region, { key, value, most: limits.most });
    isComplete &&= found.length < limits.most;
    for (const act of found) acts.set(act.eventId, act);
    return found;
  };
  const names = new Map<string, number>();
  for (const region of regions) {
    const byArn = await look(region, "ResourceName", role.arn);
    const taken = byArn.length > 0 ? byArn : await look(region, "ResourceName", role.name);
    for (const name of taken.flatMap((act) => nameOf(act, role.arn) ?? [])) names.set(name, (names.get(name) ?? 0) + 1);
  }
  const most = valuesOf(names).slice(0, limits.names);
  for (const region of regions) for (const name of most) await look(region, "Username", name);
  return { acts: [...acts.values()], isComplete: isComplete && names.size <= limits.names };
};

const nameOf = ({ service, request }: VendorAct, role: string): string | undefined =>
  service === "sts" && request.roleArn === role ? textAt(request, "roleSessionName") : undefined;
