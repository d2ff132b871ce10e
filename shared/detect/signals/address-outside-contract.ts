import { inRange } from "../../model/address.ts";
import type { Signal } from "./signal.ts";
import { addressOf } from "./support/principal-acts.ts";

export const addressOutsideContract: Signal = {
  id: "address-outside-contract",
  severity: "high",
  why: "The vendor said from where it calls. From anywhere else its credentials are in somebody else's hands, or its software runs where nobody agreed to.",
  blind:
    "Calls that an AWS service makes for the session show the service's name. Objects that are read are recorded by data events only.",
  falsePositives:
    "The vendor's pool of addresses changed, or it calls through a VPC endpoint of yours, from a private address: `sourceIps` of the contract.",
  attack: ["T1078.004"],
  needs: "management",
  detect(seen) {
    const ranges = seen.watched.contract?.sourceIps ?? [];
    const address = addressOf(seen);
    if (ranges.length === 0 || address === undefined) return undefined;
    return ranges.some((range) => inRange(address, range))
      ? []
      : [`from ${address}; the contract names ${ranges.join(", ")}`];
  },
};
