import { hasFailed } from "../../detect/signals/support/acts.ts";
import { bucketOf, isS3, keyOf } from "../../detect/signals/support/objects.ts";
import type { VendorAct } from "../../model/vendor-act.ts";
import { createdBy } from "../../vendors/access/created.ts";
import type { EvidenceCall } from "./calls.ts";

const most = { touched: 20, depth: 6 };

/** A record as one line of the incident document. Nothing of a request but the ARNs and the object that it names: the rest may be a secret. */
export const evidenceCall = (act: VendorAct): EvidenceCall => {
  const { principal, at, eventId, eventName, eventSource, region, sourceIp } = act;
  const made = createdBy(act).map(({ type, id }) => ({ type, id }));
  return {
    ...{ at, eventId, eventName, eventSource, region, sourceIp },
    by: principal.arn ?? principal.invokedBy ?? principal.principalId ?? principal.type,
    accessKeyId: principal.accessKeyId,
    // A few failed calls have a message only.
    errorCode: act.errorCode ?? (hasFailed(act) ? "Failed" : undefined),
    touched: touchedBy(act),
    ...(made.length > 0 ? { made } : {}),
  };
};

const arnForm = /^arn:[\w-]{1,20}:[\w.-]{1,40}:[\w-]{0,40}:\d{0,20}:\S{1,700}$/;

const touchedBy = (act: VendorAct): readonly string[] => {
  const named = act.resources.flatMap(({ arn }) => arn ?? []);
  const found = [...named, ...objectOf(act), ...arnsIn(act.request, most.depth)].filter((arn) => arnForm.test(arn));
  return [...new Set(found)].slice(0, most.touched);
};

const objectOf = (act: VendorAct): readonly string[] => {
  const bucket = isS3(act) ? bucketOf(act) : undefined;
  if (bucket === undefined) return [];
  const key = keyOf(act);
  return [`arn:${act.partition}:s3:::${bucket}${key ? `/${key}` : ""}`];
};

const arnsIn = (value: unknown, depth: number): readonly string[] => {
  if (typeof value === "string") return value.startsWith("arn:") ? [value] : [];
  if (typeof value !== "object" || value === null || depth === 0) return [];
  return Object.values(value)
    .slice(0, 50)
    .flatMap((each) => arnsIn(each, depth - 1));
};
