import { plainText } from "#shared/notify/plain-text.ts";
import { barChart } from "./bars.ts";
import { escapeHtml } from "./escape-html.ts";
import type { KindLine } from "./kind-lines.ts";
import { type Report, sumOf } from "./report.ts";
import { type Column, happened, wouldHappen } from "./text.ts";
import type { Would } from "./would.ts";

/** Names come from callers: shown as they are, but never as mark-up, and without what hides or turns text. */
const safe = (text: string): string => escapeHtml(plainText(text, 400));

const cells = (tag: "td" | "th", texts: readonly string[]): string =>
  texts.map((text, index) => `<${tag}${index === 0 ? "" : ' class="n"'}>${text}</${tag}>`).join("");

const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    "<table>",
    `<thead><tr>${cells("th", head)}</tr></thead>`,
    `<tbody>${rows.map((row) => `<tr>${cells("td", row)}</tr>`).join("\n")}</tbody>`,
    "</table>",
  ].join("\n");

const kindTable = (kinds: readonly KindLine[], columns: readonly Column[]): string => {
  const used = columns.filter(({ of }) => kinds.some((line) => of(line) > 0));
  const lines = kinds.filter((line) => used.some(({ of }) => of(line) > 0));
  if (lines.length === 0) return "<p>Nothing.</p>";
  return tableOf(
    ["kind", ...used.map(({ heading }) => heading)],
    [
      ...lines.map((line) => [safe(line.kind), ...used.map(({ of }) => String(of(line)))]),
      ["<b>all</b>", ...used.map(({ of }) => `<b>${sumOf(kinds, of)}</b>`)],
    ],
  );
};

const chart = (title: string, kinds: readonly KindLine[], of: (line: KindLine) => number): string => {
  const bars = kinds.map((line) => ({ label: line.kind, value: of(line) })).filter(({ value }) => value > 0);
  return bars.length === 0 ? "" : barChart(title, bars.toSorted((a, b) => b.value - a.value).slice(0, 12));
};

const timeTable = (kinds: readonly KindLine[]): string => {
  const rows = kinds.flatMap(({ kind, secondsToTagged: seconds }) =>
    seconds === null ? [] : [[safe(kind), ...[seconds.median, seconds.p95, seconds.most].map((s) => s.toFixed(1))]],
  );
  return rows.length === 0
    ? ""
    : `<h2>Seconds until the tags were right</h2>\n${tableOf(["kind", "median", "p95", "most"], rows)}`;
};

const turnOnTable = ({ turnOn }: Report): string =>
  turnOn.length === 0
    ? ""
    : [
        "<h2>What turns it on</h2>",
        ...turnOn.map(({ line, effect }) => `<p><code>${safe(line)}</code><br>${safe(effect)}</p>`),
      ].join("\n");

const leftTable = ({ leftAlone }: Report): string =>
  leftAlone.length === 0
    ? ""
    : `<h2>Left alone in any mode</h2>\n${tableOf(
        ["why", "resources"],
        leftAlone.map(({ why, count }) => [safe(why), String(count)]),
      )}`;

const everyOne = (would: readonly Would[]): string =>
  would.length === 0
    ? ""
    : [
        `<details><summary>Each of the ${would.length}</summary>`,
        "<table><thead><tr><th>when</th><th>what</th><th>resource</th><th>detail</th><th>turned on by</th></tr></thead><tbody>",
        ...would.map(
          ({ at, what, resource, detail, line }) =>
            `<tr><td>${safe(at)}</td><td>${what}</td><td class="w">${safe(resource.arn)}</td><td class="w">${safe(detail)}</td><td><code>${safe(line)}</code></td></tr>`,
        ),
        "</tbody></table></details>",
      ].join("\n");

/** Dark on white, no colour but the bars': it has to be read on paper. */
const style = `
body { font: 15px/1.45 system-ui, sans-serif; color: #1b1f24; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #d8dee4; vertical-align: top; }
th { font-weight: 600; } .n { text-align: right; width: 6rem; } .w { overflow-wrap: anywhere; }
code { background: #f3f4f6; padding: .1rem .3rem; } svg { max-width: 100%; margin-top: 1rem; }
summary { cursor: pointer; margin-top: 2rem; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } tr { break-inside: avoid; } }
`;

/** One page that needs nothing else: no script, no font, no picture from elsewhere. It prints. */
export const asHtml = (report: Report): string => {
  const { from, to, mode, kinds, would } = report;
  const span = `${safe(from.slice(0, 10))} to ${safe(to.slice(0, 10))}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Sagewarden, ${span}</title>
<style>${style}</style>
</head>
<body>
<h1>SageMaker resources and their owners</h1>
<p>${safe(from)} to ${safe(to)}. Mode: <code>${mode}</code>. From the ledger of Sagewarden.</p>
<h2>What happened</h2>
${kindTable(kinds, happened)}
${chart("Created", kinds, ({ created }) => created)}
${timeTable(kinds)}
<h2>What would have happened</h2>
${kindTable(kinds, wouldHappen)}
${chart("Held back", kinds, ({ would: held }) => held.tag + held.stop + held.delete)}
${turnOnTable(report)}
${leftTable(report)}
${everyOne(would)}
</body>
</html>
`;
};
