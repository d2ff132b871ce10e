import type { Signal } from "./signal.ts";
import { takenFrom } from "./support/taken.ts";

/** One account's owner published records that have it in the first spelling; none with another was found. */
const spellings = ["externalId", "externalID", "ExternalId"];

export const externalIdMissing: Signal = {
  id: "external-id-missing",
  severity: "high",
  why: "The role was taken without its external id, so its trust policy no longer asks for one: any customer of the vendor can have the vendor act here.",
  blind:
    "AWS does not document how CloudTrail spells the field; `externalId` is what the few published records have. Says nothing where the record has no parameters. A denied AssumeRole of another account is not logged: nobody sees external ids being guessed.",
  falsePositives:
    "Should CloudTrail leave the field out in your account, put the signal into the contract's `expects`; `vendors audit` reads the trust policy itself.",
  attack: ["T1199"],
  needs: "management",
  detect(seen) {
    const { act, watched } = seen;
    const isVendors = takenFrom(seen) !== undefined && act.principal.type === "AWSAccount";
    if (!isVendors || watched.contract === undefined || !act.requestComplete) return undefined;
    const has = spellings.some((spelling) => Object.hasOwn(act.request, spelling));
    return has ? [] : ["the role was taken without an external id"];
  },
};
