import type { NamedPolicy, Request } from "#shared/policy/model.ts";
import { redactorOf } from "#shared/restore/redact.ts";

/** Hides external ids, those of the policies and the one that is asked with. The same one is always the same mark. */
export interface Redact {
  /** One line of JSON. */
  statement(statement: unknown): string;
  /** Of a condition's key; of a resource or a principal without one. */
  values(key: string | undefined, values: readonly string[]): readonly string[];
  context(context: Request["context"]): Request["context"];
}

export const redactOf = (policies: readonly NamedPolicy[], { context }: Pick<Request, "context">): Redact => {
  const redactor = redactorOf([...policies.map(({ policy }) => policy.text), JSON.stringify(context)]);
  const through = <Value>(value: Value): Value => JSON.parse(redactor.document(JSON.stringify(value)));
  return {
    statement: (statement) => JSON.stringify(through(statement)),
    values: (key = "", values) => through({ [key]: values })[key] ?? values.map(redactor.text),
    context: (given) => through(given),
  };
};
