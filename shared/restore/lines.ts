/** Beyond this a table of lines by lines is too large: all that is not common at both ends counts as changed. */
const most = 1_500;

/** What was taken out (`- `) and put in (`+ `), line by line, in the order of the text. Lines that stayed are left out. */
export const changedLines = (before: readonly string[], after: readonly string[]): readonly string[] => {
  const start = commonStart(before, after);
  const end = commonStart(before.slice(start).toReversed(), after.slice(start).toReversed());
  return compared(before.slice(start, before.length - end), after.slice(start, after.length - end));
};

const commonStart = (one: readonly string[], other: readonly string[]): number => {
  const first = one.findIndex((line, index) => line !== other[index]);
  return first === -1 ? one.length : first;
};

const compared = (before: readonly string[], after: readonly string[]): readonly string[] => {
  const out = (line: string | undefined): string => `- ${line}`;
  const put = (line: string | undefined): string => `+ ${line}`;
  if (before.length > most || after.length > most) return [...before.map(out), ...after.map(put)];
  const kept = lengths(before, after);
  const lines: string[] = [];
  let [one, other] = [0, 0];
  while (one < before.length || other < after.length) {
    if (one < before.length && before[one] === after[other]) {
      one++;
      other++;
    } else if (other >= after.length || (one < before.length && at(kept, one + 1, other) >= at(kept, one, other + 1)))
      lines.push(out(before[one++]));
    else lines.push(put(after[other++]));
  }
  return lines;
};

const at = (table: readonly Uint16Array[], one: number, other: number): number => table[one]?.[other] ?? 0;

/** How many lines the rests from here have in common at most. */
const lengths = (before: readonly string[], after: readonly string[]): readonly Uint16Array[] => {
  const table = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let one = before.length - 1; one >= 0; one--) {
    const row = table[one] as Uint16Array;
    for (let other = after.length - 1; other >= 0; other--)
      row[other] =
        before[one] === after[other]
          ? at(table, one + 1, other + 1) + 1
          : Math.max(at(table, one + 1, other), at(table, one, other + 1));
  }
  return table;
};
