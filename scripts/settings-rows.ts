import type * as z from "zod/mini";

/** One setting as the schema describes it. */
export interface SettingRow {
  /** `people.*.team`, `exemptions[].until`. */
  path: string;
  allowed: string;
  required: boolean;
  /** As YAML's flow style writes it; undefined: none. */
  fallback: string | undefined;
}

type Schema = z.core.$ZodType;
type Def = {
  type: string;
  innerType?: Schema;
  shape?: Record<string, Schema>;
  valueType?: Schema;
  element?: Schema;
  options?: readonly Schema[];
  entries?: Record<string, string>;
  defaultValue?: unknown;
  error?: (issue: object) => string;
};

const defOf = (schema: Schema): Def => schema._zod.def as unknown as Def;

const simple: Readonly<Record<string, string>> = {
  string: "text",
  boolean: "true, false",
  number: "a whole number",
  object: "a map",
  record: "a map",
  unknown: "anything",
};

const allowedBy = (schema: Schema): string => {
  const { type, innerType, element, options, entries, error } = defOf(schema);
  if (innerType) return allowedBy(innerType);
  if (entries) return Object.values(entries).join(", ");
  if (options) return options.map(allowedBy).join(", or ");
  if (element) return `a list: ${allowedBy(element)}`;
  return error?.({ code: "invalid_type" }) ?? simple[type] ?? type;
};

const fallbackOf = (schema: Schema): string | undefined => {
  const { type, defaultValue } = defOf(schema);
  return type === "default" ? JSON.stringify(defaultValue) : undefined;
};

const unwrap = (schema: Schema): Schema => {
  const { innerType } = defOf(schema);
  return innerType ? unwrap(innerType) : schema;
};

const inside = (schema: Schema, path: string): SettingRow[] => {
  const { shape, valueType, element, options } = defOf(unwrap(schema));
  if (shape) {
    return Object.entries(shape).flatMap(([key, inner]) => rowsOf(inner, path === "" ? key : `${path}.${key}`));
  }
  if (valueType) return inside(valueType, `${path}.*`);
  if (element) return inside(element, `${path}[]`);
  // A map, or the same as a list: what stands in each is said once.
  const isMap = options?.[0] !== undefined && defOf(options[0]).valueType !== undefined;
  return (isMap ? options.slice(0, 1) : (options ?? [])).flatMap((option) => inside(option, path));
};

const rowsOf = (schema: Schema, path: string): SettingRow[] => [
  {
    path,
    allowed: allowedBy(schema),
    required: !["optional", "default", "prefault"].includes(defOf(schema).type),
    fallback: fallbackOf(schema),
  },
  ...inside(schema, path),
];

/** Every setting below this schema, in the schema's order. */
export const settingRows = (schema: Schema): SettingRow[] => inside(schema, "");
