import { isObject } from "../../policy/read-statement.ts";

/** A synthesized template's values: what CloudFormation would put in their place, as far as the template itself tells. */
export type Resolve = (value: unknown) => unknown;

interface Known {
  /** By name: pseudo parameters, and what `Ref` of a resource answers. */
  refs: ReadonlyMap<string, string>;
  /** `<resource>.<attribute>` */
  attributes: ReadonlyMap<string, string>;
}

/** What is not known stays a text that no policy means. */
const unknown = (what: unknown): string => `unresolved-${JSON.stringify(what).replaceAll(/[^\w]+/g, "-")}`;

export const resolver = ({ refs, attributes }: Known): Resolve => {
  const named = (name: string): string => refs.get(name) ?? attributes.get(name) ?? unknown(name);
  const text = (value: unknown): string => {
    const resolved = resolve(value);
    return typeof resolved === "string" ? resolved : unknown(value);
  };
  const functions: Readonly<Record<string, (argument: unknown) => unknown>> = {
    Ref: (name) => named(String(name)),
    "Fn::GetAtt": (path) => named(Array.isArray(path) ? path.join(".") : String(path)),
    "Fn::Join": (argument) => {
      const [separator, parts] = Array.isArray(argument) ? argument : [];
      return Array.isArray(parts) ? parts.map(text).join(String(separator)) : unknown(argument);
    },
    "Fn::Sub": (argument) => {
      const [form, more] = Array.isArray(argument) ? argument : [argument, {}];
      // `${!…}` is text: IAM's own variables.
      return String(form).replaceAll(/\$\{(!?)([^{}]+)\}/g, (_, literal: string, name: string) => {
        if (literal !== "") return `\${${name}}`;
        return isObject(more) && Object.hasOwn(more, name) ? text(more[name]) : named(name);
      });
    },
  };
  const resolve: Resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve);
    if (!isObject(value)) return value;
    const [[name, argument] = [], ...others] = Object.entries(value);
    const known = name === undefined || others.length > 0 ? undefined : functions[name];
    if (known !== undefined) return known(argument);
    if (name?.startsWith("Fn::") && others.length === 0) return unknown(value);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(each)]));
  };
  return resolve;
};
