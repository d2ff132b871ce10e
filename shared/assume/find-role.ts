import { unitName, unitsOf } from "../access/units.ts";
import { BadInput } from "../model/errors.ts";
import { inDirectory, type Settings } from "../model/settings.ts";
import { studioRole, vendorRole } from "../names.ts";
import { list, quoted, suggestion } from "../settings/words.ts";
import { plainRoleArn, type RolePlace, type RoleReference } from "./role-reference.ts";

type Named = Exclude<RoleReference, { by: "arn" }>;
type Known = Pick<Settings, "access" | "people" | "teams" | "vendors">;

/** The ARN of a role that is named as the settings know it. `option` is where the name stands. Throws BadInput. */
export const findRole = ({ by, name }: Named, option: string, settings: Known, where: RolePlace): string => {
  const team = by === "team" || by === "name" ? ofTeam(name, settings, where) : undefined;
  const vendor = by === "vendor" || by === "name" ? ofVendor(name, settings, where) : undefined;
  if (team !== undefined && vendor !== undefined) {
    throw new BadInput(`${option}: ${quoted(name)} is a team and a vendor; allowed: team:${name} or vendor:${name}`);
  }
  const found = team ?? vendor;
  if (found !== undefined) return found;
  if (by === "team") throw unknown(option, "team", name, unitsOf(settings).map(unitName));
  if (by === "vendor") throw unknown(option, "vendor", name, Object.keys(settings.vendors));
  return plainRoleArn(name, option, where);
};

const unknown = (option: string, what: string, name: string, known: readonly string[]): BadInput =>
  new BadInput(
    `${option}: ${quoted(name)} is no ${what} of the settings; allowed: ${list(known)}${suggestion(name, known)}`,
  );

/** Where teams are kept apart by project, their roles are of projects: `TeamA-churn`. */
const ofTeam = (name: string, settings: Known, { partition, account }: RolePlace): string | undefined => {
  if (!unitsOf(settings).some((unit) => unitName(unit) === name)) return undefined;
  const role = studioRole(name);
  return `arn:${partition}:iam::${account}:role${role.path}${role.name}`;
};

const ofVendor = (name: string, { vendors }: Known, { partition, account }: RolePlace): string | undefined => {
  const vendor = inDirectory(vendors, name);
  if (vendor === undefined) return undefined;
  const role = vendorRole(name);
  return vendor.roleArn ?? `arn:${partition}:iam::${account}:role${role.path}${role.name}`;
};
