/** Milliseconds since 1970 of an ISO 8601 time, or undefined. The clock itself is never read here: the core is given the time. */
export const epochOf = (iso: string): number | undefined => {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? undefined : ms;
};

/** Whether a text is a time as `isoSecondsAt` writes it. */
export const isWholeSeconds = (text: string): boolean => {
  const ms = epochOf(text);
  return ms !== undefined && isoSecondsAt(ms) === text;
};

/** The day of the week of an ISO 8601 time, in UTC: 0 is Monday. */
export const weekdayOf = (iso: string): number => (new Date(epochOf(iso) ?? 0).getUTCDay() + 6) % 7;

/** Seconds from one ISO 8601 time to another; 0 where either is not a time. */
export const secondsBetween = (from: string, to: string): number => {
  const [start, end] = [epochOf(from), epochOf(to)];
  return start === undefined || end === undefined ? 0 : (end - start) / 1000;
};

/** Whether a time lies in a span that begins with `from` and ends before `to`; ISO 8601, with milliseconds or without. */
export const isWithin = (at: string, from: string, to: string): boolean =>
  secondsBetween(from, at) >= 0 && secondsBetween(at, to) > 0;

export const isoAt = (epochMs: number): string => new Date(epochMs).toISOString();

/** The same in whole seconds, as CloudTrail writes it: such texts are in the order of time. */
export const isoSecondsAt = (epochMs: number): string => `${isoAt(epochMs).slice(0, 19)}Z`;

/** Seconds of an ISO 8601 duration in days, hours, minutes and seconds (`P1DT2H`). The settings schema has checked its form. */
export const secondsOf = (duration: string): number => {
  const [, days, hours, minutes, seconds] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration) ?? [];
  return Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
};

/** `2025-03-26 16:43:57.000000000`: as Athena and CloudTrail Lake export records, in UTC. */
const tableForm = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)$/;
const months = "JanFebMarAprMayJunJulAugSepOctNovDec";
const isoForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
/** `Jul 10, 2023 11:54:39 AM`, with or without the second comma; the blank before AM may be U+202F. */
const wordForm = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2}):(\d{2})\s([AP])M$/u;

/**
 * A time as AWS records hold it, as ISO 8601; undefined when it is none. Forms seen: ISO 8601 (kept as it is),
 * `2025-03-26 16:43:57.000000000` and `Jul 1, 2026, 12:08:19 PM` (both UTC), and milliseconds since 1970 as a number or in digits.
 */
export const recordedTime = (value: unknown): string | undefined => {
  if (typeof value === "number") return isoOfEpoch(value);
  if (typeof value !== "string" || value.length > 64) return undefined;
  const iso = value.replace(tableForm, "$1T$2Z");
  if (isoForm.test(iso)) return epochOf(iso) === undefined ? undefined : iso;
  if (/^\d{12,14}$/.test(value)) return isoOfEpoch(Number(value));
  const [, month = "", day, year, hour, minute, second, half] = wordForm.exec(value) ?? [];
  const index = months.indexOf(month) / 3;
  if (month === "" || !Number.isInteger(index) || Number(hour) > 12) return undefined;
  const hours = (Number(hour) % 12) + (half === "P" ? 12 : 0);
  return isoOfEpoch(Date.UTC(Number(year), index, Number(day), hours, Number(minute), Number(second)));
};

/** From 2001 to 9999: what lies outside is not a time in milliseconds. */
const isoOfEpoch = (ms: number): string | undefined =>
  ms >= 978_307_200_000 && ms < 253_402_300_800_000 ? isoAt(ms) : undefined;
