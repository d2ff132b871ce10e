/** Milliseconds since 1970 of an ISO 8601 time, or undefined. The clock itself is never read here: the core is given the time. */
export const epochOf = (iso: string): number | undefined => {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? undefined : ms;
};

/** Seconds from one ISO 8601 time to another; 0 where either is not a time. */
export const secondsBetween = (from: string, to: string): number => {
  const [start, end] = [epochOf(from), epochOf(to)];
  return start === undefined || end === undefined ? 0 : (end - start) / 1000;
};

export const isoAt = (epochMs: number): string => new Date(epochMs).toISOString();

/** Seconds of an ISO 8601 duration in days, hours, minutes and seconds (`P1DT2H`). The settings schema has checked its form. */
export const secondsOf = (duration: string): number => {
  const [, days, hours, minutes, seconds] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration) ?? [];
  return Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
};
