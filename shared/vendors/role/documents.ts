import type { Contract } from "../../model/contract.ts";
import type { Tags } from "../../model/tags.ts";
import { tagMap } from "../../model/tags.ts";
import { vendorTag } from "./grant.ts";
import { allowed } from "./grants.ts";
import { guards } from "./guards.ts";
import { type PolicyJson, policyOf, type RolePlace, type StatementJson } from "./policy-json.ts";

export { trustDocument } from "./trust.ts";

/** What the role may do: the contract, and nothing without its limits. */
export const permissionsDocument = (contract: Contract, place: RolePlace): PolicyJson =>
  policyOf([...allowed(contract, place), ...guards(contract)]);

/**
 * The most that the role can ever do, whatever is attached to it by mistake or by an intruder: the same actions on the same
 * resources. What else an action needs (a tag, a prefix of a list) stays with the permissions, for a managed policy has less room.
 */
export const boundaryDocument = (contract: Contract, place: RolePlace): PolicyJson => {
  const byResources = Map.groupBy(allowed(contract, place), ({ Resource }) => JSON.stringify(Resource));
  const most = [...byResources.values()].map(
    (statements, index): StatementJson => ({
      Sid: `Most${index}`,
      Effect: "Allow",
      Action: [...new Set(statements.flatMap(({ Action }) => Action))],
      Resource: statements[0]?.Resource ?? [],
    }),
  );
  return policyOf([...most, ...guards(contract)]);
};

export const tagsOf = ({ vendor, owner, expires }: Contract): Tags =>
  tagMap([
    [vendorTag, vendor],
    ...(owner === undefined ? [] : [["sagewarden:owner", owner] as const]),
    ...(expires === undefined ? [] : [["sagewarden:expires", expires] as const]),
  ]);
