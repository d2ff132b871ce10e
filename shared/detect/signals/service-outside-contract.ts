import type { Contract } from "../../model/contract.ts";
import type { VendorAct } from "../../model/vendor-act.ts";
import { fieldsAt, textAt } from "../../normalise/fields.ts";
import type { Signal } from "./signal.ts";
import { hasFailed } from "./support/acts.ts";
import { isCall } from "./support/principal-acts.ts";

/** Other signals look at these: roles that are taken, the console. */
const elsewhere: readonly string[] = ["sts", "signin"];

export const serviceOutsideContract: Signal = {
  id: "service-outside-contract",
  severity: "high",
  why: "The vendor uses a service that it was not registered for: its role may do more than was agreed, and somebody found that out.",
  blind: "Data events of services other than S3. What a service does for the session is the service's.",
  falsePositives: "A new part of the vendor's product: ask, then add it to `services`. A denied call is medium.",
  attack: ["T1078.004", "T1580"],
  needs: "management",
  detect(seen) {
    const { act, watched } = seen;
    const isOwn = watched.how === "session" && watched.contract !== undefined && isCall(seen);
    if (!isOwn || watched.contract === undefined || elsewhere.includes(act.service)) return undefined;
    if (isDeclared(act, watched.contract)) return [];
    const { services } = watched.contract;
    return [
      `${act.service}:${act.eventName}${hasFailed(act) ? ", which failed" : ""}; the contract names ${services.join(", ")}`,
    ];
  },
  severityOf: ({ act }) => (hasFailed(act) ? "medium" : "high"),
};

const isDeclared = (act: VendorAct, { services, secrets }: Contract): boolean =>
  services.includes(act.service) ||
  (act.service === "secretsmanager" && secrets.length > 0) ||
  (services.includes("s3") && isForObject(act));

/** S3 asks KMS for the key of an encrypted object with the vendor's session, and names the object in the context. */
const isForObject = ({ service, eventName, request }: VendorAct): boolean =>
  service === "kms" &&
  /^(Decrypt|GenerateDataKey)$/.test(eventName) &&
  textAt(fieldsAt(request, "encryptionContext"), "aws:s3:arn") !== undefined;
