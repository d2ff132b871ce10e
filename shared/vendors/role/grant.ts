import type { Contract } from "../../model/contract.ts";
import { madeNames } from "../../names.ts";
import type { Conditions, RolePlace, StatementJson } from "./policy-json.ts";

/** What one declared service needs, and nothing else. */
export type Grant = (contract: Contract, place: RolePlace) => readonly StatementJson[];

export const vendorTag = "sagewarden:vendor";

/** Of what it makes: the names are its own name space, so that nobody else's thing can be tagged as the vendor's. */
export const ownNames = ({ vendor }: Pick<Contract, "vendor">): string => `${madeNames(vendor)}*`;

/** A creation carries the vendor's tag. */
export const tagged = ({ vendor }: Pick<Contract, "vendor">): Conditions => ({
  StringEquals: { [`aws:RequestTag/${vendorTag}`]: vendor },
});

/** Acts only on what carries it. */
export const itsOwn = ({ vendor }: Pick<Contract, "vendor">): Conditions => ({
  StringEquals: { [`aws:ResourceTag/${vendorTag}`]: vendor },
});

/** A thing that another vendor's tag is on is not taken over; a new one has none yet. */
export const notAnothers = ({ vendor }: Pick<Contract, "vendor">): Conditions => ({
  StringEqualsIfExists: { [`aws:ResourceTag/${vendorTag}`]: vendor },
});

export const allow = (
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: Conditions,
): StatementJson => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition !== undefined && { Condition }),
});
