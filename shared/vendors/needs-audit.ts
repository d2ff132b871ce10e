import type { Settings } from "../model/settings.ts";
import type { VendorAct } from "../model/vendor-act.ts";
import { textAt } from "../normalise/fields.ts";
import { readPolicy } from "../policy/read.ts";
import { outsidersOf } from "./trust/outsiders.ts";

/** What of an act of IAM's may make a role a vendor's, or change what a vendor's may do, though it names no role that is watched. */
export type AuditCause = { type: "trust" } | { type: "policy"; arn: string };

const trusts: Readonly<Record<string, string>> = {
  CreateRole: "assumeRolePolicyDocument",
  UpdateAssumeRolePolicy: "policyDocument",
};
const versions: readonly string[] = ["CreatePolicyVersion", "SetDefaultPolicyVersion", "DeletePolicyVersion"];

/** Undefined where it is nothing of these. A trust that is not in the record may admit anybody. */
export const auditCause = (act: VendorAct, settings: Settings): AuditCause | undefined => {
  if (act.service !== "iam" || act.errorCode !== undefined) return undefined;
  if (versions.includes(act.eventName)) {
    const arn = textAt(act.request, "policyArn");
    return arn === undefined ? undefined : { type: "policy", arn };
  }
  const key = Object.hasOwn(trusts, act.eventName) ? trusts[act.eventName] : undefined;
  return key !== undefined && mayAdmitOutsiders(act.request[key], act, settings) ? { type: "trust" } : undefined;
};

const mayAdmitOutsiders = (document: unknown, act: VendorAct, settings: Settings): boolean => {
  const { account, partition, at } = act;
  const trust = readPolicy(document, "trust").document;
  if (trust === undefined) return true;
  const vendorAccounts = new Set(Object.values(settings.vendors).flatMap(({ accounts }) => accounts));
  const { organization } = settings;
  return outsidersOf(trust, { account, partition, organization, vendorAccounts, now: at }).length > 0;
};
