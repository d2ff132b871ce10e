import type { Problem } from "./words.ts";

/** Looked for before the schema is asked: it would only say that there is no such word. */
const credential = /key|static|long/i;
const keys = /^(aws[-_]?)?(access[-_]?key([-_]?id)?|secret([-_]?access)?[-_]?key|session[-_]?token|key[-_]?pair)$/i;

const reason =
  "a key pair is no connection: it does not expire, is copied, and is the same whoever uses it, so nothing says who did; allowed: role, with credential: assume-role";

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Key pairs in the connections of a settings file, whose form nobody has checked. The values are never repeated. */
export const keyPairProblems = (value: unknown): readonly Problem[] => {
  const connections = isMap(value) ? value.connections : undefined;
  const entries: readonly [PropertyKey, unknown][] = Array.isArray(connections)
    ? [...connections.entries()]
    : Object.entries(isMap(connections) ? connections : {});
  return entries.flatMap(([at, connection]) =>
    Object.entries(isMap(connection) ? connection : {}).flatMap(([key, given]): readonly Problem[] => {
      const path = ["connections", at, key];
      if (keys.test(key)) return [{ path, at: "key", message: reason }];
      const isPair = key === "credential" && typeof given === "string" && credential.test(given);
      return isPair ? [{ path, at: "value", message: reason }] : [];
    }),
  );
};
