import { PoisonRecord } from "../model/errors.ts";

/** DynamoDB's item limit is 400 KB, keys and attributes beside the document included. */
const documentLimit = 350_000;
const stringLimit = 2_048;
const listLimit = 200;

/**
 * A row as JSON. Long strings are cut, long lists lose their middle: a row's story is in its beginning and its end.
 * Throws `PoisonRecord` when it is too large all the same.
 */
export const toDocument = (value: unknown): string => whole(JSON.stringify(value, (_, part: unknown) => cut(part)));

/** The same of a row that bounds itself: nothing is cut. */
export const toWholeDocument = (value: unknown): string => whole(JSON.stringify(value));

const whole = (document: string): string => {
  const size = Buffer.byteLength(document);
  if (size > documentLimit) throw new PoisonRecord(`a ledger row would have ${size} bytes, at most ${documentLimit}`);
  return document;
};

const cut = (part: unknown): unknown => {
  if (typeof part === "string" && part.length > stringLimit) return `${part.slice(0, stringLimit - 1)}…`;
  if (Array.isArray(part) && part.length > listLimit) return [...part.slice(0, 20), ...part.slice(20 - listLimit)];
  return part;
};
