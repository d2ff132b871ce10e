import type { Goal } from "../model.ts";
import { isSameKey } from "../tags.ts";
import {
  type Ask,
  type Call,
  type Context,
  type End,
  type Session,
  slots,
  type Tags,
  type Thing,
  type Try,
} from "./model.ts";
import type { World } from "./world.ts";

/** What moves are made of. */

export const ask = (by: Session, action: string, on: Thing, context: Context = {}): Ask => ({
  by,
  action,
  on,
  context,
});

export const call = (
  by: Session,
  action: string,
  on: Thing,
  more: { context?: Context; also?: readonly Ask[]; with?: string | undefined } = {},
): Call => ({
  ...{ principal: by.name, action, resource: on.arn, with: more.with },
  asks: [ask(by, action, on, more.context), ...(more.also ?? [])],
});

export const endOf = (goal: Goal, what: string, on: Thing | string, known?: string): End => ({
  ...{ goal, known },
  // A log group has two spellings.
  key: `${goal} ${what} ${typeof on === "string" ? on : on.arn.replace(/:\*$/, "")}`,
});

/** A session that is not held from the start must have been taken before. */
export const holding = (by: Session): Try["needs"] => (by.isHeld ? {} : { [slots.holds(by)]: "yes" });

/** One call of one session that reaches a goal by itself. */
export const direct = (
  by: Session,
  end: Pick<End, "goal" | "known"> & { action: string },
  on: Thing,
  more: Parameters<typeof call>[3] = {},
): Try => ({
  calls: [call(by, end.action, on, more)],
  needs: holding(by),
  end: endOf(end.goal, end.action, on, end.known),
});

export const requestTags = (tags: Tags): Context =>
  Object.keys(tags).length === 0
    ? {}
    : {
        ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
        "aws:TagKeys": Object.keys(tags),
      };

export const inWords = (tags: Tags): string | undefined => {
  const words = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return words.length === 0 ? undefined : `tags ${words.join(", ")}`;
};

/** How the attacker may tag what they create. */
export const ownTags = ({ estate: { tagKeys }, attacker }: World): readonly Tags[] => [
  { [tagKeys.team]: attacker.team },
  { [tagKeys.team]: attacker.team, [tagKeys.studiouserid]: attacker.person },
  {},
];

/** A call that creates something: with tags it needs the permission to tag as well. */
export const creating = (
  by: Session,
  action: string,
  on: Thing,
  tags: Tags,
  more: { context?: Context; also?: readonly Ask[]; with?: string | undefined } = {},
): Call => {
  const context = { ...requestTags(tags), ...more.context };
  const name = action.slice(action.indexOf(":") + 1);
  const tagging = ask(by, "sagemaker:AddTags", on, { ...requestTags(tags), "sagemaker:TaggingAction": name });
  const isTagged = Object.keys(tags).length > 0 && action.startsWith("sagemaker:");
  return call(by, action, on, {
    ...{ context, also: [...(isTagged ? [tagging] : []), ...(more.also ?? [])] },
    with: [inWords(tags), more.with].filter((each) => each !== undefined).join("; ") || undefined,
  });
};

export const hasKey = (tags: Tags, key: string): boolean => Object.keys(tags).some((each) => isSameKey(each, key));
