import * as z from "zod/mini";
import type { NamedPolicy, Statement, StatementRef } from "../policy/model.ts";
import { statementName } from "../policy/statement-name.ts";
import { type ActionNames, expand, isWildcard } from "./expand.ts";

/** What the wildcards of our policies caught when somebody last looked: IAM's data grows under them. */
export const lockForm = z.strictObject({
  /** Of IAM's data. */
  version: z.string(),
  /** The actions of each pattern. */
  patterns: z.record(z.string(), z.array(z.string())),
  /** By document and statement: the patterns. */
  documents: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
});
export type ActionsLock = z.infer<typeof lockForm>;

/** An action that a wildcard catches, and that nobody has accepted. */
export interface Drift {
  statement: StatementRef;
  effect: Statement["effect"];
  pattern: string;
  /** Undefined: the wildcard itself is new. */
  action: string | undefined;
}

interface Wildcard {
  statement: StatementRef;
  effect: Statement["effect"];
  pattern: string;
  actions: readonly string[];
}

/** `*` alone catches whatever there will be, and says so. */
const wildcardsIn = ({ name, policy }: NamedPolicy, names: ActionNames): readonly Wildcard[] =>
  (policy.document?.statements ?? []).flatMap(({ index, sid, effect, actions = [], notActions = [] }) =>
    [...actions, ...notActions].filter(isWildcard).flatMap((pattern) => {
      const caught = expand(pattern, names);
      return caught === undefined
        ? []
        : [{ statement: { policy: name, index, sid }, effect, pattern, actions: caught.toSorted() }];
    }),
  );

export const lockOf = (documents: readonly NamedPolicy[], names: ActionNames, version: string): ActionsLock => {
  const all = documents.flatMap((document) => wildcardsIn(document, names));
  const byDocument = Map.groupBy(all, ({ statement }) => statement.policy);
  return {
    version,
    patterns: sorted(all.map(({ pattern, actions }) => [pattern, [...actions]])),
    documents: sorted(
      [...byDocument].map(([document, wildcards]) => [
        document,
        sorted(
          [...Map.groupBy(wildcards, ({ statement }) => statementName(statement))].map(([key, of]) => [
            key,
            of.map(({ pattern }) => pattern).toSorted(),
          ]),
        ),
      ]),
    ),
  };
};

const sorted = <Value>(pairs: readonly (readonly [string, Value])[]): Record<string, Value> =>
  Object.fromEntries(pairs.toSorted(([one], [other]) => (one < other ? -1 : 1)));

/**
 * What is caught now and was not when the lock was written. What is caught no longer opens nothing. `byPattern`: whichever
 * document and statement the wildcard stands in.
 */
export const driftOf = (
  documents: readonly NamedPolicy[],
  lock: ActionsLock,
  names: ActionNames,
  byPattern = false,
): readonly Drift[] =>
  documents.flatMap((document) =>
    wildcardsIn(document, names).flatMap(({ actions, ...wildcard }): readonly Drift[] => {
      const known = own(own(lock.documents, document.name) ?? {}, statementName(wildcard.statement));
      const accepted = own(lock.patterns, wildcard.pattern);
      if (!(byPattern || known?.includes(wildcard.pattern)) || accepted === undefined)
        return [{ ...wildcard, action: undefined }];
      return actions.filter((action) => !accepted.includes(action)).map((action) => ({ ...wildcard, action }));
    }),
  );

const own = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
