import type { Contract } from "../../model/contract.ts";
import { epochOf, isoAt } from "../../model/time.ts";
import type { Conditions } from "./policy-json.ts";

const msOfDay = 86_400_000;

/** The first moment after the contract's last day, UTC; undefined: it has no end. */
export const endOf = ({ expires }: Pick<Contract, "expires">): string | undefined => {
  const day = expires === undefined ? undefined : epochOf(expires);
  return day === undefined ? undefined : isoAt(day + msOfDay).replace(".000Z", "Z");
};

/** Where global services (IAM, Route 53, STS's global endpoint) say that a call was made. */
const globalRegions: readonly [start: string, region: string][] = [
  ["cn-", "cn-north-1"],
  ["us-gov-", "us-gov-west-1"],
];

export const globalRegion = (regions: readonly string[]): string =>
  globalRegions.find(([start]) => regions[0]?.startsWith(start))?.[1] ?? "us-east-1";

/** The contract's regions and the one of global calls. */
export const regionsWithGlobal = ({ regions }: Pick<Contract, "regions">): readonly string[] => [
  ...new Set([...regions, globalRegion(regions)]),
];

/** What must hold when the role is taken. */
export const trustLimits = (contract: Contract): Conditions => {
  const end = endOf(contract);
  return {
    StringEquals: { "aws:RequestedRegion": regionsWithGlobal(contract) },
    ...(contract.sourceIps.length > 0 && { IpAddress: { "aws:SourceIp": contract.sourceIps } }),
    ...(end !== undefined && { DateLessThan: { "aws:CurrentTime": end } }),
  };
};
