import type { NamedPolicy, PolicyDecision, Request, StatementRef } from "../../policy/model.ts";
import type { EstateRole, Goal } from "../model.ts";

/** The small world that chains are searched in: what there is, what may be tried, and what each try changes. */

export type Tags = Readonly<Record<string, string>>;
export type Context = Request["context"];

/** Something that a request can be about. */
export interface Thing {
  arn: string;
  tags: Tags;
  /** IAM cannot be asked for the tags of some types. */
  isTagAskable: boolean;
}

export interface Session {
  /** As steps name it: `role as person`. */
  name: string;
  role: EstateRole;
  arn: string;
  tags: Tags;
  policies: readonly NamedPolicy[];
  sourceIdentity: string | undefined;
  /** Whether it may have one more tag. */
  mayHaveTag: (key: string) => boolean;
  /** From the start; others are taken on the way. */
  isHeld: boolean;
}

/** One permission that a call needs: asked of the policies, or decided before the search because no state changes it. */
export type Ask =
  | { by: Session; action: string; on: Thing; context: Context; trust?: NamedPolicy | undefined }
  | { decision: PolicyDecision };

/** One step of a chain. It needs every permission; the first is what the step is named after. */
export interface Call {
  principal: string;
  action: string;
  resource: string;
  with?: string | undefined;
  asks: readonly [Ask, ...Ask[]];
}

/**
 * What can be changed, by name: `holds <session>`, `tags <arn>`, `runs <arn>` (the role that it runs as), `trust <arn>`.
 * A state is what differs from the beginning.
 */
export type Slot = string;
export type Facts = ReadonlyMap<Slot, string>;

/** Why a chain is one, and what makes two chains the same. */
export interface End {
  goal: Goal;
  /** Whatever ends alike is reported once, the shortest way. */
  key: string;
  known?: string | undefined;
}

/** What one principal may try at once: calls that only make sense together, such as passing a role to what is created. */
export interface Try {
  calls: readonly Call[];
  needs: Readonly<Record<Slot, string>>;
  /** Undefined: it changes nothing that a later step could use. */
  makes?: { slot: Slot; value: (facts: Facts) => string } | undefined;
  end?: End | undefined;
}

/** What was tried, and what allowed each of its calls. */
export interface Done {
  attempt: Try;
  statements: readonly (StatementRef | undefined)[];
}

export const slots = {
  holds: ({ name }: Session): Slot => `holds ${name}`,
  tags: ({ arn }: { arn: string }): Slot => `tags ${arn}`,
  runs: ({ arn }: Thing): Slot => `runs ${arn}`,
  trust: ({ arn }: { arn: string }): Slot => `trust ${arn}`,
};

/** Tags in one spelling of their order, so that equal states are equal texts. */
export const tagText = (tags: Tags): string =>
  JSON.stringify(Object.entries(tags).toSorted(([one], [other]) => (one < other ? -1 : 1)));

export const tagsIn = (text: string): Tags => Object.fromEntries(JSON.parse(text));

export const tagsNow = (thing: { arn: string; tags: Tags }, facts: Facts): Tags => {
  const changed = facts.get(slots.tags(thing));
  return changed === undefined ? thing.tags : tagsIn(changed);
};
