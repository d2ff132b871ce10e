import { epochOf } from "../../model/time.ts";
import { covers, matches, overlaps } from "../../policy/glob.ts";
import type { Condition } from "../../policy/model.ts";

/**
 * What is known of a request's keys, by their names in lower case. A list holds patterns: the key has some text that the pattern
 * matches (several for keys of several values). A key that is not here is free: whoever asks may choose it.
 */
export type Known = ReadonlyMap<string, readonly string[] | "absent">;

interface Answer {
  /** Some request with what is known meets the condition. */
  may: boolean;
  /** Every one does. */
  must: boolean;
}

const free: Answer = { may: true, must: false };
const always: Answer = { may: true, must: true };
const never: Answer = { may: false, must: false };

/** How a condition can turn out for requests of which only this is known, from `now` (ISO 8601) on. */
export const outcome = (condition: Condition, known: Known, now: string): Answer => {
  const key = condition.key.toLowerCase();
  const value = known.get(key);
  if (condition.operator === "Null") return nullOutcome(condition, value);
  if (/^(Date|Numeric)/.test(condition.operator)) return timeOutcome(condition, key, now);
  const form = forms.get(condition.operator);
  if (value === undefined || form === undefined) return free;
  if (value === "absent" || value.length === 0) return absentOutcome(condition, form);
  const each = value.map((text) => compare(form, condition.values, text));
  if (condition.set === "ForAnyValue") return { may: each.some(({ may }) => may), must: each.some(({ must }) => must) };
  return { may: each.every(({ may }) => may), must: each.every(({ must }) => must) };
};

interface TextForm {
  compare: "equals" | "like";
  ignoreCase: boolean;
  isNegated: boolean;
}

const text = (compare: TextForm["compare"], more: { ignoreCase?: true; isNegated?: true } = {}): TextForm => ({
  compare,
  ignoreCase: more.ignoreCase === true,
  isNegated: more.isNegated === true,
});

/** ArnEquals takes wildcards as ArnLike does: the two are the same. What is not here is free. */
const forms: ReadonlyMap<string, TextForm> = new Map<string, TextForm>([
  ["StringEquals", text("equals")],
  ["StringNotEquals", text("equals", { isNegated: true })],
  ["StringEqualsIgnoreCase", text("equals", { ignoreCase: true })],
  ["StringNotEqualsIgnoreCase", text("equals", { ignoreCase: true, isNegated: true })],
  ["StringLike", text("like")],
  ["StringNotLike", text("like", { isNegated: true })],
  ["ArnEquals", text("like")],
  ["ArnLike", text("like")],
  ["ArnNotEquals", text("like", { isNegated: true })],
  ["ArnNotLike", text("like", { isNegated: true })],
  ["Bool", text("equals", { ignoreCase: true })],
]);

const nullOutcome = ({ values }: Condition, value: readonly string[] | "absent" | undefined): Answer => {
  if (value === undefined) return free;
  const isAbsent = String(value === "absent" || value.length === 0);
  return values.some((wanted) => wanted.toLowerCase() === isAbsent) ? always : never;
};

/** A key that is not there fails, unless the operator says otherwise: IfExists, ForAllValues, and every negated one. */
const absentOutcome = ({ ifExists, set }: Condition, { isNegated }: TextForm): Answer => {
  if (ifExists || set === "ForAllValues") return always;
  if (set === "ForAnyValue") return never;
  return isNegated ? always : never;
};

const compare = (form: TextForm, wanted: readonly string[], value: string): Answer => {
  const options = { ignoreCase: form.ignoreCase };
  // A variable may become anything.
  if (wanted.some((one) => one.includes("${"))) return free;
  const may = wanted.some((one) =>
    form.compare === "like" ? overlaps(one, value, options) : matches(value, one, options),
  );
  const must = wanted.some((one) =>
    form.compare === "like" ? covers(one, value, options) : isSame(one, value, form.ignoreCase),
  );
  return form.isNegated ? { may: !must, must: !may } : { may, must };
};

const isSame = (one: string, value: string, ignoreCase: boolean): boolean => {
  if (/[*?]/.test(value)) return false;
  return ignoreCase ? one.toLowerCase() === value.toLowerCase() : one === value;
};

/** Of times and numbers only the present is known, and that it passes: what ends later has not ended, what begins later will. */
const timeOutcome = ({ operator, values }: Condition, key: string, now: string): Answer => {
  if (key !== "aws:currenttime" && key !== "aws:epochtime") return free;
  const present = secondsAt(now);
  const limits = values.map(secondsAt).filter((limit) => limit !== undefined);
  if (present === undefined || limits.length < values.length) return free;
  if (operator.includes("LessThan")) return limits.some((limit) => present < limit) ? free : never;
  if (operator.includes("GreaterThan")) return limits.some((limit) => present > limit) ? always : free;
  return free;
};

/** ISO 8601, or seconds since 1970: IAM takes both. */
const secondsAt = (time: string): number | undefined => {
  if (/^\d{5,12}$/.test(time)) return Number(time);
  const ms = epochOf(time);
  return ms === undefined ? undefined : ms / 1_000;
};
