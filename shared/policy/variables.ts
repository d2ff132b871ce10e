import type { Lookup } from "./context.ts";
import { literal } from "./glob.ts";
import type { PolicyDocument } from "./model.ts";

/** A text of a policy after its variables took their values. */
export type Resolved =
  | { type: "text"; plain: string; glob: string; rawGlob: string; isUnsure: boolean }
  /** A variable without a value, which nothing equals. */
  | { type: "null" }
  /** AWS documents no answer: a key of several values, or an opening without an end. */
  | { type: "unknown" };

export interface Scene {
  lookup: Lookup;
  version: PolicyDocument["version"];
}

/** `escape`: `${*}`, which is text whatever AWS does with the values of others. */
type Part = { text: string; from: "policy" | "escape" | "value" } | { type: "null" | "unknown" };

/**
 * `plain` for operators that compare, `glob` for those with wildcards: what a variable brings is text in it, and a wildcard in
 * `rawGlob`, because AWS does not say which. `isUnsure`: a variable was empty, which AWS may take as missing.
 */
export const resolve = (written: string, { lookup, version }: Scene): Resolved => {
  if (version !== "2012-10-17" || !written.includes("${")) {
    return { type: "text", plain: written, glob: written, rawGlob: written, isUnsure: false };
  }
  const parts = [...written.matchAll(/\$\{([^{}]*)\}|\$\{|\$|[^$]+/g)].map(([text, name]) =>
    name === undefined ? plainPart(text) : valueFrom(name, lookup),
  );
  const bad = parts.filter((part) => "type" in part);
  if (bad.length > 0) return bad.find(({ type }) => type === "null") ?? { type: "unknown" };
  const texts = parts.filter((part) => "text" in part);
  return {
    type: "text",
    plain: texts.map(({ text }) => text).join(""),
    glob: texts.map(({ text, from }) => (from === "policy" ? text : literal(text))).join(""),
    rawGlob: texts.map(({ text, from }) => (from === "escape" ? literal(text) : text)).join(""),
    isUnsure: texts.some(({ text, from }) => from === "value" && text === ""),
  };
};

const plainPart = (text: string): Part => (text === "${" ? { type: "unknown" } : { text, from: "policy" });

const valueFrom = (name: string, lookup: Lookup): Part => {
  if (["*", "?", "$"].includes(name)) return { text: name, from: "escape" };
  const { key, fallback } = withFallback(name);
  const found = lookup(key);
  if (found === undefined) return fallback === undefined ? { type: "null" } : { text: fallback, from: "value" };
  const [value, ...more] = found.values;
  return value === undefined || more.length > 0 || found.isUnsure
    ? { type: "unknown" }
    : { text: value, from: "value" };
};

/** `key, 'default'`. A key without a default may have a comma of its own. */
const withFallback = (name: string): { key: string; fallback: string | undefined } => {
  const comma = name.indexOf(",");
  const quoted = comma < 0 ? "" : name.slice(comma + 1).trim();
  const hasFallback = quoted.length > 1 && quoted.startsWith("'") && quoted.endsWith("'");
  return hasFallback
    ? { key: name.slice(0, comma).trim(), fallback: quoted.slice(1, -1) }
    : { key: name.trim(), fallback: undefined };
};
