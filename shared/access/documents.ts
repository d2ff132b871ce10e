import { readFileSync } from "node:fs";
import { BadInput } from "../model/errors.ts";
import { fill } from "./fill.ts";
import { limits, sizeOf } from "./sizes.ts";
import type { PolicyValues } from "./values.ts";
import { withoutEndpoint, withProject } from "./variants.ts";

/** What keeps people apart: their team, or their team and within it their project. */
export type Border = readonly ("team" | "project")[];

/** `studio/developer`, `org/guard-tags`: a document under policies/, filled, as JSON. Throws BadInput where IAM would not take it. */
export const policyDocument = (name: string, values: PolicyValues, border: Border = ["team"]): string => {
  const written = readFileSync(new URL(`../../policies/${name}.json`, import.meta.url), "utf8");
  const bordered = border.includes("project") ? withProject(written) : written;
  const text = values["vpc-endpoint"] === undefined ? withoutEndpoint(bordered) : bordered;
  const filled = fill(`policies/${name}.json`, text, { "file-systems": noFileSystems, ...values });
  const limit = limitOf(name);
  if (sizeOf(filled) <= limit) return filled;
  throw new BadInput(`policies/${name}.json: ${sizeOf(filled)} characters; allowed: ${limit}`);
};

/** No file system is called so. */
const noFileSystems: readonly string[] = ["none"];

const limitOf = (name: string): number => {
  if (name.startsWith("org/")) return limits.scp;
  return name.includes("/trust-") ? limits.trust : limits.managed;
};
