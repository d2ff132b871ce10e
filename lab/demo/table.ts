/** One line of the demo's table. */
export interface Line {
  /** How the resource came to be. */
  story: string;
  kind: string;
  name: string;
  owner: string;
  evidence: string;
  outcome: string;
  seconds: string;
  calls: string;
  isRight: boolean | undefined;
}

const columns = [
  ["", 1, ({ isRight }: Line) => (isRight === undefined ? "·" : isRight ? "✓" : "✗")],
  ["how it came to be", 48, ({ story }: Line) => story],
  ["kind", 18, ({ kind }: Line) => kind],
  ["resource", 22, ({ name }: Line) => name],
  ["owner", 14, ({ owner }: Line) => owner],
  ["evidence", 16, ({ evidence }: Line) => evidence],
  ["outcome", 9, ({ outcome }: Line) => outcome],
  ["s", 4, ({ seconds }: Line) => seconds],
  ["calls", 5, ({ calls }: Line) => calls],
] as const;

const cell = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);

/** Texts in columns of their width. */
export const rowOf = (cells: readonly (readonly [text: string, width: number])[]): string =>
  cells
    .map(([text, width]) => cell(text, width))
    .join("  ")
    .trimEnd();

const row = (texts: readonly string[]): string =>
  rowOf(columns.map(([, width], index) => [texts[index] ?? "", width] as const));

export const heading = (): string => row(columns.map(([title]) => title));

export const line = (seen: Line): string => row(columns.map(([, , of]) => of(seen)));
