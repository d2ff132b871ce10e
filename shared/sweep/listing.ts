import type { ResourceRef } from "../model/activity.ts";
import { parseArn } from "../model/arn.ts";
import { PoisonRecord } from "../model/errors.ts";
import { isoAt, recordedTime } from "../model/time.ts";
import { type Fields, isFields, listAt, lowered, textAt } from "../normalise/fields.ts";
import { isArnHere, madeArn } from "../normalise/resource-arn.ts";
import { kindOfArn } from "../sagemaker/kinds.ts";
import type { List } from "./lists.ts";

/** One existing resource, as a list tells of it. */
export interface Listed extends ResourceRef {
  name: string;
  /** ISO 8601; absent where the list does not tell. */
  createdAt?: string;
  status?: string;
}

interface Place {
  account: string;
  region: string;
  partition: string;
}

/**
 * What one page of a list tells. `strange`: summaries that name no resource of this account, each as one sentence; others'
 * (the public hub, what is shared with us) are simply not ours and left out.
 */
export const readPage = (list: List, answer: unknown, place: Place): { found: Listed[]; strange: string[] } => {
  const found: Listed[] = [];
  const strange: string[] = [];
  for (const summary of listAt(isFields(answer) ? answer : {}, list.items)) {
    try {
      const one = readSummary(list, isFields(summary) ? summary : {}, place);
      if (one) found.push(one);
    } catch (error) {
      if (!(error instanceof PoisonRecord)) throw error;
      strange.push(`${list.call}: ${error.message}`);
    }
  }
  return { found, strange };
};

const readSummary = (list: List, summary: Fields, place: Place): Listed | undefined => {
  const arn = arnOf(list, summary, place);
  if (!isArnHere(arn, place)) {
    if (parseArn(arn)?.service === "sagemaker") return undefined;
    throw new PoisonRecord(`${list.items}[].${list.arn}: expected the ARN of a SageMaker resource`);
  }
  const createdAt = list.created === null ? undefined : timeAt(summary[list.created]);
  const status = list.status === null ? undefined : textAt(summary, list.status);
  return {
    arn,
    kind: kindOfArn(arn)?.kind ?? list.kind.kind,
    name: (list.name === null ? undefined : textAt(summary, list.name)) ?? arn.slice(arn.lastIndexOf("/") + 1),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(status === undefined ? {} : { status }),
  };
};

/** Apps, spaces, user profiles and inference experiments are listed without their ARN: it is made as for a record without one. */
const arnOf = (list: List, summary: Fields, place: Place): string =>
  list.arn === null ? madeArn(list.kind, lowered(summary), place) : (textAt(summary, list.arn) ?? "");

/** The SDK gives a date; a list that is newer than it the service's own seconds since 1970. */
const timeAt = (value: unknown): string | undefined => {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : isoAt(value.getTime());
  return recordedTime(typeof value === "number" ? Math.round(value * 1_000) : value);
};
