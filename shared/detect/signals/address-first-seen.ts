import { isPublic } from "../../vendors/watch/address.ts";
import type { Signal } from "./signal.ts";
import { firstSeen } from "./support/first-seen.ts";
import { addressOf } from "./support/principal-acts.ts";

/** A role that comes from so few networks has an address of its own: another one is remarkable. */
const few = 3;

export const addressFirstSeen: Signal = {
  id: "address-first-seen",
  severity: "medium",
  why: "The role is used from a network from which it was never used before: its credentials may be elsewhere.",
  blind:
    "Networks are compared (/24, or /48 of version 6), and not whose they are or in which country. Says nothing until the role's habits are learnt, and nothing of a vendor that roams. `sourceIps` of the contract says it for certain.",
  falsePositives:
    "The vendor's gateway or cloud gave it another address. Low where the role has come from more than three networks, or nobody registered it.",
  attack: ["T1078.004"],
  needs: "management",
  learnt: true,
  detect(seen) {
    const address = addressOf(seen);
    const isCertain = (seen.watched.contract?.sourceIps.length ?? 0) > 0;
    if (address === undefined || !isPublic(address) || isCertain) return undefined;
    return firstSeen(seen, "address") === undefined ? [] : [`from ${address}, a network that the role never came from`];
  },
  severityOf: ({ before, watched }) =>
    watched.registered && Object.keys(before.seen.address).length <= few ? "medium" : "low",
};
