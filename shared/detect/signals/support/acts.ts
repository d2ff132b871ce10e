import type { Contract } from "../../../model/contract.ts";
import { type Severity, severities } from "../../../model/finding.ts";
import type { VendorAct } from "../../../model/vendor-act.ts";
import type { SeenAct } from "../signal.ts";

/** What the vendor does: with the role's session, one taken from it, or a user or key that it made. */
export const isVendors = ({ watched: { how } }: Pick<SeenAct, "watched">): boolean =>
  how === "session" || how === "chained" || how === "minted";

/** A few failed calls carry only the message; `responseElements` proves nothing: some succeed with null. */
export const hasFailed = (act: VendorAct): boolean => act.errorCode !== undefined || act.errorMessage !== undefined;

/** `AccessDenied`, `Client.UnauthorizedOperation`, `UnauthorizedException`, …: each service has its own spelling. */
export const wasDenied = (act: VendorAct): boolean =>
  /AccessDenied|Unauthori[sz]ed|NotAuthori[sz]ed|Forbidden/i.test(act.errorCode ?? "");

/** Lambda and CloudFront write a version behind the operation: `CreateFunction20150331`, `UpdateFunctionCode20150331v2`, `CreateFunction2020_05_31`. */
export const operationOf = ({ eventName }: Pick<VendorAct, "eventName">): string =>
  eventName.replace(/(\d{8}|\d{4}_\d{2}_\d{2})(v\d+)?$/, "");

/** Whether the vendor was registered for a service. Nobody's contract declares nothing. */
export const declares = (contract: Contract | undefined, service: string): boolean =>
  contract?.services.includes(service) === true;

/** One step less: nothing came of it. */
export const lowered = (severity: Severity): Severity =>
  severities[Math.max(severities.indexOf(severity) - 1, severities.indexOf("low"))] ?? severity;

/** Text of a record in a sentence: no control characters, no endless names. */
export const shown = (text: string, longest = 160): string => {
  const plain = text.replaceAll(/\p{C}/gu, "·");
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
};
