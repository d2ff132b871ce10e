import type { z } from "zod/mini";
import type { Contract } from "../../shared/model/contract.ts";
import { BadInput } from "../../shared/model/errors.ts";
import { type Settings, settingsSchema } from "../../shared/model/settings.ts";
import type { vendor } from "../../shared/model/vendor-settings.ts";
import { describeIssues } from "../../shared/settings/issues.ts";
import { vendorProblems } from "../../shared/settings/vendor-checks.ts";
import { pathText } from "../../shared/settings/words.ts";
import { type ContractPlace, contractsOf } from "../../shared/vendors/contract.ts";
import { roleProblems } from "../../shared/vendors/role/problems.ts";

/** As under `vendors.<name>` of `sagewarden.yaml`. */
export type VendorContract = Omit<z.input<typeof vendor>, "roleArn">;

export interface NamedContract {
  /** Becomes part of the role's path and name. */
  vendor: string;
  contract: VendorContract;
  /** Where the contract names no regions. */
  regions: readonly string[];
}

const refuse = (lines: readonly string[]): never => {
  throw new BadInput(lines.map((line) => `VendorRole: ${line}`).join("\n"));
};

/** The least settings around one vendor, so that both ways into a contract are one. */
const settingsOf = ({ vendor: name, contract, regions }: NamedContract): Settings => {
  const around = {
    mode: "observe",
    region: [...regions],
    tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
    teams: {},
    people: {},
    vendors: { [name]: contract },
  };
  const { data, error } = settingsSchema.safeParse(around);
  const problems = error ? describeIssues(error.issues, settingsSchema, around) : vendorProblems(data);
  const lines = problems.map(({ path, message }) => `${pathText(path)}: ${message}`);
  return data === undefined || lines.length > 0 ? refuse(lines) : data;
};

/** The contract of one vendor whose role we make. Throws BadInput: the place, what was found, what is allowed. */
export const contractFor = (named: NamedContract, place: ContractPlace): Contract => {
  const [contract] = contractsOf(settingsOf(named), place);
  if (contract === undefined) return refuse([`vendors.${named.vendor}: this name cannot be used; allowed: any other`]);
  const { role, vendor: name } = contract;
  if (role.madeBy === "others")
    return refuse([`vendors.${name}.roleArn: somebody else makes this role; allowed: a contract without roleArn`]);
  const own = contract.accounts.indexOf(place.account);
  const problems = [
    ...(own < 0
      ? []
      : [{ path: `accounts[${own}]`, message: `${place.account} is this account; allowed: the vendor's` }]),
    ...roleProblems(contract),
  ];
  if (problems.length > 0) refuse(problems.map(({ path, message }) => `vendors.${name}.${path}: ${message}`));
  return contract;
};
