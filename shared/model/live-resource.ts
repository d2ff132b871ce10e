import type { Input } from "../sagemaker/act-input.ts";
import type { Phase } from "../sagemaker/phase.ts";
import type { ResourceRef } from "./activity.ts";

/** A resource as Describe tells it now. */
export interface LiveResource {
  phase: Phase;
  /** SageMaker's own word; absent where the kind has none. */
  status?: string;
  /** ISO 8601 */
  madeAt?: string;
  /** By which it was found. */
  input: Input;
  answer: Readonly<Record<string, unknown>>;
}

/** Looking at one resource, and the only calls that end or revive one. Each is idempotent for whoever looks first. */
export interface ResourceEdge {
  /** Undefined: there is none. */
  read(resource: ResourceRef): Promise<LiveResource | undefined>;
  stop(resource: ResourceRef, live: LiveResource): Promise<void>;
  delete(resource: ResourceRef, live: LiveResource): Promise<void>;
  /** Takes a stop back. */
  start(resource: ResourceRef, live: LiveResource): Promise<void>;
}
