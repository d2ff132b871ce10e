import { BadInput } from "../../model/errors.ts";

/** One saved document, or one answer of a live account. */
export interface FactDocument {
  /** The file's name, or the API call. */
  name: string;
  /** Text as it was saved, or what an SDK gave. */
  content: string | object;
}

const allowed = "allowed: whole JSON documents, one or several after each other";

/** The JSON values of a text: usually one; pages that were appended to one file are several. Throws BadInput, with the place. */
export const parseValues = (name: string, text: string): readonly unknown[] => {
  try {
    return [JSON.parse(text)];
  } catch {
    return valuesIn(name, text);
  }
};

const valuesIn = (name: string, text: string): readonly unknown[] => {
  const values: unknown[] = [];
  for (const { from, to } of spans(name, text)) {
    const span = text.slice(from, to);
    try {
      values.push(JSON.parse(span));
    } catch (error) {
      throw new BadInput(`${placeIn(name, text, from + faultIn(span, error))}: this is no JSON; ${allowed}`);
    }
  }
  if (values.length === 0) throw new BadInput(`${name}: it is empty; ${allowed}`);
  return values;
};

/** Commas and white space, text in quotes, a bracket, or anything else up to the next of these. Only a quote alone is none. */
const token = /[\s,]+|"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]|[^\s,"{}[\]]+/gsy;
const word = /^:*(?:true|false|null|-?\d[\d.eE+-]*)?$/;

/** Where it is no JSON. The error's message tells it for some faults only, and quotes the text, which may hold a secret. */
const faultIn = (span: string, error: unknown): number => {
  const told = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  if (told !== undefined) return Number(told);
  for (const { 0: found, index } of span.matchAll(token))
    if (/^[^\s,"{}[\]]/.test(found) && !word.test(found)) return index;
  return 0;
};

interface Span {
  from: number;
  to: number;
}

/** Where each object or list at the top begins and ends. */
function* spans(name: string, text: string): Generator<Span> {
  let [depth, from, read] = [0, 0, 0];
  for (const { 0: found, index } of text.matchAll(token)) {
    read = index + found.length;
    const step = depthOf(found);
    if (depth === 0 && step < 1 && /[^\s,]/.test(found)) throw noBegin(name, text, index);
    if (depth === 0 && step === 1) from = index;
    depth += step;
    if (depth === 0 && step === -1) yield { from, to: read };
  }
  if (depth > 0) {
    const begin = placeIn("", text, from).split(":")[1];
    const what = `the document ends here, in the middle of what begins in line ${begin}`;
    throw new BadInput(`${placeIn(name, text, text.length)}: ${what}; ${allowed}`);
  }
  if (read < text.length) throw noBegin(name, text, read);
}

const depthOf = (found: string): -1 | 0 | 1 => {
  if (found === "{" || found === "[") return 1;
  return found === "}" || found === "]" ? -1 : 0;
};

const noBegin = (name: string, text: string, at: number): BadInput =>
  new BadInput(`${placeIn(name, text, at)}: neither an object nor a list begins here; ${allowed}`);

/** `file:line:column`, from 1. */
const placeIn = (name: string, text: string, offset: number): string => {
  const before = text.slice(0, offset);
  const lines = before.split("\n");
  return `${name}:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
};
