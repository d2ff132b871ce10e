import type { VendorAct, Watched } from "../../../model/vendor-act.ts";
import { declares, operationOf, wasDenied } from "./acts.ts";
import { bucketOf, isRead, isS3, namesNoBucket, scopeOf } from "./objects.ts";

const looking =
  /^(List|Get|Describe|Search|Lookup|BatchGet|Simulate|GenerateCredentialReport|GenerateServiceLastAccessed)/;
/** Tokens and secrets are more than a look, and data events are work. */
const more =
  /^Get(FederationToken|SessionToken|SigninToken|AuthorizationToken|SecretValue|Parameters?|PasswordData|Object\w*)$/;

/** A look at what the account has, in a service that the contract does not name: `iam ListRoles`. */
export const discovered = (act: VendorAct, { contract }: Watched): string | undefined => {
  const operation = operationOf(act);
  const isLook = looking.test(operation) && !more.test(operation) && act.readOnly !== false && act.category !== "data";
  return isLook && !declares(contract, act.service) ? `${act.service} ${operation}` : undefined;
};

/** The bucket that a read asks about where it is none of the contract's, `*` where all are listed. */
export const bucketAsked = (act: VendorAct, { contract }: Watched): string | undefined => {
  if (!isS3(act) || !isRead(act)) return undefined;
  if (namesNoBucket(contract)) return undefined;
  if (operationOf(act) === "ListBuckets") return "*";
  const bucket = bucketOf(act);
  return bucket === undefined || scopeOf(contract, { bucket, place: undefined }, "read") !== undefined
    ? undefined
    : bucket;
};

export const denied = (act: VendorAct): string | undefined =>
  wasDenied(act) ? `${act.service} ${operationOf(act)}` : undefined;
