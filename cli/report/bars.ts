import { plainText } from "#shared/notify/plain-text.ts";
import { escapeHtml } from "./escape-html.ts";

export interface Bar {
  label: string;
  value: number;
}

/** Pixels. */
const size = { label: 220, bar: 420, value: 60, line: 22, title: 24 };

/** Horizontal bars as one inline SVG, each with its number: it says the same without its colour. */
export const barChart = (title: string, bars: readonly Bar[]): string => {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const width = size.label + size.bar + size.value;
  const height = size.title + bars.length * size.line;
  const lines = bars.map(({ label, value }, index) => {
    const y = size.title + index * size.line;
    const long = Math.max(1, Math.round((value / most) * size.bar));
    const name = escapeHtml(plainText(label, 28));
    return [
      `<text x="${size.label - 8}" y="${y + 15}" text-anchor="end">${name}</text>`,
      `<rect x="${size.label}" y="${y + 4}" width="${long}" height="${size.line - 8}" fill="#5b7c99"/>`,
      `<text x="${size.label + long + 6}" y="${y + 15}">${value}</text>`,
    ].join("");
  });
  const name = escapeHtml(plainText(title));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-size="13" role="img" aria-label="${name}">`,
    `<text x="0" y="15" font-weight="600">${name}</text>`,
    ...lines,
    "</svg>",
  ].join("\n");
};
