import type { FunctionDefinition } from "../shared/model/function-definition.ts";

/** Every action that one of these functions declares. */
export const neededBy = (definitions: readonly FunctionDefinition[]): readonly string[] => [
  ...new Set(definitions.flatMap(({ permissions }) => permissions.flatMap(({ actions }) => actions))),
];

/** `PassRole` is no call: it lets a role be given to a service. */
export const isIamWrite = (action: string): boolean => /^iam:(?!Get|List|Generate|Simulate)/.test(action);

export const writesIam = (definition: FunctionDefinition): boolean => neededBy([definition]).some(isIamWrite);
