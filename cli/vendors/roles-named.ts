import { BadInput } from "#shared/model/errors.ts";
import type { Settings } from "#shared/model/settings.ts";
import { list, quoted, suggestion } from "#shared/settings/words.ts";
import { type ContractPlace, contractsOf } from "#shared/vendors/contract.ts";
import { describeFailure } from "../failure.ts";
import type { Io } from "../verb.ts";

/** What is asked of IAM. Tests answer from a table. */
export interface RoleReads {
  /** ARN of the role of this name; undefined: there is none. */
  named(name: string): Promise<string | undefined>;
  /** ARNs of the roles that this vendor has, by contract, path, tag or account. */
  ofVendor(vendor: string): Promise<readonly string[]>;
}

const roleArn = /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]{1,600}$/;
const roleName = /^[\w+=,.@-]{1,64}$/;

/** The vendor's own role first. Where IAM may not be read the contract's own role is meant, and that is said. */
const ofVendor = async (vendor: string, own: string, reads: RoleReads, io: Pick<Io, "err">): Promise<string[]> => {
  try {
    const roles = await reads.ofVendor(vendor);
    return roles.length === 0 ? [own] : [...roles].sort((a, b) => Number(b === own) - Number(a === own));
  } catch (error) {
    io.err(`${describeFailure(error)}: further roles of ${vendor} are not looked for, ${own} is meant`);
    return [own];
  }
};

/** The roles that a name on the command line means: a vendor of the settings, a role's ARN, a role's name. Throws BadInput. */
export const rolesNamed = async (
  name: string,
  settings: Settings,
  place: ContractPlace,
  reads: RoleReads,
  io: Pick<Io, "err">,
): Promise<readonly string[]> => {
  if (roleArn.test(name)) return [name];
  const contract = contractsOf(settings, place).find(({ vendor }) => vendor === name);
  if (contract !== undefined) return ofVendor(name, contract.role.arn, reads, io);
  const found = roleName.test(name) ? await reads.named(name) : undefined;
  if (found !== undefined) return [found];
  const known = Object.keys(settings.vendors);
  throw new BadInput(
    `NAME: found ${quoted(name)}, which is no vendor of the settings and no role of account ${place.account}; ` +
      `allowed: a role's name or ARN, or a vendor: ${list(known)}${suggestion(name, known)}`,
  );
};
