/** Columns as wide as their longest cell: the first to the left, the others to the right. */
export const textTable = (headings: readonly string[], rows: readonly (readonly string[])[]): string => {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const pad = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return lines
    .map((line) =>
      headings
        .map((_, column) => pad(line[column] ?? "", column))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};
