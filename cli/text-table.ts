/** Columns as wide as their longest cell: the first to the left, the others to the right, or all to the left. */
export const textTable = (
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { left = false }: { left?: boolean } = {},
): string => {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const pad = (text: string, column: number): string =>
    column === 0 || left ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return lines
    .map((line) =>
      headings
        .map((_, column) => pad(line[column] ?? "", column))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};

/** Columns of words, all to the left, at most `widest` padded; the last one is as long as it is. */
export const wordTable = (headings: readonly string[], rows: readonly (readonly string[])[], widest = 60): string => {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) =>
    lines.reduce((width, line) => Math.min(widest, Math.max(width, line[column]?.length ?? 0)), 0),
  );
  const last = headings.length - 1;
  return lines
    .map((line) => headings.map((_, at) => (line[at] ?? "").padEnd(at === last ? 0 : (widths[at] ?? 0))).join("  "))
    .join("\n");
};
