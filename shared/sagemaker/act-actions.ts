import { unknownToSdk, unstoppable } from "./act-decisions.ts";
import type { Kind } from "./kind.ts";
import { operations } from "./kinds.generated.ts";
import { kindNamed, kinds } from "./kinds.ts";

type Word = "describe" | "stop" | "delete" | "start";

const callOf = ({ kind, create, undo }: Kind, word: Word): string | null | undefined => {
  if (word === "start") return undo;
  if (word === "stop" && Object.hasOwn(unstoppable, kind)) return undefined;
  return operations[create]?.[word]?.call;
};

/** IAM's names of the calls that look at, stop, delete and start again, exactly those that can ever be made. */
export const actionsOf = (word: Word): readonly string[] => {
  const able = kinds.filter((kind) => kindNamed(kind.kind) === kind && (kind.stoppable || kind.deletable));
  const calls = able.filter(({ kind }) => !unknownToSdk.includes(kind)).flatMap((kind) => callOf(kind, word) ?? []);
  return [...new Set(calls)].map((call) => `sagemaker:${call}`).toSorted();
};
