import { plainText } from "#shared/notify/plain-text.ts";
import { textTable } from "../text-table.ts";
import type { KindLine } from "./kind-lines.ts";
import { type Report, sumOf } from "./report.ts";
import type { Would } from "./would.ts";

/** Lines of one kind and one sort that the terminal shows; `--json` and the page have all. */
const shown = 20;

const plain = (text: string): string => plainText(text, 400);

/** One column: its heading, and its number of one kind. */
export interface Column {
  heading: string;
  of(line: KindLine): number;
}

export const happened: readonly Column[] = [
  { heading: "created", of: ({ created }) => created },
  { heading: "observed", of: ({ outcomes }) => outcomes.observed ?? 0 },
  { heading: "tagged", of: ({ outcomes }) => outcomes.tagged ?? 0 },
  { heading: "tagged already", of: ({ outcomes }) => outcomes.ok ?? 0 },
  { heading: "mismatch", of: ({ outcomes }) => outcomes.mismatch ?? 0 },
  { heading: "unowned", of: ({ outcomes }) => outcomes.unowned ?? 0 },
  { heading: "exempt", of: ({ outcomes }) => outcomes.exempt ?? 0 },
  { heading: "gone", of: ({ outcomes }) => outcomes.gone ?? 0 },
  { heading: "failed", of: ({ outcomes }) => outcomes.failed ?? 0 },
  { heading: "settling", of: ({ outcomes }) => outcomes.settling ?? 0 },
  { heading: "stopped", of: ({ stopped }) => stopped },
  { heading: "deleted", of: ({ deleted }) => deleted },
  { heading: "notices sent", of: ({ noticesSent }) => noticesSent },
  { heading: "notices lost", of: ({ noticesFailed }) => noticesFailed },
];

export const wouldHappen: readonly Column[] = [
  { heading: "would tag", of: ({ would }) => would.tag },
  { heading: "would stop", of: ({ would }) => would.stop },
  { heading: "would delete", of: ({ would }) => would.delete },
  { heading: "would notify", of: ({ would }) => would.notice },
];

/** Kinds as lines, then their sum. A column in which nothing stands is left out, as is a kind. */
const table = (kinds: readonly KindLine[], columns: readonly Column[]): string => {
  const used = columns.filter(({ of }) => kinds.some((line) => of(line) > 0));
  const lines = kinds.filter((line) => used.some(({ of }) => of(line) > 0));
  const row = (name: string, number: (column: Column) => number): string[] => [
    plain(name),
    ...used.map((column) => String(number(column))),
  ];
  return textTable(
    ["kind", ...used.map(({ heading }) => heading)],
    [...lines.map((line) => row(line.kind, ({ of }) => of(line))), row("all", ({ of }) => sumOf(kinds, of))],
  );
};

const heading = ({ from, to, mode }: Report): string =>
  `${from.slice(0, 16).replace("T", " ")} to ${to.slice(0, 16).replace("T", " ")} UTC, mode ${mode}`;

/** What happened, for a terminal. */
export const asText = (report: Report): string =>
  report.kinds.length === 0
    ? `${heading(report)}\nNothing was created.`
    : [heading(report), "", table(report.kinds, happened), ...timeLines(report)].join("\n");

const timeLines = ({ kinds }: Report): string[] => {
  const rows = kinds.flatMap(({ kind, secondsToTagged: seconds }) =>
    seconds === null ? [] : [[plain(kind), ...[seconds.median, seconds.p95, seconds.most].map((s) => s.toFixed(1))]],
  );
  return rows.length === 0 ? [] : ["", textTable(["seconds to the tags", "median", "p95", "most"], rows)];
};

/** What would have happened, by kind and one by one, and the settings that turn it on. */
export const wouldText = (report: Report): string => {
  if (report.would.length === 0) return `${heading(report)}\nNothing was held back.`;
  return [
    heading(report),
    "",
    table(report.kinds, wouldHappen),
    "",
    "These lines of the settings turn it on:",
    ...report.turnOn.map(({ line, effect }) => `  ${plain(line)}\n      ${plain(effect)}`),
    ...leftLines(report),
    ...listed(report.would),
  ].join("\n");
};

const leftLines = ({ leftAlone }: Report): string[] =>
  leftAlone.length === 0
    ? []
    : ["", "Left alone in any mode:", ...leftAlone.map(({ why, count }) => `  ${count}  ${plain(why)}`)];

const words: Readonly<Record<Would["what"], string>> = {
  tag: "would be tagged",
  stop: "would be stopped",
  delete: "would be deleted",
  notice: "would be told of",
};

const titleOf = ({ what, resource, line }: Would): string =>
  `${line} | ${resource.kind || "no resource"} ${words[what]}`;

const listed = (would: readonly Would[]): string[] =>
  [...Map.groupBy(would, titleOf)].flatMap(([title, all]) => [
    "",
    `${plain(title)} (${all.length})`,
    ...all.slice(0, shown).map(({ at, resource, detail }) => `  ${plain(`${at}  ${resource.arn}  ${detail}`)}`),
    ...(all.length > shown ? [`  … and ${all.length - shown} more: --json and --out have them all`] : []),
  ]);
