/** The part of botocore's service model that the table is made from. */
export interface ServiceModel {
  metadata: { apiVersion: string };
  operations: Record<string, { input?: { shape: string }; output?: { shape: string } }>;
  shapes: Record<string, Shape>;
}

export interface Shape {
  type: string;
  required?: string[];
  members?: Record<string, { shape: string; idempotencyToken?: boolean }>;
  member?: { shape: string };
  pattern?: string;
  enum?: string[];
}

/** CloudTrail lowers the first letter only: `AIBenchmarkJobName` becomes `aIBenchmarkJobName`. */
export const recordKey = (member: string): string => member.charAt(0).toLowerCase() + member.slice(1);

/** The member that a record's key stands for. */
export const memberOf = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

/** The shape of an operation's request; one without members where it has none. */
export const input = (model: ServiceModel, operation: string): Shape =>
  model.shapes[model.operations[operation]?.input?.shape ?? ""] ?? { type: "structure" };
export const output = (model: ServiceModel, operation: string): Shape =>
  model.shapes[model.operations[operation]?.output?.shape ?? ""] ?? { type: "structure" };
export const members = (shape: Shape): string[] => Object.keys(shape.members ?? {});

/** Required inputs without the tokens that an SDK fills in. */
export const requiredInputs = (model: ServiceModel, operation: string): string[] => {
  const shape = input(model, operation);
  return (shape.required ?? []).filter((name) => !shape.members?.[name]?.idempotencyToken);
};

/** The first of these that the service has. */
export const firstOperation = (model: ServiceModel, names: readonly string[]): string | undefined =>
  names.find((name) => name in model.operations);
