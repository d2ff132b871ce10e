import { classify } from "../act/classify.ts";
import type { GapLookup } from "../edges.ts";
import { parseArn } from "../model/arn.ts";

type Reading = { records: readonly string[]; isComplete: boolean };
type Span = { region: string; from: string; to: string };
type GapEntry = Awaited<ReturnType<GapLookup["between"]>>[number];

/** What opens, starts, stops, changes or deletes a resource. */
const telling = /^(CreatePresigned|Start|Stop|Delete|Update)/;
const shownMost = 25;

/**
 * What was done to one resource in a span of time, from CloudTrail's event history, which lags by up to 15 minutes.
 * Never throws: a notice must not wait for its details, so a failed reading is an entry itself.
 */
export const gapLookup = (read: (span: Span) => Promise<Reading>): GapLookup => ({
  between: async ({ arn }, from, to) => {
    const note = (eventName: string): GapEntry => ({ at: to, eventName, principal: "unknown" });
    try {
      const { records, isComplete } = await read({ region: parseArn(arn)?.region ?? "", from, to });
      const found = records.flatMap((text) => entryOf(text, arn)).slice(0, shownMost);
      return isComplete ? found : [...found, note("the rest of the event history was not read")];
    } catch (error) {
      return [note(`the event history could not be read: ${classify(error).reason}`)];
    }
  },
});

const entryOf = (text: string, arn: string): GapEntry[] => {
  const record = parsed(text);
  const eventName = textOf(record.eventName);
  if (!telling.test(eventName) || record.errorCode !== undefined || !names(record.requestParameters, arn)) return [];
  const { arn: caller, type } = (record.userIdentity ?? {}) as Record<string, unknown>;
  return [{ at: textOf(record.eventTime), eventName, principal: textOf(caller) || textOf(type) }];
};

const parsed = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Whether the request's own values name the resource, by its ARN or by every part of its name. */
const names = (request: unknown, arn: string): boolean => {
  if (typeof request !== "object" || request === null) return false;
  const values = new Set(Object.values(request).filter((value) => typeof value === "string"));
  const [, ...parts] = parseArn(arn)?.resource.split("/") ?? [];
  return values.has(arn) || (parts.length > 0 && parts.every((part) => values.has(part)));
};
