import type { Recorded } from "../model/activity.ts";
import { formatArn, parseArn } from "../model/arn.ts";
import { PoisonRecord } from "../model/errors.ts";
import type { Kind } from "../sagemaker/kind.ts";
import { kindOfArn } from "../sagemaker/kinds.ts";
import { type Fields, fieldsAt, isFields, listAt, lowered, textAt } from "./fields.ts";

/** Names that can stand in an ARN without changing what it names. */
const nameForm = /^[A-Za-z0-9][\w.+=,@-]{0,255}$/;
/** A type and a name, without blanks, control characters or wildcards: this text goes into requests and messages. */
const resourceForm = /^[a-zA-Z][a-zA-Z-]*\/[\w.+=,@:/-]+$/;

type Place = Pick<Recorded, "account" | "region" | "partition">;

/** A SageMaker ARN of this account and region, else `PoisonRecord` naming the field. */
export const checkedArn = (arn: string, place: Place, field: string): string => {
  const parsed = parseArn(arn);
  if (parsed?.service !== "sagemaker" || !resourceForm.test(parsed.resource))
    throw new PoisonRecord(`${field}: expected the ARN of a SageMaker resource`);
  if (parsed.account !== place.account) throw new PoisonRecord(`${field}: names another account than the record`);
  if (parsed.region !== place.region) throw new PoisonRecord(`${field}: names another region than the record`);
  return arn;
};

/** Whether the text is a SageMaker ARN of this account and region. */
export const isArnHere = (arn: string | undefined, place: Place): arn is string => {
  const parsed = arn === undefined ? undefined : parseArn(arn);
  const here = parsed?.account === place.account && parsed.region === place.region;
  return here && parsed.service === "sagemaker" && resourceForm.test(parsed.resource);
};

/** ARNs of `resources[]`; the key is `ARN`, in some records `arn`. */
export const listedArns = (record: Fields): readonly string[] =>
  listAt(record, "resources").flatMap((entry) => {
    const arn = isFields(entry) ? (textAt(entry, "ARN") ?? textAt(entry, "arn")) : undefined;
    return arn === undefined ? [] : [arn];
  });

/**
 * The ARN of what a record created: the answer's, because SageMaker lowers some names; else the one that the service adds
 * to the request or the event's details; else from `resources`; else made from the request.
 */
export const createdArn = (record: Fields, kind: Kind, request: Fields, place: Place): string => {
  const details = lowered(fieldsAt(record, "serviceEventDetails"));
  for (const [field, source] of [
    ["responseElements", fieldsAt(record, "responseElements")],
    ["requestParameters", request],
    ["serviceEventDetails", details],
  ] as const) {
    const arn = kind.answer === null ? undefined : textAt(source, kind.answer);
    if (arn !== undefined) return checkedArn(arn, place, `${field}.${kind.answer}`);
  }
  const listed = listedArns(record).find((arn) => kindOfArn(arn)?.type === kind.type);
  if (listed !== undefined) return checkedArn(listed, place, "resources[].ARN");
  return madeArn(kind, { ...details, ...request }, place);
};

/** The ARN from the request's names. Throws `PoisonRecord` where only the answer could tell it. */
export const madeArn = (kind: Kind, request: Fields, place: Place): string => {
  if (kind.template === null)
    throw new PoisonRecord(`responseElements.${kind.answer}: absent, and the service makes the id of a ${kind.kind}`);
  const resource = kind.template.replace(/\{([^}]+)\}/g, (_, keys: string) => {
    const name = keys.split("|").flatMap((key) => textAt(request, key) ?? [])[0];
    if (name === undefined || !nameForm.test(name))
      throw new PoisonRecord(`requestParameters.${keys}: expected a name, because the answer holds no ARN`);
    return name;
  });
  return formatArn({ ...place, service: "sagemaker", resource });
};
