import * as z from "zod/mini";
import { settingsSchema } from "../shared/model/settings.ts";
import { meanings } from "../shared/settings/meanings.ts";

export const schemaPath = "docs/sagewarden.schema.json";

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

/** Puts the meanings in. The schemas of leaves are shared between settings, so it is done in the finished tree. */
const describe = (node: unknown, path: string): void => {
  if (!isNode(node)) return;
  const meaning = meanings[path];
  if (meaning !== undefined) node.description = meaning.replaceAll("`", "");
  const { properties, additionalProperties, items, anyOf } = node;
  for (const [key, inner] of Object.entries(properties ?? {})) describe(inner, path === "" ? key : `${path}.${key}`);
  describe(additionalProperties, `${path}.*`);
  describe(items, `${path}[]`);
  for (const branch of Array.isArray(anyOf) ? anyOf : []) describeInside(branch, path);
};

/** A branch of a union is the same setting: only what lies inside it is described. */
const describeInside = (branch: unknown, path: string): void => {
  describe(branch, path);
  if (isNode(branch)) delete branch.description;
};

/** The JSON Schema by which editors complete and check `sagewarden.yaml`. */
export const generateSchema = (): string => {
  const schema: Node = JSON.parse(JSON.stringify(z.toJSONSchema(settingsSchema, { io: "input" })));
  describe(schema, "");
  return `${JSON.stringify({ title: "sagewarden.yaml", ...schema }, null, 2)}\n`;
};
